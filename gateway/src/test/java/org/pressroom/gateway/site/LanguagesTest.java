package org.pressroom.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pressroom.gateway.site.SiteFixture.article;
import static org.pressroom.gateway.site.SiteFixture.page;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.gateway.testing.ServiceAnswers;

/** Articles in several languages, on a site that speaks English. */
class LanguagesTest extends SiteFixture {

    private static final String TRANSLATIONS = """
            "translations": [
              {"id": "019b0000-0000-7000-8000-000000000011", "language": "en", "slug": "ink", "title": "Ink"},
              {"id": "019b0000-0000-7000-8000-000000000012", "language": "ar", "slug": "hibr", "title": "حبر"}]""";

    @Test
    void anArticleIsInItsOwnLanguageAndLeadsToTheOthers() {
        ARTICLES.answers("GET", "/api/articles/tinte", 200, in("de", article("tinte", "Die Tinte", "open")));
        COMMENTS.answers("GET", "/api/articles/" + ARTICLE + "/comments", 200, ServiceAnswers.EMPTY_THREAD);
        assertThat(page(get("/articles/tinte").expectStatus().isOk()))
                .contains("<html lang=\"en\"", "\"inLanguage\":\"de\"")
                .containsSubsequence(
                        "<link rel=\"alternate\" hreflang=\"de\" href=\"https://press.example/articles/tinte\">",
                        "<link rel=\"alternate\" hreflang=\"en\" href=\"https://press.example/articles/ink\">",
                        "<link rel=\"alternate\" hreflang=\"ar\" href=\"https://press.example/articles/hibr\">",
                        "</head>")
                .containsSubsequence(
                        "<h1 dir=\"auto\" lang=\"de\">Die Tinte</h1>",
                        "<time lang=\"de\" datetime=\"2026-11-01T08:00:00Z\"><bdi>1. November 2026</bdi></time>",
                        "aria-label=\"In other languages\"",
                        "<a rel=\"alternate\" lang=\"en\" hreflang=\"en\" dir=\"ltr\" href=\"/articles/ink\" title=\"Ink\">English</a>",
                        "<a rel=\"alternate\" lang=\"ar\" hreflang=\"ar\" dir=\"rtl\" href=\"/articles/hibr\" title=\"حبر\">العربية</a>",
                        "<div class=\"prose\" lang=\"de\">");
    }

    @Test
    void aPageOfItsOwnDoesToo() {
        ARTICLES.answers(
                "GET",
                "/api/articles/ueber-uns",
                200,
                in("de", article("ueber-uns", "Über uns", "closed"))
                        .replace("\"translations\"", "\"kind\": \"page\", \"translations\""));
        assertThat(page(get("/pages/ueber-uns").expectStatus().isOk()))
                .contains(
                        "<link rel=\"alternate\" hreflang=\"en\" href=\"https://press.example/pages/ink\">",
                        "href=\"/pages/ink\" title=\"Ink\">English</a>",
                        "<div class=\"prose\" lang=\"de\">");
    }

    /** Who has its address alone finds the others by it; search engines are told of none. */
    @Test
    void ofWhatSearchEnginesLeaveOutTheyAreToldNoOther() {
        ARTICLES.answers(
                "GET",
                "/api/articles/tinte",
                200,
                in("de", article("tinte", "Tinte", "closed"))
                        .replace("\"translations\"", "\"visibility\": \"unlisted\", \"translations\""));
        assertThat(page(get("/articles/tinte").expectStatus().isOk()))
                .contains("href=\"/articles/ink\"")
                .doesNotContain("<link rel=\"alternate\"");
    }

    @ParameterizedTest
    @CsvSource({
        "Über Schreibkräfte, de, ' lang=\"de\"'",
        "On typists, en, ''",
        "On typists, en-GB, ' lang=\"en-GB\"'",
        "О машинистках, uk, ' lang=\"uk\"'",
        // Somebody forgot to say: the letters tell.
        "О машинистках, en, ' lang=\"und-Cyrl\"'",
        "タイピスト, en, ' lang=\"ja\"'",
        "關於打字員, zh-Hant, ' lang=\"zh-Hant\"'",
        "打字員について, ja, ' lang=\"ja\"'",
        "O daktilografkinjama, sr-Latn, ' lang=\"sr-Latn\"'",
        "12 + 30, fr, ' lang=\"fr\"'",
    })
    void whatIsSaidOfTheLanguageHoldsWhereTheLettersFit(String title, String language, String attribute) {
        String html = in(language, article("typists", title, "closed"))
                .replace("What it says in short.", "")
                .replace("<p>The <em>whole</em> text.</p>", "");
        ARTICLES.answers("GET", "/api/articles/typists", 200, html);
        assertThat(page(get("/articles/typists").expectStatus().isOk()))
                .contains("<h1 dir=\"auto\"" + attribute + ">" + title + "</h1>");
    }

    @Test
    void theFrontPageOffersTheLanguagesThatThereAre() {
        ARTICLES.answers("GET", "/api/languages", 200, """
                {"items": [{"language": "de", "name": "Deutsch"}, {"language": "en", "name": "English"}], "next": null}""");
        ARTICLES.answers("GET", "/api/articles", 200, list(in("de", article("tinte", "Tinte", "open"))));
        ARTICLES.answers(
                "GET", "/api/articles?limit=13&lang=de", 200, list(in("de", article("farbe", "Farbe", "open"))));
        assertThat(page(get("/").expectStatus().isOk()))
                .containsSubsequence(
                        "aria-label=\"Languages\"",
                        "<a href=\"/\" aria-current=\"true\">All</a>",
                        "<a lang=\"de\" hreflang=\"de\" href=\"/?lang=de\">Deutsch</a>");
        assertThat(page(get("/?lang=DE").expectStatus().isOk()))
                .contains(
                        "<title>Articles in Deutsch · ",
                        "<link rel=\"canonical\" href=\"https://press.example/?lang=de\">",
                        "<a lang=\"de\" hreflang=\"de\" href=\"/?lang=de\" aria-current=\"true\">Deutsch</a>",
                        ">Farbe</a>",
                        "href=\"/?lang=de&amp;after=further\"");
    }

    /** Of the languages of all, those alone that the list has. */
    @ParameterizedTest
    @CsvSource({"category, /categories/craft", "tag, /tags/ink", "author, /authors/ada-kern"})
    void aListOffersTheLanguagesThatItHas(String kind, String path) {
        String slug = path.substring(path.lastIndexOf('/') + 1);
        ARTICLES.answers("GET", "/api/languages", 200, """
                {"items": [{"language": "ar", "name": "العربية"}, {"language": "de", "name": "Deutsch"},
                 {"language": "en", "name": "English"}], "next": null}""");
        ARTICLES.answers("GET", "/api/languages?" + kind + "=" + slug, 200, """
                {"items": [{"language": "de", "name": "Deutsch"}, {"language": "en", "name": "English"}], "next": null}""");
        ARTICLES.answers("GET", "/api/articles", 200, list(in("de", article("tinte", "Tinte", "open"))));
        assertThat(page(get(path).expectStatus().isOk()))
                .doesNotContain("العربية")
                .containsSubsequence(
                        "</h1>",
                        "aria-label=\"Languages\"",
                        "<a href=\"" + path + "\" aria-current=\"true\">All</a>",
                        "<a lang=\"de\" hreflang=\"de\" href=\"" + path + "?lang=de\">Deutsch</a>",
                        "<a lang=\"en\" hreflang=\"en\" href=\"" + path + "?lang=en\">English</a>");
        assertThat(page(get(path + "?lang=de&after=x").expectStatus().isOk()))
                .contains(
                        "<a href=\"" + path + "\">All</a>",
                        "<a lang=\"de\" hreflang=\"de\" href=\"" + path
                                + "?lang=de\" aria-current=\"true\">Deutsch</a>");
        ARTICLES.answers("GET", "/api/languages?" + kind + "=" + slug, 200, """
                {"items": [{"language": "de", "name": "Deutsch"}], "next": null}""");
        assertThat(page(get(path).expectStatus().isOk())).doesNotContain("aria-label=\"Languages\"");
    }

    @Test
    void oneLanguageAloneIsNoChoice() {
        ARTICLES.answers("GET", "/api/languages", 200, """
                {"items": [{"language": "en", "name": "English"}], "next": null}""");
        ARTICLES.answers("GET", "/api/articles", 200, list(article("ink", "Ink", "open")));
        assertThat(page(get("/").expectStatus().isOk())).doesNotContain("aria-label=\"Languages\"");
        assertThat(page(get("/tags/ink").expectStatus().isOk())).doesNotContain("aria-label=\"Languages\"");
        assertThat(ARTICLES.asked("GET")).noneMatch(asked -> asked.uri().startsWith("/api/languages?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "German", "de_DE", "%00", "%3Cscript%3E", "fr"})
    void aLanguageThatThereIsNoneOfLeadsNowhere(String language) {
        ARTICLES.answers("GET", "/api/articles", 200, "{\"items\": [], \"next\": null}");
        get("/?lang=" + language).expectStatus().isNotFound();
        get("/categories/craft?lang=" + language).expectStatus().isNotFound();
    }

    private static String in(String language, String article) {
        return article.replace("\"somethingNew\": 1", "\"language\": \"" + language + "\", " + TRANSLATIONS);
    }

    private static String list(String article) {
        return "{\"items\": [" + article + "], \"next\": \"further\"}";
    }
}
