package org.pressroom.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.text.Sha256;
import org.pressroom.gateway.principals.Credentials;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.StubService.Asked;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient;

class CsrfTest extends GatewayTest {

    @Autowired
    private DatabaseClient database;

    @Autowired
    private Credentials credentials;

    private static final String COMMENTS = "/api/articles/0198a7f0-0000-7000-8000-000000000001/comments";

    @BeforeEach
    void commentsAreTaken() {
        COMMENT.answers(Reply.json(202, "{}"));
        SUBSCRIPTION.answers(Reply.json(200, "{}"));
    }

    private static StatusAssertions posted(WebTestClient.RequestBodySpec request) {
        return request.bodyValue(Map.of("a", "b")).exchange().expectStatus();
    }

    /** However its address is written. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/%73ession", "/%61pi/session", "/api/session/"})
    void signingInByAnotherSpellingNeedsTheTokenToo(String address) {
        assertThat(anonymous()
                        .post()
                        .uri(URI.create("http://127.0.0.1:" + port + address))
                        .bodyValue(Map.of("username", "admin", "password", ADMIN_PASSWORD))
                        .exchange()
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value())
                .isIn(403, 308, 404);
    }

    @Test
    void signingInNeedsTheToken() {
        Browser browser = new Browser(anonymous()).open();
        Map<String, String> credentials = Map.of("username", "admin", "password", ADMIN_PASSWORD);
        anonymous()
                .post()
                .uri("/api/session")
                .bodyValue(credentials)
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        anonymous()
                .post()
                .uri("/api/session")
                .cookie(Browser.CSRF, browser.csrf())
                .bodyValue(credentials)
                .exchange()
                .expectStatus()
                .isForbidden();
        anonymous()
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
        posted(anonymous().post().uri(COMMENTS).cookie(Browser.SESSION, browser.session()))
                .isForbidden();
        posted(anonymous().post().uri(COMMENTS).cookie(Browser.SESSION, "made-up"))
                .isForbidden();
        posted(anonymous()
                        .post()
                        .uri(COMMENTS)
                        .cookie(Browser.SESSION, browser.session())
                        .cookie(Browser.CSRF, browser.csrf())
                        .header("X-XSRF-TOKEN", "another"))
                .isForbidden();
        posted(browser.post(COMMENTS)).isAccepted();
    }

    @Test
    void aTokenThatTheSiteDidNotMakeForThisSessionIsNone() {
        Browser browser = admin();
        String own = browser.csrf();
        Map<String, String> credentials = Map.of("username", "admin", "password", ADMIN_PASSWORD);
        String stranger = new Browser(anonymous()).open().csrf();
        for (String made : List.of(
                "x",
                "made-up",
                "",
                ".",
                "a.b",
                own.substring(0, own.indexOf('.')),
                own.substring(0, own.length() - 1),
                own + "x",
                "x" + own,
                (own.startsWith("x") ? "y" : "x") + own.substring(1),
                own.toUpperCase(Locale.ROOT),
                "0198a7f0-0000-4000-8000-000000000001",
                admin().csrf(),
                stranger)) {
            posted(withCsrf(anonymous().post().uri(COMMENTS), made).cookie(Browser.SESSION, browser.session()))
                    .isForbidden();
            withCsrf(anonymous().delete().uri("/api/session"), made)
                    .cookie(Browser.SESSION, browser.session())
                    .exchange()
                    .expectStatus()
                    .isForbidden();
            if (!made.equals(stranger)) {
                withCsrf(anonymous().post().uri("/api/session"), made)
                        .bodyValue(credentials)
                        .exchange()
                        .expectStatus()
                        .isForbidden();
            }
        }
        withCsrf(anonymous().post().uri("/api/session"), own)
                .bodyValue(credentials)
                .exchange()
                .expectStatus()
                .isForbidden();
        posted(browser.post(COMMENTS)).isAccepted();
    }

    private static <S extends WebTestClient.RequestHeadersSpec<?>> S withCsrf(S request, String token) {
        request.cookie(Browser.CSRF, token).header("X-XSRF-TOKEN", token);
        return request;
    }

    @Test
    void theTokenChangesWithTheSessionAndIsThereWithoutAskingAgain() {
        Browser browser = new Browser(anonymous()).open();
        String before = browser.csrf();
        browser.signIn("admin", ADMIN_PASSWORD);
        assertThat(browser.csrf()).isNotEqualTo(before);
        posted(browser.post(COMMENTS)).isAccepted();
        browser.get("/api/session")
                .exchange()
                .expectStatus()
                .isOk()
                .expectCookie()
                .doesNotExist(Browser.CSRF);
        ResponseCookie after = Objects.requireNonNull(browser.delete("/api/session")
                .exchange()
                .expectStatus()
                .isNoContent()
                .returnResult(String.class)
                .getResponseCookies()
                .getFirst(Browser.CSRF));
        signIn(after.getValue()).isNoContent();
    }

    @Test
    void whoseSessionHasEndedGetsATokenToSignInWith() {
        Browser browser = admin();
        String csrf = browser.csrf();
        Principal signedIn = Objects.requireNonNull(
                credentials.session(browser.session(), "").block(Duration.ofSeconds(5)));
        database.sql("DELETE FROM session WHERE token_hash = :hash")
                .bind("hash", Sha256.of(browser.session()))
                .fetch()
                .rowsUpdated()
                .block(Duration.ofSeconds(5));
        credentials.forget(Objects.requireNonNull(signedIn.credentialId()));
        FluxExchangeResult<String> ended = browser.get("/api/drafts").exchange().returnResult(String.class);
        assertThat(ended.getResponseCookies().getFirst(Browser.SESSION))
                .extracting(ResponseCookie::getMaxAge)
                .isEqualTo(Duration.ZERO);
        String next = Objects.requireNonNull(ended.getResponseCookies().getFirst(Browser.CSRF))
                .getValue();
        signIn(csrf).isForbidden();
        signIn(next).isNoContent();
    }

    @Test
    void whoseSessionIsNoneGetsATokenToSignInWithWhereItAsksForOne() {
        FluxExchangeResult<String> asked = anonymous()
                .get()
                .uri("/api/session")
                .cookie(Browser.SESSION, "made-up")
                .exchange()
                .returnResult(String.class);
        signIn(Objects.requireNonNull(asked.getResponseCookies().getFirst(Browser.CSRF))
                        .getValue())
                .isNoContent();
    }

    private StatusAssertions signIn(String csrf) {
        return withCsrf(anonymous().post().uri("/api/session"), csrf)
                .bodyValue(Map.of("username", "admin", "password", ADMIN_PASSWORD))
                .exchange()
                .expectStatus();
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
            posted(anonymous().post().uri(COMMENTS)).isAccepted();
        }
        assertThat(COMMENT.asked())
                .extracting(Asked::body)
                .containsExactly(
                        "a=b&_csrf=x", "{\"a\":\"b\"}", "a=b&_csrf=x", "{\"a\":\"b\"}", "a=b&_csrf=x", "{\"a\":\"b\"}");
    }

    @Test
    void aTokenInAFormIsNoneForAService() {
        Browser browser = admin();
        anonymous()
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
        anonymous()
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
        posted(anonymous().post().uri(COMMENTS).header("Authorization", "Bearer " + token))
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
        posted(anonymous().post().uri(COMMENTS).headers(headers -> {
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
        posted(anonymous().post().uri(COMMENTS).header("Origin", "http://127.0.0.1:" + port))
                .isAccepted();
    }

    @Test
    void oneClickUnsubscribesFromAnywhere() {
        anonymous()
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
        anonymous()
                .get()
                .uri("/api/articles")
                .header("Origin", "https://evil.example")
                .exchange()
                .expectStatus()
                .isOk();
    }
}
