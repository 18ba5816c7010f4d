package org.pressroom.common.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets a client repeat a request whose answer it did not get: the same {@code Idempotency-Key} and body answer the same
 * thing again, the same key with another body 409. A key counts per route and account, and for strangers per client
 * address, since an answer may hold what only its first receiver may see.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The Idempotency-Key HTTP
 *     Header Field</a>
 */
public final class IdempotencyKeys {

    public static final String HEADER = "Idempotency-Key";

    private static final int MAX_KEY = 255;
    private static final int MAX_ROUTE = 500;

    /** Waits for another request with the same key that is still under way: the unique key holds it until then. */
    private static final String CLAIM = """
            INSERT INTO idempotency_key (route, account, key, body_hash)
            VALUES (:route, :account, :key, :bodyHash) ON CONFLICT DO NOTHING
            """;

    private static final String KEEP = """
            UPDATE idempotency_key SET status = :status, headers = :headers::jsonb, body = :body
            WHERE route = :route AND account = :account AND key = :key
            """;

    private static final String FIND = """
            SELECT body_hash, status, headers::text AS headers, body FROM idempotency_key
            WHERE route = :route AND account = :account AND key = :key
            """;

    private static final List<String> KEPT_HEADERS =
            List.of(HttpHeaders.LOCATION, HttpHeaders.ETAG, HttpHeaders.CONTENT_TYPE);

    private final DatabaseClient database;
    private final TransactionalOperator transactions;
    private final JsonMapper json;

    public IdempotencyKeys(DatabaseClient database, TransactionalOperator transactions, JsonMapper json) {
        this.database = database;
        this.transactions = transactions;
        this.json = json;
    }

    private record Key(String route, String account, String key, byte[] bodyHash) {}

    private record Kept(byte[] bodyHash, int status, String headers, byte @Nullable [] body) {}

    /**
     * Does the effect in a transaction, with a key at most once. A failed effect is not kept: the client may try again
     * with the same key.
     *
     * @param requestBody what the request asks for, as it was read
     * @return the effect's answer, or the one that was kept
     */
    public <T> Mono<ResponseEntity<?>> run(
            ServerWebExchange exchange, Caller caller, Object requestBody, Supplier<Mono<ResponseEntity<T>>> effect) {
        String header = exchange.getRequest().getHeaders().getFirst(HEADER);
        if (header == null) {
            return Mono.defer(effect).<ResponseEntity<?>>map(answer -> answer).as(transactions::transactional);
        }
        if (!isValid(header)) {
            return Mono.error(
                    () -> Problems.badRequest(HEADER + " must be 1 to " + MAX_KEY + " visible ASCII characters."));
        }
        Key key = new Key(route(exchange), account(caller), header, hash(requestBody));
        return claim(key)
                .flatMap(isFirst -> isFirst ? effectThenKeep(key, effect) : keptAnswer(key))
                .as(transactions::transactional);
    }

    private Mono<Boolean> claim(Key key) {
        return identify(CLAIM, key)
                .bind("bodyHash", key.bodyHash())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private <T> Mono<ResponseEntity<?>> effectThenKeep(Key key, Supplier<Mono<ResponseEntity<T>>> effect) {
        return Mono.defer(effect).flatMap(answer -> keep(key, answer).thenReturn(answer));
    }

    private Mono<Void> keep(Key key, ResponseEntity<?> answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : KEPT_HEADERS) {
            String value = answer.getHeaders().getFirst(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        DatabaseClient.GenericExecuteSpec keep = identify(KEEP, key)
                .bind("status", answer.getStatusCode().value())
                .bind("headers", json.writeValueAsString(headers));
        Object body = answer.getBody();
        keep = body == null ? keep.bindNull("body", byte[].class) : keep.bind("body", json.writeValueAsBytes(body));
        return keep.then();
    }

    private Mono<ResponseEntity<?>> keptAnswer(Key key) {
        return identify(FIND, key)
                .map(row -> new Kept(
                        Objects.requireNonNull(row.get("body_hash", byte[].class)),
                        Objects.requireNonNull(row.get("status", Integer.class)),
                        Objects.requireNonNull(row.get("headers", String.class)),
                        row.get("body", byte[].class)))
                .one()
                .map(kept -> answer(key, kept));
    }

    private ResponseEntity<?> answer(Key key, Kept kept) {
        if (!MessageDigest.isEqual(key.bodyHash(), kept.bodyHash())) {
            throw Problems.conflict("This " + HEADER + " was used with another body.");
        }
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(kept.status());
        Map<String, String> headers = json.readValue(kept.headers(), new TypeReference<Map<String, String>>() {});
        headers.forEach(answer::header);
        byte[] body = kept.body();
        if (body == null) {
            return answer.build();
        }
        if (!headers.containsKey(HttpHeaders.CONTENT_TYPE)) {
            answer.contentType(MediaType.APPLICATION_JSON);
        }
        return answer.body(body);
    }

    private DatabaseClient.GenericExecuteSpec identify(String sql, Key key) {
        return database.sql(sql)
                .bind("route", key.route())
                .bind("account", key.account())
                .bind("key", key.key());
    }

    /** Long ones by their hash: a row of an index has a limit. */
    private static String route(ServerWebExchange exchange) {
        String route = exchange.getRequest().getMethod() + " "
                + exchange.getRequest().getPath().pathWithinApplication().value();
        return route.length() <= MAX_ROUTE
                ? route
                : HexFormat.of().formatHex(sha256(route.getBytes(StandardCharsets.UTF_8)));
    }

    private static String account(Caller caller) {
        return caller.accountId() == null
                ? "stranger " + caller.clientAddress()
                : caller.accountId().toString();
    }

    private static boolean isValid(String key) {
        return !key.isEmpty()
                && key.length() <= MAX_KEY
                && key.chars().allMatch(character -> character > ' ' && character < 0x7F);
    }

    private byte[] hash(Object requestBody) {
        return sha256(json.writeValueAsBytes(requestBody));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
