package org.pressroom.gateway.protection;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;

/** What is answered to somebody known is kept nowhere. */
class StaffAnswersTest extends GatewayTest {

    private static final String KEPT_NOWHERE = "private, no-store";

    private static HttpHeaders headers(WebTestClient.RequestHeadersSpec<?> request, int status) {
        return request.exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, KEPT_NOWHERE)
                .returnResult(String.class)
                .getResponseHeaders();
    }

    @Test
    void whateverStaffIsAnsweredIsForThemAlone() {
        ARTICLE.answers(
                Reply.json(200, "{\"items\": [], \"next\": null}", "Cache-Control", "no-cache", "ETag", "\"1\""));
        Browser admin = admin();
        for (String uri :
                List.of("/api/drafts", "/api/articles", "/api/session", "/api/accounts", "/api/tokens", "/")) {
            headers(admin.get(uri), 200);
            if (uri.startsWith("/api/")) {
                headers(withToken(newToken(admin), uri), 200);
            }
        }
        headers(admin.get("/desk/"), 200);
        headers(admin.get("/no/such/page").header("Accept", "text/html"), 404);
        headers(admin.get("/api/no/such/thing"), 404);
        headers(admin.get("/api/accounts/" + UUID.randomUUID()), 404);
        headers(admin.patch("/api/session"), 405);
        headers(admin.post("/api/tokens").bodyValue("{"), 415);
        headers(anonymous().post().uri("/api/tokens").cookie(Browser.SESSION, admin.session()), 403);
        headers(withToken("no good", "/api/articles"), 401);
    }

    private WebTestClient.RequestHeadersSpec<?> withToken(String token, String uri) {
        return anonymous().get().uri(uri).header("Authorization", "Bearer " + token);
    }

    @Test
    void whatHasNotChangedIsToldTheSame() {
        String account = accountId();
        String etag = Objects.requireNonNull(
                headers(admin().get("/api/accounts/" + account), 200).getETag());
        headers(admin().get("/api/accounts/" + account).header("If-None-Match", etag), 304);
    }

    private String accountId() {
        return Objects.requireNonNull(admin().get("/api/session")
                        .exchange()
                        .expectBody(WhoAmI.class)
                        .returnResult()
                        .getResponseBody())
                .account()
                .id();
    }

    private record WhoAmI(Me account) {
        private record Me(String id) {}
    }

    @Test
    void aStreamToo() {
        SUBSCRIPTION.answers(Reply.stream(Flux.just(": here\n\n")));
        headers(admin().get("/api/articles/stream"), 200);
    }

    @Test
    void whatIsTheSameForEverybodyMayBeKept() {
        String page = new String(
                Objects.requireNonNull(anonymous()
                        .get()
                        .uri("/desk/")
                        .exchange()
                        .expectBody()
                        .returnResult()
                        .getResponseBody()),
                java.nio.charset.StandardCharsets.UTF_8);
        String script = page.replaceAll("(?s).*\"(/assets/[^\"]+/desk/desk\\.js)\".*", "$1");
        admin().get(script)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueMatches(HttpHeaders.CACHE_CONTROL, ".*public.*immutable.*");
    }
}
