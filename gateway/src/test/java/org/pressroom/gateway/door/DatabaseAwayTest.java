package org.pressroom.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pressroom.gateway.principals.Credentials;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.ServiceAnswers;
import org.pressroom.gateway.testing.SilentRelay;
import org.pressroom.gateway.testing.StubService.Reply;
import org.pressroom.testkit.Servers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Losing the database of accounts takes signing in away, and nothing else. */
@DirtiesContext
class DatabaseAwayTest extends GatewayTest {

    private static final Servers.Database DATABASE = Servers.running().database();
    private static final SilentRelay RELAY = new SilentRelay(DATABASE.host(), DATABASE.port());

    @Autowired
    private Credentials credentials;

    @Autowired
    private DatabaseClient database;

    @DynamicPropertySource
    static void behindARelay(DynamicPropertyRegistry registry) {
        registry.add("spring.r2dbc.url", () -> "r2dbc:postgresql://127.0.0.1:" + RELAY.port() + "/" + DATABASE.name());
    }

    @AfterEach
    void mend() {
        RELAY.mend();
    }

    @AfterAll
    static void close() {
        RELAY.close();
    }

    @Test
    void readingGoesOnAndSigningInSaysWhenToComeBack() {
        ARTICLE.answers(Reply.json(200, ServiceAnswers.article(UUID.randomUUID(), "ink")));
        COMMENT.answers(Reply.json(200, ServiceAnswers.EMPTY_THREAD));
        Browser admin = admin();
        UUID account = Objects.requireNonNull(
                Objects.requireNonNull(credentials.session(admin.session(), "").block(Duration.ofSeconds(5)))
                        .accountId());
        admin.get("/api/drafts").exchange().expectStatus().isOk();
        anonymous().get().uri("/api/articles/warm-up").exchange().expectStatus().isOk();

        RELAY.cut();
        credentials.forgetAccount(account);
        anonymous()
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isOk();
        for (String page : new String[] {"/", "/articles/" + UUID.randomUUID(), "/api/articles/" + UUID.randomUUID()}) {
            anonymous().get().uri(page).exchange().expectStatus().isOk();
        }
        // Whether somebody is signed in cannot be known: a page is then what it is for strangers, and the cookie stays.
        admin.get("/articles/" + UUID.randomUUID())
                .exchange()
                .expectStatus()
                .isOk()
                .expectCookie()
                .doesNotExist(Browser.SESSION);
        admin.get("/api/drafts")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .exists(HttpHeaders.RETRY_AFTER);
        admin.post("/articles/ink/comments").exchange().expectStatus().isEqualTo(503);
        anonymous()
                .get()
                .uri("/api/articles")
                .header("Authorization", "Bearer " + UUID.randomUUID())
                .exchange()
                .expectStatus()
                .isEqualTo(503);

        Browser returning = new Browser(anonymous()).open();
        for (int i = 0; i < 25; i++) {
            assertThat(signIn(returning, ADMIN_PASSWORD)).isEqualTo(503);
        }
        RELAY.mend();
        // None of these counts as a guess: no password was looked at.
        await().atMost(Duration.ofSeconds(30)).until(() -> signIn(returning, ADMIN_PASSWORD), status -> {
            assertThat(status).isIn(503, 204);
            return status == 204;
        });
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> admin.get("/api/drafts").exchange().expectStatus().isOk());
    }

    /** A cable that is pulled out says nothing to anybody. */
    @Test
    void nobodyWaitsLongForADatabaseThatFallsSilent() {
        ARTICLE.answers(Reply.json(200, ServiceAnswers.article(UUID.randomUUID(), "ink")));
        COMMENT.answers(Reply.json(200, ServiceAnswers.EMPTY_THREAD));
        Browser admin = admin();
        Browser returning = new Browser(anonymous()).open();
        Principal known =
                Objects.requireNonNull(credentials.session(admin.session(), "").block(Duration.ofSeconds(5)));
        anonymous().get().uri("/api/articles/warm-up").exchange().expectStatus().isOk();
        // As many connections as there are requests below.
        Flux.range(0, 4)
                .flatMap(n -> database.sql("SELECT pg_sleep(0.1)").then(), 4)
                .blockLast(Duration.ofSeconds(10));

        RELAY.fallSilent();
        credentials.forgetAccount(Objects.requireNonNull(known.accountId()));
        List<Integer> answers = Flux.mergeSequential(
                        soon(() -> status(admin.get("/articles/" + UUID.randomUUID()))),
                        soon(() -> status(admin.get("/api/drafts"))),
                        soon(() -> status(anonymous()
                                .get()
                                .uri("/api/articles")
                                .header("Authorization", "Bearer " + UUID.randomUUID()))),
                        soon(() -> signIn(returning, ADMIN_PASSWORD)))
                .collectList()
                .block(Duration.ofSeconds(30));
        assertThat(answers).containsExactly(200, 504, 504, 504);

        RELAY.mend();
        await().atMost(Duration.ofSeconds(30)).until(() -> signIn(returning, ADMIN_PASSWORD) == 204);
    }

    private static Mono<Integer> soon(Callable<Integer> request) {
        return Mono.fromCallable(request).subscribeOn(Schedulers.boundedElastic());
    }

    private static int status(WebTestClient.RequestHeadersSpec<?> request) {
        return request.exchange().returnResult(String.class).getStatus().value();
    }

    private static int signIn(Browser browser, String password) {
        FluxExchangeResult<String> result = browser.post("/api/session")
                .bodyValue(Map.of("username", "admin", "password", password))
                .exchange()
                .returnResult(String.class);
        if (result.getStatus().value() == 503) {
            Objects.requireNonNull(result.getResponseHeaders().getFirst(HttpHeaders.RETRY_AFTER));
        }
        return result.getStatus().value();
    }
}
