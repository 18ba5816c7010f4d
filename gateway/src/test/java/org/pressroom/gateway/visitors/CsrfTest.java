package org.pressroom.gateway.visitors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.StubService.Asked;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient;

class CsrfTest extends GatewayTest {

    private static final String COMMENTS = "/api/articles/0198a7f0-0000-7000-8000-000000000001/comments";

    @BeforeEach
    void commentsAreTaken() {
        COMMENT.answers(Reply.json(202, "{}"));
        SUBSCRIPTION.answers(Reply.json(200, "{}"));
    }

    private static StatusAssertions posted(WebTestClient.RequestBodySpec request) {
        return request.bodyValue(Map.of("a", "b")).exchange().expectStatus();
    }

    @Test
    void signingInNeedsTheToken() {
        Browser browser = new Browser(stranger()).open();
        Map<String, String> credentials = Map.of("username", "admin", "password", ADMIN_PASSWORD);
        stranger()
                .post()
                .uri("/api/session")
                .bodyValue(credentials)
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        stranger()
                .post()
                .uri("/api/session")
                .cookie(Browser.CSRF, browser.csrf())
                .bodyValue(credentials)
                .exchange()
                .expectStatus()
                .isForbidden();
        stranger()
                .post()
                .uri("/api/session")
                .header("X-XSRF-TOKEN", browser.csrf())
                .bodyValue(credentials)
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void aSessionCookieNeedsTheTokenEvenWhereItIsNoGood() {
        Browser browser = admin();
        posted(stranger().post().uri(COMMENTS).cookie(Browser.SESSION, browser.session()))
                .isForbidden();
        posted(stranger().post().uri(COMMENTS).cookie(Browser.SESSION, "made-up"))
                .isForbidden();
        posted(stranger()
                        .post()
                        .uri(COMMENTS)
                        .cookie(Browser.SESSION, browser.session())
                        .cookie(Browser.CSRF, browser.csrf())
                        .header("X-XSRF-TOKEN", "another"))
                .isForbidden();
        posted(browser.post(COMMENTS)).isAccepted();
    }

    @Test
    void aFormForAServiceReachesItWhole() {
        Browser browser = admin();
        for (int i = 0; i < 3; i++) {
            browser.post(COMMENTS)
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                    .bodyValue("a=b&_csrf=x")
                    .exchange()
                    .expectStatus()
                    .isAccepted();
            posted(stranger().post().uri(COMMENTS)).isAccepted();
        }
        assertThat(COMMENT.asked())
                .extracting(Asked::body)
                .containsExactly(
                        "a=b&_csrf=x", "{\"a\":\"b\"}", "a=b&_csrf=x", "{\"a\":\"b\"}", "a=b&_csrf=x", "{\"a\":\"b\"}");
    }

    @Test
    void aTokenInAFormIsNoneForAService() {
        Browser browser = admin();
        stranger()
                .post()
                .uri(COMMENTS)
                .cookie(Browser.SESSION, browser.session())
                .cookie(Browser.CSRF, browser.csrf())
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue("_csrf=" + browser.csrf())
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void readsNeedNone() {
        Browser browser = admin();
        ARTICLE.answers(Reply.json(200, "{}"));
        stranger()
                .get()
                .uri("/api/drafts")
                .cookie(Browser.SESSION, browser.session())
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void aProgramWithATokenNeedsNone() {
        String token = newToken(admin());
        posted(stranger().post().uri(COMMENTS).header("Authorization", "Bearer " + token))
                .isAccepted();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, 202",
                "http://site.example, -, 202",
                "HTTP://SITE.example, same-origin, 202",
                "-, none, 202",
                "-, same-site, 202",
                "null, same-origin, 202",
                "https://evil.example, -, 403",
                "http://site.example.evil.example, -, 403",
                "http://site.example:81, -, 403",
                "null, -, 403",
                "-, cross-site, 403",
                "http://site.example, cross-site, 403",
                "not an origin, -, 403"
            })
    void requestsFromOtherSitesAreRefused(@Nullable String origin, @Nullable String site, int status) {
        posted(stranger().post().uri(COMMENTS).headers(headers -> {
                    if (origin != null) {
                        headers.set("Origin", origin);
                    }
                    if (site != null) {
                        headers.set("Sec-Fetch-Site", site);
                    }
                }))
                .isEqualTo(status);
    }

    @Test
    void theSiteMayBeReachedByAnotherName() {
        posted(stranger().post().uri(COMMENTS).header("Origin", "http://127.0.0.1:" + port))
                .isAccepted();
    }

    @Test
    void oneClickUnsubscribesFromAnywhere() {
        stranger()
                .post()
                .uri("/subscriptions/unsubscribe?token=abc")
                .header("Origin", "https://mail.example")
                .header("Sec-Fetch-Site", "cross-site")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue("List-Unsubscribe=One-Click")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void otherSitesMayRead() {
        ARTICLE.answers(Reply.json(200, "{}"));
        stranger()
                .get()
                .uri("/api/articles")
                .header("Origin", "https://evil.example")
                .exchange()
                .expectStatus()
                .isOk();
    }
}
