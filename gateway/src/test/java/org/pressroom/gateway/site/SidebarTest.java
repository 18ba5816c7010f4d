package org.pressroom.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.gateway.testing.ServiceAnswers;

/** What stands beside the words of the front page, of lists and of articles. */
class SidebarTest extends SiteFixture {

    private static final String OTHER = "019a0000-0000-7000-8000-000000000002";

    private static final String MOST = "019a0000-0000-7000-8000-000000000003";

    private static String category(String slug, String name, long count, String path) {
        return """
                {"slug": "%s", "name": "%s", "articleCount": %d, "totalCount": %d, "description": null, "picture": null,
                 "parent": %s, "path": %s, "position": 0}""".formatted(
                slug, name, count, count, path.isEmpty() ? "null" : path, path.isEmpty() ? "[]" : "[" + path + "]");
    }

    @BeforeEach
    void publish() {
        ARTICLES.answers(
                "GET",
                "/api/categories",
                200,
                list(
                        null,
                        category("craft", "Craft", 12_345, ""),
                        category("rivers", "Rivers & <lakes>", 3, ""),
                        category("below", "Beneath", 1, "{\"slug\": \"craft\", \"name\": \"Craft\"}")));
        ARTICLES.answers("GET", "/api/languages", 200, """
                {"items": [{"language": "de", "name": "Deutsch", "articleCount": 345},
                 {"language": "en", "name": "English", "articleCount": 12000}], "next": null}""");
        ARTICLES.answers("GET", "/api/articles", 200, list(null, article("typists", "On typists", "open")));
        ARTICLES.answers(
                "GET",
                "/api/articles?limit=5",
                200,
                list(null, article("recent", "Just <now>", "open").replace(ARTICLE, OTHER)));
        ARTICLES.answers(
                "GET",
                "/api/most-read?limit=5",
                200,
                list(null, article("read-most", "Everybody's <river>", "open").replace(ARTICLE, MOST)));
        ARTICLES.answers("GET", "/api/articles/typists", 200, article("typists", "On typists", "open"));
        COMMENTS.answers("GET", "/api/articles/" + ARTICLE + "/comments", 200, ServiceAnswers.EMPTY_THREAD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/categories/craft", "/tags/ink", "/authors/ada-kern", "/articles/typists"})
    void itOffersToSearchToChooseAndToSubscribe(String path) {
        assertThat(page(get(path).expectStatus().isOk().expectHeader().values("Cache-Tag", tags -> assertThat(
                                String.join(",", tags))
                        .contains("article:" + OTHER, "article:" + MOST))))
                .containsSubsequence(
                        "<aside class=\"sidebar\"",
                        "role=\"search\" method=\"get\" action=\"/search\"",
                        "name=\"q\"",
                        "Categories</h2>",
                        "<span>All</span> <span class=\"count\">12,345</span>",
                        "<bdi>Craft</bdi> <span class=\"count\">12,345</span>",
                        "<bdi>Rivers &amp; &lt;lakes&gt;</bdi> <span class=\"count\">3</span>",
                        "<a href=\"/categories\">All categories</a>",
                        "Most recent</h2>",
                        "href=\"/articles/recent\"><span dir=\"auto\">Just &lt;now&gt;</span>",
                        "November 1, 2026</time>",
                        "Most read</h2>",
                        "href=\"/articles/read-most\"><span dir=\"auto\">Everybody&#39;s &lt;river&gt;</span>",
                        "href=\"/subscriptions\">Subscribe</a>")
                .doesNotContain("<bdi>Beneath</bdi> <span class=\"count\">1</span></a></li>\n    </ul>");
    }

    @Test
    void itsNumbersAndDatesAreTheReaders() {
        assertThat(page(browser.get().uri("/").header("Accept-Language", "de").exchange()))
                .contains("<span>Alle</span> <span class=\"count\">12.345</span>", "1. November 2026</time>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/categories", "/api/languages", "/api/articles?limit=5", "/api/most-read?limit=5"})
    void aPageIsWholeWithoutIt(String part) {
        ARTICLES.answers("GET", part, 503, "{}");
        assertThat(page(get("/articles/typists").expectStatus().isOk()))
                .contains("The <em>whole</em> text.", "<aside class=\"sidebar\"", "action=\"/search\"")
                .doesNotContain("Most recent</h2>");
    }

    @Test
    void whereNothingWasReadYetNothingIsReadMost() {
        ARTICLES.answers("GET", "/api/most-read?limit=5", 200, list(null));
        assertThat(page(get("/articles/typists").expectStatus().isOk()))
                .contains("Most recent</h2>", "data-viewed=\"" + ARTICLE + "\"")
                .doesNotContain("Most read</h2>");
    }

    @Test
    void anOlderServiceDoesNotCountAll() {
        ARTICLES.answers("GET", "/api/languages", 200, """
                {"items": [{"language": "en", "name": "English"}], "next": null}""");
        assertThat(page(get("/articles/typists").expectStatus().isOk()))
                .containsSubsequence("<span>All</span>", "</a></li>", "<bdi>Craft</bdi>");
    }
}
