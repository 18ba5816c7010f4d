package org.pressroom.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.xml.sax.SAXException;

/** What search engines read of the site. */
class SitemapTest extends SiteFixture {

    private static final Pattern ADDRESS = Pattern.compile("<loc>([^<]*)</loc>");

    @BeforeEach
    void thereIsSomethingToFind() {
        ARTICLES.answers(
                "GET",
                "/api/sitemap/parts",
                200,
                list(null, "{\"number\": 1, \"kind\": \"article\"}", "{\"number\": 12, \"kind\": \"tag\"}"));
        ARTICLES.answers("GET", "/api/sitemap/parts/1", 200, list(null, """
                {"kind": "article", "slug": "ink", "updatedAt": "2026-11-05T08:00:00.123456Z"}""", """
                {"kind": "page", "slug": "about", "updatedAt": "2026-10-05T08:00:00Z"}"""));
        ARTICLES.answers("GET", "/api/sitemap/parts/12", 200, list(null, """
                {"kind": "tag", "slug": "paper", "updatedAt": null}""", """
                {"kind": "author", "slug": "ada-kern", "updatedAt": null}"""));
        ARTICLES.answers("GET", "/api/categories", 200, list(null, """
                {"slug": "craft", "name": "Craft", "description": null, "picture": null, "articleCount": 2,
                 "totalCount": 2, "path": [], "position": 0}"""));
    }

    private static List<String> addresses(String map) {
        return ADDRESS.matcher(map).results().map(MatchResult::group).toList();
    }

    private static String valid(String map) throws SAXException, IOException {
        SchemaFactory.newDefaultInstance()
                .newSchema(new Source[] {schema("sitemap-news"), schema("sitemap")})
                .newValidator()
                .validate(new StreamSource(new StringReader(map)));
        return map;
    }

    private static Source schema(String name) {
        return new StreamSource(SitemapTest.class.getResourceAsStream("/schemas/" + name + ".xsd"));
    }

    @Test
    void theSitemapIsAMapOfMaps() throws Exception {
        WebTestClient.ResponseSpec answer = get("/sitemap.xml").expectStatus().isOk();
        answer.expectHeader().valueEquals("Content-Type", "application/xml;charset=UTF-8");
        answer.expectHeader().valueEquals("Cache-Tag", "list");
        assertThat(addresses(valid(page(answer))))
                .containsExactly(
                        "<loc>https://press.example/sitemap.xml?part=site</loc>",
                        "<loc>https://press.example/sitemap.xml?part=1</loc>",
                        "<loc>https://press.example/sitemap.xml?part=12</loc>");
    }

    @Test
    void eachPartHasItsAddresses() throws Exception {
        assertThat(addresses(valid(page(get("/sitemap.xml?part=site")))))
                .containsExactly(
                        "<loc>https://press.example/</loc>", "<loc>https://press.example/categories/craft</loc>");
        assertThat(valid(page(get("/sitemap.xml?part=1"))))
                .contains(
                        "<url><loc>https://press.example/articles/ink</loc>"
                                + "<lastmod>2026-11-05T08:00:00.123456Z</lastmod></url>",
                        "<loc>https://press.example/pages/about</loc>");
        assertThat(addresses(valid(page(get("/sitemap.xml?part=12")))))
                .containsExactly(
                        "<loc>https://press.example/tags/paper</loc>",
                        "<loc>https://press.example/authors/ada-kern</loc>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "x", "..%2F..%2Farticles", "%00"})
    void aPartThatIsNoneIsNotFound(String part) {
        get("/sitemap.xml?part=" + part).expectStatus().isNotFound();
    }

    @ParameterizedTest
    @CsvSource({"de-AT, de", "zh, zh-cn", "zh-Hant-HK, zh-tw", "nds, nds", "en, en"})
    void newsHaveTheirDatesAndLanguages(String language, String shown) throws Exception {
        ARTICLES.answers("GET", "/api/sitemap/news", 200, list(null, """
                {"slug": "ink", "title": "Ink <&> \\u0007paper", "language": "%s",
                 "publishedAt": "2026-11-29T08:00:00Z"}""".formatted(language)));
        assertThat(valid(page(get("/sitemap-news.xml").expectStatus().isOk())))
                .contains(
                        "<news:name>The Daily Proof</news:name><news:language>" + shown + "</news:language>",
                        "<news:publication_date>2026-11-29T08:00:00Z</news:publication_date>",
                        "<news:title>Ink &lt;&amp;&gt; paper</news:title>",
                        "<loc>https://press.example/articles/ink</loc>");
    }

    @Test
    void withoutNewsTheirMapIsEmpty() {
        ARTICLES.answers("GET", "/api/sitemap/news", 200, list(null));
        assertThat(page(get("/sitemap-news.xml").expectStatus().isOk()))
                .contains("<urlset")
                .doesNotContain("<url>");
    }

    @Test
    void robotsAreToldOfTheMapsAndWhereTheyNeedNotLook() {
        WebTestClient.ResponseSpec answer = get("/robots.txt").expectStatus().isOk();
        answer.expectHeader().valueEquals("Content-Type", "text/plain;charset=UTF-8");
        assertThat(page(answer).lines())
                .startsWith("User-agent: *")
                .contains(
                        "Disallow: /api/",
                        "Disallow: /desk",
                        "Allow: /api/media/",
                        "Sitemap: https://press.example/sitemap.xml",
                        "Sitemap: https://press.example/sitemap-news.xml")
                .doesNotContain("Disallow: /");
    }

    @Test
    void aServiceThatIsAwayIsNoEmptyMap() {
        ARTICLES.answers("GET", "/api/sitemap/parts", 500, "{}");
        get("/sitemap.xml").expectStatus().isEqualTo(503);
        ARTICLES.answers("GET", "/api/sitemap/news", 500, "{}");
        get("/sitemap-news.xml").expectStatus().isEqualTo(503);
        ARTICLES.answers("GET", "/api/categories", 500, "{}");
        get("/sitemap.xml?part=site").expectStatus().isEqualTo(503);
    }
}
