package org.pressroom.gateway.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.gateway.accounts.Accounts;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient;

class SigningInTest extends GatewayTest {

    @Autowired
    private SignInThrottle throttle;

    @Autowired
    private Sessions sessions;

    @Autowired
    private Accounts accounts;

    @Test
    void aStrangerIsNobodyAndGetsACsrfToken() {
        stranger()
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
        Browser browser = new Browser(stranger()).open();
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
            new Browser(stranger())
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
        WebTestClient home = stranger();
        Browser browser = new Browser(home).signIn(username.toUpperCase(Locale.ROOT), ADMIN_PASSWORD);
        for (int i = 0; i < 208; i++) {
            try {
                throttle.begin(username, "10." + i % 21 + "." + i / 21 + ".1", null);
            } catch (ProblemException tooMany) {
                assertThat(i).isGreaterThanOrEqualTo(200);
            }
        }
        tried(new Browser(stranger()), username).isEqualTo(429);
        tried(new Browser(home), username).isNoContent();
        tried(browser.movedTo(stranger()), username).isNoContent();
        tried(browser.movedTo(stranger()), "admin").isNoContent();
        String another = newAccount();
        tried(new Browser(stranger()).signIn(another, ADMIN_PASSWORD).movedTo(stranger()), username)
                .isEqualTo(429);
    }

    @Test
    void whoWasClosedOrGotAnotherPasswordMeanwhileDoesNotGetIn() {
        String username = newAccount();
        Accounts.WithPassword checked =
                Objects.requireNonNull(accounts.named(username).block(Duration.ofSeconds(5)));
        assertThat(sessions.begin(checked).block(Duration.ofSeconds(5))).isNotEmpty();
        assertThat(sessions.begin(new Accounts.WithPassword(checked.account(), "another"))
                        .block(Duration.ofSeconds(5)))
                .isNull();
        admin().patch("/api/accounts/" + checked.account().id())
                .header("If-Match", "*")
                .bodyValue(Map.of("active", false))
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(sessions.begin(checked).block(Duration.ofSeconds(5))).isNull();
    }

    @Test
    void guessingIsSlowedDown() {
        Browser browser = new Browser(stranger()).open();
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
    void whatIsMissingOrOfAWrongTypeIsNamed() {
        Browser browser = new Browser(stranger()).open();
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
