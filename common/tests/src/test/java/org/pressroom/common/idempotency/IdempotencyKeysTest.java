package org.pressroom.common.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.app.CommonTest;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.testkit.Tokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@CommonTest
class IdempotencyKeysTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @LocalServerPort
    int port;

    @Autowired
    DatabaseClient database;

    private WebClient client = WebClient.create();
    private final String token = Tokens.staff("author");
    private final String name = "n" + UUID.randomUUID().toString().substring(0, 18);

    @BeforeEach
    void reach() {
        client = WebClient.create("http://127.0.0.1:" + port);
    }

    @Test
    void theSameKeyAndBodyAnswerTheSameThingAgain() {
        ResponseEntity<String> first = create("key-1", name).block(SOON);
        ResponseEntity<String> again = create("key-1", name).block(SOON);

        assertThat(first).isNotNull();
        assertThat(again).isNotNull();
        assertThat(first.getStatusCode().value()).isEqualTo(201);
        assertThat(again.getStatusCode()).isEqualTo(first.getStatusCode());
        assertThat(again.getBody()).isEqualTo(first.getBody());
        assertThat(again.getHeaders().getLocation())
                .isNotNull()
                .isEqualTo(first.getHeaders().getLocation());
        assertThat(again.getHeaders().getETag()).isEqualTo("\"1\"");
        assertThat(again.getHeaders().getContentType())
                .isEqualTo(first.getHeaders().getContentType());
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void withoutAKeyOrWithAnotherItHappensAgain() {
        create(null, name).block(SOON);
        create(null, name).block(SOON);
        create("key-1", name).block(SOON);
        create("key-2", name).block(SOON);

        assertThat(made()).isEqualTo(4);
    }

    @Test
    void theSameKeyWithAnotherBodyIsAConflict() {
        create("key-1", name).block(SOON);

        assertThat(status(create("key-1", "another"))).isEqualTo(409);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void twinsThatComeAtTheSameTimeAnswerOnce() {
        List<String> bodies = Flux.range(0, 8)
                .flatMap(i -> create("key-1", name))
                .map(answer -> String.valueOf(answer.getBody()))
                .collectList()
                .block(SOON);

        assertThat(bodies).hasSize(8);
        assertThat(Set.copyOf(bodies)).hasSize(1);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void aFailureIsNotKept() {
        assertThat(status(create("key-1", name, token, "192.0.2.1", true))).isEqualTo(409);
        assertThat(made()).as("its effect is undone").isZero();

        assertThat(status(create("key-1", name))).isEqualTo(201);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void whatOneSentIsNoneOfAnothersBusiness() {
        create("key-1", name).block(SOON);
        create("key-1", name, Tokens.staff("author"), "192.0.2.1", false).block(SOON);
        create("key-1", name, Tokens.anonymous(), "192.0.2.1", false).block(SOON);
        create("key-1", name, Tokens.anonymous(), "192.0.2.2", false).block(SOON);
        assertThat(made()).isEqualTo(4);

        create("key-1", name, Tokens.anonymous(), "192.0.2.2", false).block(SOON);
        assertThat(made()).isEqualTo(4);
    }

    /** Neither what was asked with nor what was answered, nor a plain hash of what could be guessed. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoReadsTheTableLearnsNothing(boolean stranger) {
        String key = "key-" + name;
        String address = "192.0.2.77";
        String answer = String.valueOf(
                Objects.requireNonNull(create(key, name, stranger ? Tokens.anonymous() : token, address, false)
                                .block(SOON))
                        .getBody());

        List<String> rows = database.sql("SELECT encode(row_to_json(k)::text::bytea, 'escape') || ' '"
                        + " || encode(id, 'escape') || ' ' || encode(body_mac, 'escape') || ' '"
                        + " || coalesce(encode(answer, 'escape'), '') AS row FROM idempotency_key k")
                .mapValue(String.class)
                .all()
                .collectList()
                .block(SOON);

        assertThat(rows).isNotEmpty().allSatisfy(row -> assertThat(row)
                .doesNotContain(name, key, address, answer, "Location", "/keyed")
                .doesNotContain(sha256(key), sha256("{\"name\":\"" + name + "\"}"), sha256(answer)));
        assertThat(database.sql("SELECT count(DISTINCT answer) = count(*) FROM idempotency_key")
                        .mapValue(Boolean.class)
                        .one()
                        .block(SOON))
                .isTrue();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "naïve"})
    void aKeyThatIsNoneIsMalformed(String key) {
        assertThat(status(create(key, name))).isEqualTo(400);
        assertThat(made()).isZero();
    }

    @Test
    void anOverlongKeyIsMalformed() {
        assertThat(status(create("k".repeat(256), name))).isEqualTo(400);
        assertThat(status(create("k".repeat(255), name))).isEqualTo(201);
    }

    private Mono<ResponseEntity<String>> create(@Nullable String key, String body) {
        return create(key, body, token, "192.0.2.1", false);
    }

    private Mono<ResponseEntity<String>> create(
            @Nullable String key, String body, String by, String from, boolean fails) {
        return client.post()
                .uri("/keyed?fails=" + fails)
                .headers(headers -> {
                    headers.setBearerAuth(by);
                    headers.set("X-Client-Address", from);
                    headers.set(HttpHeaders.CONTENT_TYPE, "application/json");
                    if (key != null) {
                        headers.set(HeaderNames.IDEMPOTENCY_KEY, key);
                    }
                })
                .bodyValue("{\"name\":\"" + body + "\"}")
                .exchangeToMono(answer -> answer.toEntity(String.class));
    }

    private static int status(Mono<ResponseEntity<String>> call) {
        ResponseEntity<String> answer = call.block(SOON);
        return answer == null ? -1 : answer.getStatusCode().value();
    }

    private long made() {
        Long made = database.sql("SELECT count(*) FROM thing WHERE note = :note")
                .bind("note", name)
                .mapValue(Long.class)
                .one()
                .block(SOON);
        return made == null ? -1 : made;
    }
}
