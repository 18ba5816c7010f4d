package org.pressroom.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where readers search, without a script. */
class SearchPagesTest extends SiteFixture {

    private static String found(String slug, String title, String highlight) {
        return article(slug, title, "open").replaceAll("\\}\\s*$", ", \"highlight\": " + highlight + "}");
    }

    private static String result(String more, String... items) {
        return list(null, items).replaceAll("\\}$", more + "}");
    }

    @Test
    void withoutWordsThereIsTheForm() {
        ARTICLES.answers("GET", "/api/languages", 200, """
            {"items": [{"language": "de", "name": "Deutsch"}, {"language": "en", "name": "English"}], "next": null}
            """);
        assertThat(page(get("/search")
                        .expectStatus()
                        .isOk()
                        .expectHeader()
                        .valueEquals("Cache-Control", "no-cache, private")))
                .contains(
                        "<h1>Search</h1>",
                        "action=\"/search\"",
                        "name=\"q\"",
                        "name=\"lang\"",
                        ">Deutsch<",
                        "rel=\"canonical\"")
                .doesNotContain("search-results", "name=\"category\"");
        assertThat(ARTICLES.asked("GET")).noneMatch(asked -> asked.uri().contains("q="));
    }

    @Test
    void whatIsFoundIsShownWithWhatWasSearchedForMarked() {
        ARTICLES.answers(
                "GET",
                "/api/articles?limit=10&q=red%20kite&category=craft&from=2026-01-01",
                200,
                result(
                        ", \"match\": \"all\"",
                        found("kites", "Kites", """
                            {"titleHtml": "<mark>Kites</mark> &amp; crows", "textHtml": "The <mark>red</mark> one"}"""),
                        found("crows", "Crows", "{\"titleHtml\": \"Crows\", \"textHtml\": null}")));
        assertThat(page(get("/search?q=+red+kite+&category=craft&from=2026-01-01&to=&tag=")
                        .expectStatus()
                        .isOk()))
                .contains(
                        "<title>Search for red kite",
                        "<meta name=\"robots\" content=\"noindex\">",
                        "value=\"red kite\"",
                        "<details class=\"search-narrow\" open",
                        "value=\"2026-01-01\"",
                        "<a href=\"/articles/kites\"><mark>Kites</mark> &amp; crows</a>",
                        "The <mark>red</mark> one",
                        "What it says in short.")
                .doesNotContain("Nothing has all");
    }

    @Test
    void pagesLeadOnAndBack() {
        ARTICLES.answers("GET", "/api/articles?limit=10&q=ink%26pen", 200, list("N+1", article("a", "A", "open")));
        assertThat(page(get("/search?q=ink%26pen").expectStatus().isOk()))
                .contains("href=\"/search?q=ink%26pen&amp;after=N%2B1\"");
        ARTICLES.answers(
                "GET", "/api/articles?limit=10&q=ink%26pen&after=N%2B1", 200, list(null, article("b", "B", "open")));
        assertThat(page(get("/search?q=ink%26pen&after=N%2B1").expectStatus().isOk()))
                .contains("href=\"/articles/b\"", "href=\"/search?q=ink%26pen\"");
    }

    @Test
    void itIsSaidHowItWasFound() {
        ARTICLES.answers(
                "GET",
                "/api/articles?limit=10&q=bicicle",
                200,
                result(", \"match\": \"corrected\", \"correctedTo\": \"<bicycle>\"", article("a", "A", "open")));
        assertThat(page(get("/search?q=bicicle")))
                .contains("Nothing has what you typed", "href=\"/search?q=%3Cbicycle%3E\"", "&lt;bicycle&gt;</a>");
        ARTICLES.answers("GET", "/api/articles?limit=10&q=a+b", 200, list(null));
        for (String match : new String[] {"most", "some"}) {
            ARTICLES.answers(
                    "GET",
                    "/api/articles?limit=10&q=one",
                    200,
                    result(", \"match\": \"" + match + "\"", article("a", "A", "open")));
            assertThat(page(get("/search?q=one"))).contains("Nothing has all of these words", match + " of them");
        }
    }

    @Test
    void nothingFoundIsSaidInWhateverWords() {
        ARTICLES.answers("GET", "/api/articles", 200, list(null));
        assertThat(page(get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E%20%7B0%7D")
                        .expectStatus()
                        .isOk()))
                .contains("Nothing is found for", "&lt;script&gt;alert(1)&lt;/script&gt; {0}")
                .doesNotContain("<script>alert");
    }

    @Test
    void whatIsRefusedStaysInTheForm() {
        ARTICLES.answers("GET", "/api/articles", 400, "{\"status\": 400}");
        assertThat(page(get("/search?q=ink&from=yesterday").expectStatus().isBadRequest()))
                .contains("This cannot be searched for", "value=\"ink\"", "value=\"yesterday\"");
    }

    @Test
    void whileTheServiceIsAwayThePageSaysSo() {
        ARTICLES.answers("GET", "/api/articles", 500, "");
        get("/search?q=ink").expectStatus().isEqualTo(503);
    }
}
