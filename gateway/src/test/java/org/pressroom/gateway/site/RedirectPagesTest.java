package org.pressroom.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.gateway.redirects.Redirects;
import org.springframework.beans.factory.annotation.Autowired;

/** Addresses at which there is no page. */
class RedirectPagesTest extends SiteFixture {

    private static final String OLD = "/2019/05/first-post.html";

    @BeforeEach
    void nothingIsKept(@Autowired Redirects redirects) {
        redirects.changed();
    }

    private static String asked(String address) {
        return "/internal/redirects?from=" + URLEncoder.encode(address, StandardCharsets.UTF_8);
    }

    private static void leads(String address, int status, String location) {
        ARTICLES.answers("GET", asked(address), 200, """
                {"status": %d, "location": %s}
                """.formatted(status, location));
    }

    private static long timesAsked() {
        return ARTICLES.asked("GET").stream()
                .filter(each -> each.uri().startsWith("/internal/redirects"))
                .count();
    }

    @Test
    void anAddressOfAFormerSiteLeadsOn() {
        leads(OLD, 301, "\"/articles/first-post\"");
        get(OLD).expectStatus()
                .isEqualTo(301)
                .expectHeader()
                .valueEquals("Location", "/articles/first-post")
                .expectHeader()
                .valueEquals("Cache-Control", "no-cache");
        browser.head().uri(OLD).exchange().expectStatus().isEqualTo(301);
        // Kept for all.
        assertThat(timesAsked()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?p=12&x=%26", "/%D0%BF%D0%BE%D1%81%D1%82", "/a%2Fb", "/old.php?id=1", "/%E4"})
    void itIsAskedForAsItWasSent(String address) {
        String unknown = "/none" + address;
        leads(unknown, 302, "\"https://other.example/%C3%A4\"");
        get(unknown)
                .expectStatus()
                .isEqualTo(302)
                .expectHeader()
                .valueEquals("Location", "https://other.example/%C3%A4");
    }

    /** As of an article that was deleted. */
    @ParameterizedTest
    @ValueSource(strings = {"/articles/none", "/pages/none", "/categories/none", "/tags/none", "/authors/none"})
    void soDoesTheAddressOfAPageThatIsNoMore(String address) {
        ARTICLES.answers("GET", "/api/articles", 200, "{\"items\": [], \"next\": null}");
        leads(address, 308, "\"/\"");
        get(address).expectStatus().isEqualTo(308).expectHeader().valueEquals("Location", "/");
    }

    @Test
    void aPageThatIsThereComesFirst() {
        publish("ink", "On ink", "closed");
        leads("/articles/ink", 301, "\"/elsewhere\"");
        get("/articles/ink").expectStatus().isOk();
        assertThat(timesAsked()).isZero();
    }

    @Test
    void whatIsGoneIsSaidToBe() {
        leads(OLD, 410, "null");
        assertThat(page(get(OLD).expectStatus().isEqualTo(410))).contains("<h1");
    }

    /** Feed readers and pictures of other sites ask for no page. */
    @ParameterizedTest
    @ValueSource(strings = {"application/rss+xml", "*/*", "image/png"})
    void whoAsksForNoPageIsLedOnToo(String accepted) {
        leads("/feed", 301, "\"/feed.rss\"");
        browser.get()
                .uri("/feed")
                .headers(headers -> headers.set("Accept", accepted))
                .exchange()
                .expectStatus()
                .isEqualTo(301)
                .expectHeader()
                .valueEquals("Location", "/feed.rss");
        browser.get()
                .uri("/feed/of/nothing")
                .headers(headers -> headers.set("Accept", accepted))
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void whatLeadsNowhereIsAskedForOnce() {
        for (int i = 0; i < 5; i++) {
            get("/wp-login.php").expectStatus().isNotFound();
        }
        assertThat(timesAsked()).isEqualTo(1);
    }

    @Test
    void whatChangesAndWhatIsNoPageIsNotAskedFor() {
        browser.post().uri(URI.create(OLD)).exchange().expectStatus().isNotFound();
        get("/api/none").expectStatus().isNotFound();
        get("/" + "x".repeat(7_000)).expectStatus().isNotFound();
        assertThat(timesAsked()).isZero();
    }

    /** The page says that there is nothing, and who comes later may be led on. */
    @Test
    void whileNobodyCanSayItIsNotThere() {
        ARTICLES.answers("GET", asked(OLD), 500, "{}");
        get(OLD).expectStatus().isNotFound();
        ARTICLES.answers("GET", asked(OLD), 400, "{}");
        get(OLD).expectStatus().isNotFound();
        leads(OLD, 301, "\"/articles/first-post\"");
        get(OLD).expectStatus().isEqualTo(301);
    }
}
