package org.pressroom.gateway.sessions;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

class SigningInTest extends GatewayTest {

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
