package org.pressroom.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

class LimitsTest extends GatewayTest {

    private static final String COMMENTS = "/api/articles/0198a7f0-0000-7000-8000-000000000001/comments";
    private static final int MOST_TRIES = 1000;

    @Test
    void whoPostsTooMuchIsToldWhenToComeBackAndMayStillRead() {
        COMMENT.answers(Reply.json(202, "{}"));
        WebTestClient flooder = stranger();
        FluxExchangeResult<String> last = post(flooder);
        for (int i = 0; i < MOST_TRIES && last.getStatus().value() == 202; i++) {
            last = post(flooder);
        }
        assertThat(last.getStatus().value()).isEqualTo(429);
        assertThat(last.getResponseHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isNotNull();
        assertThat(last.getResponseHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(COMMENT.asked()).hasSizeGreaterThanOrEqualTo(60);
        flooder.get().uri("/api/session").exchange().expectStatus().isOk();
        stranger()
                .post()
                .uri(COMMENTS)
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isAccepted();
    }

    @Test
    void whoShowsMadeUpCredentialsIsStoppedAndKeepsOutNobodyAtTheSameAddress() {
        WebTestClient shared = stranger();
        Browser known = new Browser(shared).signIn("admin", ADMIN_PASSWORD);
        String token = newToken(known);
        withToken(shared, token).expectStatus().isOk();
        int status = 401;
        for (int i = 0; i < 2 * MOST_TRIES && status == 401; i++) {
            status = withToken(shared, "pressroom_" + UUID.randomUUID())
                    .returnResult(String.class)
                    .getStatus()
                    .value();
        }
        assertThat(status).isEqualTo(429);
        known.get("/api/tokens").exchange().expectStatus().isOk();
        withToken(shared, token).expectStatus().isOk();
        new Browser(shared)
                .signIn("admin", ADMIN_PASSWORD)
                .get("/api/tokens")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private static WebTestClient.ResponseSpec withToken(WebTestClient client, String token) {
        return client.get()
                .uri("/api/session")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .exchange();
    }

    private static FluxExchangeResult<String> post(WebTestClient client) {
        return client.post().uri(COMMENTS).bodyValue("{}").exchange().returnResult(String.class);
    }
}
