package org.pressroom.gateway.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.OpenTransaction;
import org.pressroom.gateway.testing.StubService.Reply;
import org.pressroom.testkit.Tokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class AccessTokensTest extends GatewayTest {

    @Autowired
    private DatabaseClient database;

    @Autowired
    private AccessTokenRepository tokens;

    private record Issued(String id, String token) {}

    private static Issued issue(Browser browser, Map<String, ?> request) {
        return Objects.requireNonNull(browser.post("/api/tokens")
                .bodyValue(request)
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Issued.class)
                .returnResult()
                .getResponseBody());
    }

    private WebTestClient.RequestHeadersSpec<?> with(String token, HttpMethod method, String uri) {
        return anonymous().method(method).uri(uri).header("Authorization", "Bearer " + token);
    }

    @Test
    void aTokenActsForItsAccountUntilItIsRevoked() {
        Browser browser = staff("author");
        Issued issued = issue(browser, Map.of("name", "backup"));
        with(issued.token(), HttpMethod.GET, "/api/session")
                .exchange()
                .expectBody()
                .jsonPath("$.account.roles[0]")
                .isEqualTo("author");
        browser.get("/api/tokens")
                .exchange()
                .expectBody()
                .jsonPath("$.items[0].name")
                .isEqualTo("backup")
                .jsonPath("$.items[0].token")
                .doesNotExist();

        browser.delete("/api/tokens/" + issued.id()).exchange().expectStatus().isNoContent();
        with(issued.token(), HttpMethod.GET, "/api/session")
                .exchange()
                .expectStatus()
                .isUnauthorized();
        browser.delete("/api/tokens/" + issued.id()).exchange().expectStatus().isNotFound();
    }

    @Test
    void nobodySeesOrRevokesTheTokensOfOthers() {
        Issued issued = issue(admin(), Map.of("name", "theirs"));
        Browser other = staff("author");
        other.get("/api/tokens").exchange().expectBody().jsonPath("$.items").isEmpty();
        other.delete("/api/tokens/" + issued.id()).exchange().expectStatus().isNotFound();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/articles", "/api/drafts", "/api/session", "/articles/some-article"})
    void aTokenThatIsNoGoodIsRefusedEverywhere(String uri) {
        ARTICLE.answers(Reply.json(200, "{}", "Cache-Tag", "list"));
        List<String> bad = List.of(
                "pressroom_" + "x".repeat(43),
                "",
                "x".repeat(5000),
                Tokens.staff("admin"),
                Tokens.foreign(),
                Tokens.expired(),
                admin().session());
        for (String token : bad) {
            with(token, HttpMethod.GET, uri)
                    .exchange()
                    .expectStatus()
                    .isUnauthorized()
                    .expectHeader()
                    .valueEquals("WWW-Authenticate", "Bearer");
        }
        anonymous()
                .get()
                .uri(uri)
                .header("Authorization", "Basic YWRtaW46YWRtaW4=")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void whoShowsTwoAtOnceShowsNone() {
        String good = newToken(admin());
        for (String other : List.of("Bearer pressroom_made_up", "Basic YWRtaW46YWRtaW4=", "", "Bearer " + good)) {
            with(good, HttpMethod.GET, "/api/session")
                    .header("Authorization", other)
                    .exchange()
                    .expectStatus()
                    .isUnauthorized();
        }
    }

    @Test
    void whoseAccountIsClosedMeanwhileGetsNone() {
        Browser browser = staff("author");
        UUID account = Objects.requireNonNull(database.sql("SELECT account_id FROM access_token WHERE id = :id::uuid")
                .bind("id", issue(browser, Map.of("name", "first")).id())
                .map((row, metadata) -> Objects.requireNonNull(row.get("account_id", UUID.class)))
                .one()
                .block(Duration.ofSeconds(5)));
        CompletableFuture<AccessTokenRepository.Issued> issued;
        try (OpenTransaction closing =
                new OpenTransaction(database, "UPDATE account SET active = false WHERE id = '" + account + "'")) {
            issued = tokens.issue(account, "second", null, null).toFuture();
            closing.awaitThatItIsWaitedFor(issued);
        }
        assertThat(issued).succeedsWithin(Duration.ofSeconds(10)).isNull();
    }

    @Test
    void tokensThatHaveRunOutTakeNoPlace() {
        Browser browser = staff("author");
        String first = issue(browser, Map.of("name", "first")).id();
        database.sql("""
                        INSERT INTO access_token (id, token_hash, account_id, name, created_at, expires_at)
                        SELECT gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), t.account_id, 'old', now(),
                               now() - interval '1 second'
                        FROM access_token t, generate_series(1, 99) WHERE t.id = :id::uuid
                        """).bind("id", first).then().block();

        issue(browser, Map.of("name", "second"));

        browser.get("/api/tokens?limit=100")
                .exchange()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(2);
    }

    @Test
    void anExpiredTokenIsNoGood() {
        Issued issued = issue(admin(), Map.of("name", "short", "expiresAt", "2999-01-01T00:00:00Z"));
        database.sql("UPDATE access_token SET expires_at = now() - interval '1 second' WHERE id = :id::uuid")
                .bind("id", issued.id())
                .fetch()
                .rowsUpdated()
                .block(Duration.ofSeconds(5));
        with(issued.token(), HttpMethod.GET, "/api/session")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void onlyTheHashOfATokenIsKept() {
        Issued issued = issue(admin(), Map.of("name", "hashed"));
        String row = database.sql("SELECT access_token::text AS row FROM access_token WHERE id = :id::uuid")
                .bind("id", issued.id())
                .map((found, metadata) -> Objects.requireNonNull(found.get("row", String.class)))
                .one()
                .block(Duration.ofSeconds(5));
        assertThat(row)
                .contains("hashed")
                .doesNotContain(issued.token())
                .doesNotContain(issued.token().substring(12));
    }

    @Test
    void scopesLimitWhatATokenMayDo() {
        ARTICLE.answers(Reply.json(200, "{}"));
        COMMENT.answers(Reply.json(200, "{}"));
        Browser browser = admin();
        String reader =
                issue(browser, Map.of("name", "r", "scopes", List.of("read"))).token();
        String writer = issue(browser, Map.of("name", "w", "scopes", List.of("articles")))
                .token();

        with(reader, HttpMethod.GET, "/api/drafts").exchange().expectStatus().isOk();
        with(reader, HttpMethod.GET, "/api/accounts").exchange().expectStatus().isOk();
        with(reader, HttpMethod.DELETE, "/api/drafts/1")
                .exchange()
                .expectStatus()
                .isForbidden();
        with(writer, HttpMethod.DELETE, "/api/drafts/1")
                .exchange()
                .expectStatus()
                .isOk();
        with(writer, HttpMethod.GET, "/api/moderation/comments")
                .exchange()
                .expectStatus()
                .isForbidden();
        with(writer, HttpMethod.GET, "/api/accounts").exchange().expectStatus().isForbidden();
        with(writer, HttpMethod.GET, "/api/tokens").exchange().expectStatus().isForbidden();
    }

    @Test
    void aTokenMakesNoneThatMayDoMore() {
        Browser browser = admin();
        String limited = issue(
                        browser,
                        Map.of(
                                "name",
                                "limited",
                                "scopes",
                                List.of("administration", "read"),
                                "expiresAt",
                                "2999-01-01T00:00:00Z"))
                .token();
        for (Map<String, ?> more : List.of(
                Map.of("name", "all"), Map.of("name", "other", "scopes", List.of("administration", "articles")))) {
            make(limited, more).expectStatus().isForbidden();
        }
        make(limited, Map.of("name", "endless", "scopes", List.of("read")))
                .expectStatus()
                .isCreated();
        make(limited, Map.of("name", "later", "scopes", List.of("read"), "expiresAt", "3999-01-01T00:00:00Z"))
                .expectStatus()
                .isCreated();
        make(limited, Map.of("name", "sooner", "scopes", List.of("read"), "expiresAt", "2998-01-01T00:00:00Z"))
                .expectStatus()
                .isCreated();
        browser.get("/api/tokens?limit=3")
                .exchange()
                .expectBody()
                .jsonPath("$.items[0].expiresAt")
                .isEqualTo("2998-01-01T00:00:00Z")
                .jsonPath("$.items[1].expiresAt")
                .isEqualTo("2999-01-01T00:00:00Z")
                .jsonPath("$.items[2].expiresAt")
                .isEqualTo("2999-01-01T00:00:00Z");
    }

    private WebTestClient.ResponseSpec make(String with, Map<String, ?> request) {
        return anonymous()
                .post()
                .uri("/api/tokens")
                .header("Authorization", "Bearer " + with)
                .bodyValue(request)
                .exchange();
    }

    @Test
    void anAccountHasAHundredAtMostHoweverManyAreAskedForAtOnce() {
        Browser browser = staff("author");
        String one = issue(browser, Map.of("name", "first")).id();
        database.sql("""
                        INSERT INTO access_token (id, token_hash, account_id, name, created_at)
                        SELECT gen_random_uuid(), decode(md5(random()::text), 'hex'), account_id, 'more', now()
                          FROM access_token, generate_series(1, 94) WHERE id = :id::uuid
                        """).bind("id", one).fetch().rowsUpdated().block(Duration.ofSeconds(5));
        List<Integer> statuses = Flux.range(0, 20)
                .flatMap(
                        n -> Mono.fromCallable(() -> browser.post("/api/tokens")
                                        .bodyValue(Map.of("name", "n" + n))
                                        .exchange()
                                        .returnResult(String.class)
                                        .getStatus()
                                        .value())
                                .subscribeOn(Schedulers.boundedElastic()),
                        20)
                .collectList()
                .block(Duration.ofSeconds(30));
        assertThat(statuses).containsOnly(201, 409);
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(5);
        browser.delete("/api/tokens/" + one).exchange().expectStatus().isNoContent();
        issue(browser, Map.of("name", "room again"));
    }

    @Test
    void whatIsNotValidIsNamed() {
        Browser browser = admin();
        for (String body : List.of(
                "{}",
                "{\"name\": \"\"}",
                "{\"name\": \"" + "n".repeat(101) + "\"}",
                "{\"name\": \"a\\nb\"}",
                "{\"name\": 1}",
                "{\"name\": \"x\", \"scopes\": [\"everything\"]}",
                "{\"name\": \"x\", \"scopes\": []}",
                "{\"name\": \"x\", \"scopes\": \"read\"}",
                "{\"name\": \"x\", \"scopes\": [" + "\"read\", ".repeat(20) + "\"read\"]}",
                "{\"name\": \"x\", \"expiresAt\": \"+10000-01-01T00:00:00Z\"}",
                "{\"name\": \"x\", \"expiresAt\": \"tomorrow\"}",
                "{\"name\": \"x\", \"expiresAt\": \"2020-01-01T00:00:00Z\"}")) {
            browser.post("/api/tokens")
                    .header("Content-Type", "application/json")
                    .bodyValue(body)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(422)
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .exists();
        }
        browser.delete("/api/tokens/not-an-id").exchange().expectStatus().isBadRequest();
        anonymous().get().uri("/api/tokens").exchange().expectStatus().isUnauthorized();
        browser.get("/api/tokens?limit=0").exchange().expectStatus().isBadRequest();
        browser.get("/api/tokens?after=nonsense").exchange().expectStatus().isBadRequest();
    }
}
