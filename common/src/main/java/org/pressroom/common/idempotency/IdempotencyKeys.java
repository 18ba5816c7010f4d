package org.pressroom.common.idempotency;

import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.common.database.Columns;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets a client repeat a request whose answer it did not get: the same {@code Idempotency-Key} and body answer the same
 * thing again, the same key with another body 409. A key counts per route and account, and for strangers per client
 * address, since an answer may hold what only its first receiver may see. What is kept can be read only by who asks the
 * same again: see {@link Seal}.
 */
public final class IdempotencyKeys {

    private static final int MAX_KEY = 255;

    /** Waits for another request with the same key that is still under way: the unique key holds it until then. */
    private static final String CLAIM = """
            INSERT INTO idempotency_key (id, body_mac) VALUES (:id, :bodyMac) ON CONFLICT DO NOTHING
            """;

    private static final String KEEP = "UPDATE idempotency_key SET answer = :answer WHERE id = :id";

    private static final String FIND = "SELECT body_mac, answer FROM idempotency_key WHERE id = :id";

    private static final List<String> KEPT_HEADERS =
            List.of(HttpHeaders.LOCATION, HttpHeaders.ETAG, HttpHeaders.CONTENT_TYPE);

    private final DatabaseClient database;
    private final TransactionalOperator transactions;
    private final JsonMapper json;
    private final String programSecret;

    /** @param programSecret of this program, in all its processes, and in no database */
    public IdempotencyKeys(
            DatabaseClient database, TransactionalOperator transactions, JsonMapper json, String programSecret) {
        this.database = database;
        this.transactions = transactions;
        this.json = json;
        this.programSecret = programSecret;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Kept(int status, Map<String, String> headers, byte @Nullable [] body) {}

    /**
     * Does the effect: with a key at most once, in a transaction that keeps its answer too. A failed effect is not kept:
     * the client may try again with the same key.
     *
     * @param requestBody what the request asks for, as it was read
     * @return the effect's answer, or the one that was kept
     */
    public <T> Mono<ResponseEntity<JsonBytes<T>>> run(
            ServerWebExchange exchange, Caller caller, Object requestBody, Supplier<Mono<ResponseEntity<T>>> effect) {
        String header = exchange.getRequest().getHeaders().getFirst(HeaderNames.IDEMPOTENCY_KEY);
        if (header == null) {
            return Mono.defer(effect).map(this::written);
        }
        if (!isValid(header)) {
            return Mono.error(() -> Problems.badRequest(
                    HeaderNames.IDEMPOTENCY_KEY + " must be 1 to " + MAX_KEY + " visible ASCII characters."));
        }
        String names = String.join("\0", route(exchange), account(caller), header);
        Seal seal = Seal.of(programSecret, names, json.writeValueAsBytes(requestBody));
        return claim(seal)
                .flatMap(isFirst -> isFirst ? effectThenKeep(seal, effect) : this.<T>keptAnswer(seal))
                .as(transactions::transactional);
    }

    private Mono<Boolean> claim(Seal seal) {
        return database.sql(CLAIM)
                .bind("id", seal.id())
                .bind("bodyMac", seal.bodyMac())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private <T> Mono<ResponseEntity<JsonBytes<T>>> effectThenKeep(Seal seal, Supplier<Mono<ResponseEntity<T>>> effect) {
        return Mono.defer(effect).map(this::written).flatMap(answer -> keep(seal, answer)
                .thenReturn(answer));
    }

    private <T> ResponseEntity<JsonBytes<T>> written(ResponseEntity<T> answer) {
        T body = answer.getBody();
        return new ResponseEntity<>(
                body == null ? null : new JsonBytes<>(json.writeValueAsBytes(body)),
                answer.getHeaders(),
                answer.getStatusCode());
    }

    private <T> Mono<Void> keep(Seal seal, ResponseEntity<JsonBytes<T>> answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : KEPT_HEADERS) {
            String value = answer.getHeaders().getFirst(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        JsonBytes<T> body = answer.getBody();
        Kept kept = new Kept(answer.getStatusCode().value(), headers, body == null ? null : body.bytes());
        return database.sql(KEEP)
                .bind("id", seal.id())
                .bind("answer", seal.seal(json.writeValueAsBytes(kept)))
                .then();
    }

    private <T> Mono<ResponseEntity<JsonBytes<T>>> keptAnswer(Seal seal) {
        return database.sql(FIND)
                .bind("id", seal.id())
                .map(row -> this.<T>answer(seal, Columns.bytes(row, "body_mac"), Columns.bytes(row, "answer")))
                .one();
    }

    private <T> ResponseEntity<JsonBytes<T>> answer(Seal seal, byte[] bodyMac, byte[] sealed) {
        if (!MessageDigest.isEqual(seal.bodyMac(), bodyMac)) {
            throw Problems.conflict("This " + HeaderNames.IDEMPOTENCY_KEY + " was used with another body.");
        }
        Kept kept = json.readValue(seal.open(sealed), Kept.class);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(kept.status());
        kept.headers().forEach(answer::header);
        byte[] body = kept.body();
        if (body == null) {
            return answer.build();
        }
        if (!kept.headers().containsKey(HttpHeaders.CONTENT_TYPE)) {
            answer.contentType(MediaType.APPLICATION_JSON);
        }
        return answer.body(new JsonBytes<>(body));
    }

    private static String route(ServerWebExchange exchange) {
        return exchange.getRequest().getMethod() + " "
                + exchange.getRequest().getPath().pathWithinApplication().value();
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
}
