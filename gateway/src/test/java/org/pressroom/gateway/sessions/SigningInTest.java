package org.pressroom.gateway.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.gateway.accounts.AccountRepository;
import org.pressroom.gateway.accounts.HeldPasswords;
import org.pressroom.gateway.cookies.CsrfCookie;
import org.pressroom.gateway.cookies.DeviceCookie;
import org.pressroom.gateway.cookies.SessionCookie;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.OpenTransaction;
import org.pressroom.testkit.OwnThread;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient;

class SigningInTest extends GatewayTest {

    @Autowired
    private SignInThrottle throttle;

    @Autowired
    private SessionRepository sessions;

    @Autowired
    private AccountRepository accounts;

    @Autowired
    private SessionCookie cookie;

    @Autowired
    private CsrfCookie csrf;

    @Autowired
    private DeviceCookie devices;

    @Autowired
    private DatabaseClient database;

    @Test
    void aStrangerIsNobodyAndGetsACsrfToken() {
        anonymous()
                .get()
                .uri("/api/session")
                .exchange()
                .expectStatus()
                .isOk()
                .expectCookie()
                .exists(Browser.CSRF)
                .expectCookie()
                .httpOnly(Browser.CSRF, false)
                .expectBody()
                .json("{\"account\": null}");
    }

    @Test
    void whoSignsInIsKnownUntilSigningOut() {
        Browser browser = admin();
        browser.get("/api/session")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.account.username")
                .isEqualTo("admin")
                .jsonPath("$.account.roles[0]")
                .isEqualTo("admin");
        browser.delete("/api/session").exchange().expectStatus().isNoContent();
        browser.get("/api/session")
                .exchange()
                .expectStatus()
                .isOk()
                .expectCookie()
                .maxAge(Browser.SESSION, Duration.ZERO)
                .expectBody()
                .json("{\"account\": null}");
    }

    @Test
    void theSessionCookieIsOutOfReachForScripts() {
        Browser browser = new Browser(anonymous()).open();
        browser.post("/api/session")
                .bodyValue(Map.of("username", "ADMIN", "password", ADMIN_PASSWORD))
                .exchange()
                .expectStatus()
                .isNoContent()
                .expectCookie()
                .httpOnly(Browser.SESSION, true)
                .expectCookie()
                .sameSite(Browser.SESSION, "Lax")
                .expectCookie()
                .secure(Browser.SESSION, false)
                .expectCookie()
                .path(Browser.SESSION, "/");
    }

    @Test
    void wrongPasswordsAndUnknownNamesLookTheSame() {
        for (String username : new String[] {"admin", "nobody"}) {
            new Browser(anonymous())
                    .open()
                    .post("/api/session")
                    .bodyValue(Map.of("username", username, "password", "wrong"))
                    .exchange()
                    .expectStatus()
                    .isUnauthorized()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .expectCookie()
                    .doesNotExist(Browser.SESSION)
                    .expectBody()
                    .jsonPath("$.status")
                    .isEqualTo(401);
        }
    }

    private String newAccount() {
        String username = "s" + UUID.randomUUID();
        admin().post("/api/accounts")
                .bodyValue(Map.of(
                        "username", username, "name", "Ada", "roles", List.of("author"), "password", ADMIN_PASSWORD))
                .exchange()
                .expectStatus()
                .isCreated();
        return username;
    }

    private StatusAssertions tried(Browser browser, String username) {
        return browser.open()
                .post("/api/session")
                .bodyValue(Map.of("username", username, "password", ADMIN_PASSWORD))
                .exchange()
                .expectStatus();
    }

    @Test
    void whatOthersGuessKeepsOutNobodyWhereTheySignedInBefore() {
        String username = newAccount();
        WebTestClient home = anonymous();
        Browser browser = new Browser(home).signIn(username.toUpperCase(Locale.ROOT), ADMIN_PASSWORD);
        for (int i = 0; i < 208; i++) {
            try {
                throttle.begin(username, "10." + i % 21 + "." + i / 21 + ".1", null)
                        .block(Duration.ofSeconds(5));
            } catch (ProblemException tooMany) {
                assertThat(i).isGreaterThanOrEqualTo(200);
            }
        }
        tried(new Browser(anonymous()), username).isEqualTo(429);
        tried(new Browser(home), username).isNoContent();
        tried(browser.movedTo(anonymous()), username).isNoContent();
        tried(browser.movedTo(anonymous()), "admin").isNoContent();
        String another = newAccount();
        tried(new Browser(anonymous()).signIn(another, ADMIN_PASSWORD).movedTo(anonymous()), username)
                .isEqualTo(429);
    }

    @Test
    void whoWasClosedOrGotAnotherPasswordMeanwhileDoesNotGetIn() {
        String username = newAccount();
        AccountRepository.WithPassword checked =
                Objects.requireNonNull(accounts.named(username).block(Duration.ofSeconds(5)));
        assertThat(sessions.begin(checked, null).block(Duration.ofSeconds(5))).isNotEmpty();
        assertThat(sessions.begin(new AccountRepository.WithPassword(checked.account(), "another"), null)
                        .block(Duration.ofSeconds(5)))
                .isNull();
        admin().patch("/api/accounts/" + checked.account().id())
                .header("If-Match", "*")
                .bodyValue(Map.of("active", false))
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(sessions.begin(checked, null).block(Duration.ofSeconds(5))).isNull();
    }

    @Test
    void whoSignsInWhileTheAccountIsBeingClosedDoesNotGetIn() {
        AccountRepository.WithPassword checked =
                Objects.requireNonNull(accounts.named(newAccount()).block(Duration.ofSeconds(5)));
        CompletableFuture<String> begun;
        try (OpenTransaction closing = new OpenTransaction(
                database,
                "UPDATE account SET active = false WHERE id = '"
                        + checked.account().id() + "'")) {
            begun = sessions.begin(checked, null).toFuture();
            closing.awaitThatItIsWaitedFor(begun);
        }
        assertThat(begun).succeedsWithin(Duration.ofSeconds(10)).isNull();
    }

    @Test
    void whoseSessionCannotBeBegunSoonIsToldSo() {
        String username = newAccount();
        try (OpenTransaction held = new OpenTransaction(
                database, "SELECT id FROM account WHERE username = '" + username + "' FOR UPDATE")) {
            CompletableFuture<Void> told = CompletableFuture.runAsync(
                    () -> tried(new Browser(anonymous()), username).isEqualTo(504), OwnThread.EACH);
            held.awaitThatItIsWaitedFor(told);
            assertThat(told).succeedsWithin(Duration.ofSeconds(20));
        }
        tried(new Browser(anonymous()), username).isNoContent();
    }

    /** A part of them, so that nobody waits for long who signs in after many have run out. */
    @Test
    void sessionsThatHaveRunOutAreTakenAwayWhenSomebodySignsIn() {
        run("DELETE FROM session WHERE expires_at < now()");
        admin();
        run("""
                INSERT INTO session (id, token_hash, account_id, created_at, seen_at, expires_at)
                SELECT gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), id, now(), now(),
                       now() - interval '1 second'
                  FROM account, generate_series(1, 1002) WHERE username = 'admin'
                """);
        admin();
        assertThat(run("UPDATE session SET seen_at = seen_at WHERE expires_at < now()"))
                .isEqualTo(2);
        admin();
        assertThat(run("UPDATE session SET seen_at = seen_at WHERE expires_at < now()"))
                .isZero();
    }

    private long run(String sql) {
        return Objects.requireNonNull(database.sql(sql).fetch().rowsUpdated().block(Duration.ofSeconds(5)));
    }

    @Test
    void whoIsKnownSignsInWhileManyOthersWait() {
        String username = newAccount();
        String home = "198.51.100.7";
        throttle.begin(username, home, null)
                .flatMap(SignInThrottle.Attempt::right)
                .block(Duration.ofSeconds(5));
        try (HeldPasswords held = new HeldPasswords()) {
            SessionController edge =
                    new SessionController(accounts, held.passwords(), sessions, cookie, csrf, devices, throttle);
            for (int i = 0; i < 300; i++) {
                held.passwords()
                        .matches("guessed", "of somebody", false)
                        .onErrorComplete()
                        .subscribe();
            }
            await().until(() -> held.begun() == 2);
            assertThat(signIn(edge, username, "203.0.113.9"))
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused -> assertThat(refused.status().value()).isEqualTo(503));
            CompletableFuture<ResponseEntity<Void>> known = signIn(edge, username, home);
            await().until(() -> known.isDone() || held.begun() == 3);
            held.letGo();
            assertThat(known)
                    .succeedsWithin(Duration.ofSeconds(10))
                    .extracting(answer -> answer.getStatusCode().value())
                    .isEqualTo(204);
        }
    }

    private static CompletableFuture<ResponseEntity<Void>> signIn(
            SessionController edge, String username, String from) {
        return edge.signIn(
                        Principal.anonymous(from),
                        new SessionController.SignIn(username, ADMIN_PASSWORD, null),
                        MockServerWebExchange.from(MockServerHttpRequest.post("/api/session")))
                .toFuture();
    }

    @Test
    void guessingIsSlowedDown() {
        Browser browser = new Browser(anonymous()).open();
        for (int i = 0; i < 10; i++) {
            browser.post("/api/session")
                    .bodyValue(Map.of("username", "guessed", "password", "wrong"))
                    .exchange()
                    .expectStatus()
                    .isUnauthorized();
        }
        browser.post("/api/session")
                .bodyValue(Map.of("username", "guessed", "password", "wrong"))
                .exchange()
                .expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .exists(HttpHeaders.RETRY_AFTER);
    }

    @Test
    void whatIsLongerThanAnybodysIsNotLookedAt() {
        String longest = "x".repeat(1000);
        Map<String, String> fits = Map.of("username", "x".repeat(200), "password", longest, "code", "x".repeat(100));
        Browser browser = new Browser(anonymous()).open();
        browser.post("/api/session").bodyValue(fits).exchange().expectStatus().isUnauthorized();
        fits.forEach((field, value) -> {
            Map<String, String> tooLong = new HashMap<>(fits);
            tooLong.put(field, value + "x");
            browser.post("/api/session")
                    .bodyValue(tooLong)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(422)
                    .expectBody()
                    .jsonPath("$.errors[*].field")
                    .isEqualTo(field);
        });
    }

    @Test
    void whatIsMissingOrOfAWrongTypeIsNamed() {
        Browser browser = new Browser(anonymous()).open();
        browser.post("/api/session")
                .bodyValue(Map.of("username", "admin"))
                .exchange()
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("password");
        browser.post("/api/session")
                .bodyValue(Map.of("username", 1, "password", "x"))
                .exchange()
                .expectStatus()
                .isEqualTo(422);
        browser.post("/api/session")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"username\":")
                .exchange()
                .expectStatus()
                .isBadRequest();
        browser.post("/api/session")
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("hello")
                .exchange()
                .expectStatus()
                .isEqualTo(415);
        browser.patch("/api/session").exchange().expectStatus().isEqualTo(405);
    }
}
