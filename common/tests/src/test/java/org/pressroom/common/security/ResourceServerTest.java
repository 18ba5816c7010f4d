package org.pressroom.common.security;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.app.CommonTest;
import org.pressroom.testkit.Tokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient;

@CommonTest
class ResourceServerTest {

    @Autowired
    WebTestClient client;

    static List<String> worthless() {
        String good = Tokens.staff("admin");
        String[] parts = good.split("\\.", -1);
        return List.of(
                "Bearer",
                "Bearer ",
                "Bearer rubbish",
                "Bearer a.b.c",
                "Bearer !!!",
                "Bearer " + good + " " + good,
                "Bearer " + good + "x",
                "Bearer " + parts[0] + "." + parts[1] + ".",
                "Bearer " + parts[0] + "." + Tokens.staff("editor").split("\\.", -1)[1] + "." + parts[2],
                "Bearer " + Tokens.expired(),
                "Bearer " + Tokens.foreign(),
                "Bearer " + Tokens.otherAudience(),
                "Bearer " + Tokens.otherIssuer(),
                "Bearer " + Tokens.unsigned(),
                "Basic YWRtaW46YWRtaW4=",
                good);
    }

    @ParameterizedTest
    @MethodSource("worthless")
    void aWorthlessTokenIsRefused(String authorization) {
        assertUnauthorized(client.get()
                .uri("/whoami")
                .header(HttpHeaders.AUTHORIZATION, authorization)
                .exchange());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/whoami", "/nowhere", "/internal/dead-letters", "/actuator", "/actuator/metrics"})
    void withoutATokenNothingIsToldNotEvenWhatIsThere(String uri) {
        assertUnauthorized(client.get().uri(uri).exchange());
    }

    @Test
    void whoMayNotIsToldBeforeTheRestOfTheRequestCounts() {
        for (MediaType type : List.of(MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN)) {
            for (String body : List.of("{", "{}", "{\"topic\": 5}")) {
                replay(Tokens.anonymous(), type, body).isUnauthorized();
                replay(Tokens.staff("editor"), type, body).isForbidden();
                replay(Tokens.staff("admin"), type, body).is4xxClientError();
            }
        }
        replay(Tokens.staff("admin"), MediaType.TEXT_PLAIN, "{}").isEqualTo(415);
        replay(Tokens.staff("admin"), MediaType.APPLICATION_JSON, "{}").isEqualTo(422);
    }

    private StatusAssertions replay(String token, MediaType type, String body) {
        return client.post()
                .uri("/internal/dead-letters/replays")
                .headers(headers -> headers.setBearerAuth(token))
                .contentType(type)
                .bodyValue(body)
                .exchange()
                .expectStatus();
    }

    @Test
    void aTokenInTheAddressDoesNotCount() {
        assertUnauthorized(client.get()
                .uri("/whoami?access_token=" + Tokens.staff("admin"))
                .exchange());
    }

    @Test
    void anAddressCountsOnlyBesideAToken() {
        assertUnauthorized(client.get()
                .uri("/whoami")
                .header("X-Client-Address", "192.0.2.1")
                .exchange());
    }

    @Test
    void theCallerIsWhoTheTokenSays() {
        UUID id = UUID.randomUUID();

        client.get()
                .uri("/whoami")
                .headers(headers -> headers.setBearerAuth(
                        Tokens.account(id, "ines", "Inês Marlow", "editor", "moderator", "sorcerer")))
                .header("X-Client-Address", "192.0.2.1")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.account")
                .isEqualTo(id.toString())
                .jsonPath("$.name")
                .isEqualTo("Inês Marlow")
                .jsonPath("$.slug")
                .isEqualTo("ines")
                .jsonPath("$.address")
                .isEqualTo("192.0.2.1")
                .jsonPath("$.roles")
                .value(roles -> org.assertj.core.api.Assertions.assertThat((String) roles)
                        .contains("EDITOR", "MODERATOR")
                        .doesNotContain("SORCERER"));
    }

    @Test
    void aStrangerHasNoAccountAndNoRole() {
        client.get()
                .uri("/whoami")
                .headers(headers -> headers.setBearerAuth(Tokens.anonymous()))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.account")
                .isEqualTo("null")
                .jsonPath("$.roles")
                .isEqualTo("[]");
    }

    @Test
    void aRoleIsAskedFor() {
        status(Tokens.anonymous(), "/editors", 401);
        status(Tokens.staff("author"), "/editors", 403);
        status(Tokens.staff("editor"), "/editors", 200);
    }

    @Test
    void aWriteNeedsNoOtherProofThanItsToken() {
        client.post()
                .uri("/things")
                .headers(headers -> headers.setBearerAuth(Tokens.anonymous()))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"name\":\"a\"}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .doesNotExist(HttpHeaders.SET_COOKIE);
    }

    @Test
    void healthIsOpenAndTheRestOfTheActuatorIsForAdmins() {
        for (String probe : List.of("/actuator/health", "/actuator/health/readiness", "/actuator/health/liveness")) {
            client.get().uri(probe).exchange().expectStatus().isOk();
        }
        status(Tokens.anonymous(), "/actuator/metrics", 403);
        status(Tokens.staff("editor"), "/actuator/metrics", 403);
        status(Tokens.staff("admin"), "/actuator/metrics/pressroom.outbox.depth", 200);
        status(Tokens.staff("admin"), "/actuator/metrics/pressroom.outbox.age", 200);
        status(Tokens.staff("admin"), "/actuator/env", 404);
        status(Tokens.staff("admin"), "/actuator/heapdump", 404);
    }

    private void status(String token, String uri, int status) {
        client.get()
                .uri(uri)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    private static void assertUnauthorized(WebTestClient.ResponseSpec answer) {
        answer.expectStatus()
                .isUnauthorized()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(401)
                .jsonPath("$.detail")
                .isEqualTo("Sign in to do this.");
    }
}
