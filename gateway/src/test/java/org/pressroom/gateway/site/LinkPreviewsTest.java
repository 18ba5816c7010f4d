package org.pressroom.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.Objects;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What other sites show where somebody links to an article. */
class LinkPreviewsTest extends SiteFixture {

    private static final String HOSTILE = "</title><script>alert(1)</script> & \\\"more\\\"";

    @Test
    void anArticleWithoutACoverHasAPictureThatIsDrawn() throws Exception {
        publish("ink", "What the ink remembers", "open");
        assertThat(page(get("/articles/ink")))
                .contains(
                        "property=\"og:image\" content=\"https://press.example/articles/ink/card.png\"",
                        "property=\"og:image:width\" content=\"1200\"",
                        "property=\"og:image:alt\" content=\"What the ink remembers\"",
                        "property=\"og:locale\" content=\"en\"",
                        "name=\"twitter:card\" content=\"summary_large_image\"");
        WebTestClient.ResponseSpec answer =
                get("/articles/ink/card.png").expectStatus().isOk();
        answer.expectHeader().valueEquals("Content-Type", "image/png");
        answer.expectHeader().valueEquals("Cache-Tag", "article:" + ARTICLE);
        byte[] picture = answer.expectBody().returnResult().getResponseBody();
        assertThat(ImageIO.read(new ByteArrayInputStream(Objects.requireNonNull(picture)))
                        .getWidth())
                .isEqualTo(1200);
    }

    @Test
    void anArticleWithACoverHasThat() {
        ARTICLES.answers(
                "GET",
                "/api/articles/ink",
                200,
                article("ink", "Ink", "open")
                        .replace(
                                "\"cover\": null",
                                "\"language\": \"pt-BR\", \"cover\": {\"url\": \"/api/media/1/a.png\", \"alt\": null}"));
        assertThat(page(get("/articles/ink")))
                .contains(
                        "property=\"og:image\" content=\"https://press.example/api/media/1/a.png\"",
                        "property=\"og:locale\" content=\"pt_BR\"")
                .doesNotContain("card.png", "og:image:width");
    }

    @Test
    void aPictureIsWhereItsArticleIs() {
        ARTICLES.answersMoved("GET", "/api/articles/former", "/api/articles/ink");
        get("/articles/former/card.png")
                .expectStatus()
                .isEqualTo(301)
                .expectHeader()
                .location("/articles/ink/card.png");
        ARTICLES.answers(
                "GET",
                "/api/articles/about",
                200,
                article("about", "About", "closed").replace("\"cover\": null", "\"kind\": \"page\", \"cover\": null"));
        get("/articles/about/card.png")
                .expectStatus()
                .isEqualTo(301)
                .expectHeader()
                .location("/pages/about/card.png");
        get("/pages/about/card.png").expectStatus().isOk();
        get("/articles/none/card.png").expectStatus().isNotFound();
        ARTICLES.answers("GET", "/api/articles/away", 500, "{}");
        get("/articles/away/card.png").expectStatus().isEqualTo(503);
    }

    private static String asked(String slug) {
        return "/oembed?url=https%3A%2F%2Fpress.example%2Farticles%2F" + slug;
    }

    @Test
    void aPageSaysWhereItIsAskedForAndWhatIsAnsweredCanBeShownAnywhere() {
        publish("ink", HOSTILE, "open");
        assertThat(page(get("/articles/ink")))
                .contains(
                        "type=\"application/json+oembed\"",
                        "href=\"https://press.example/oembed?url=https://press.example/articles/ink&amp;format=json\"",
                        "type=\"text/xml+oembed\"");
        WebTestClient.ResponseSpec answer = get(asked("ink")).expectStatus().isOk();
        answer.expectHeader().valueEquals("Content-Type", "application/json");
        answer.expectHeader().valueEquals("Cache-Tag", "article:" + ARTICLE + ",translations:" + ARTICLE);
        JsonNode embed = JsonMapper.shared().readTree(page(answer));
        assertThat(embed.get("version").asString()).isEqualTo("1.0");
        assertThat(embed.get("type").asString()).isEqualTo("rich");
        assertThat(embed.get("title").asString()).isEqualTo("</title><script>alert(1)</script> & \"more\"");
        assertThat(embed.get("author_name").asString()).isEqualTo("Ada Kern");
        assertThat(embed.get("author_url").asString()).isEqualTo("https://press.example/authors/ada-kern");
        assertThat(embed.get("provider_name").asString()).isEqualTo("The Daily Proof");
        assertThat(embed.get("width").asInt()).isEqualTo(600);
        assertThat(embed.get("height").asInt()).isPositive();
        assertThat(embed.get("html").asString())
                .contains(
                        "<a href=\"https://press.example/articles/ink\">",
                        "&lt;script&gt;",
                        "<p>What it says in short.</p>")
                .doesNotContain("<script");
    }

    @Test
    void theSameIsAnsweredAsXml() throws Exception {
        publish("ink", HOSTILE, "open");
        WebTestClient.ResponseSpec answer = get(asked("ink") + "%3Futm%3D1%23top&format=xml&maxwidth=320&maxheight=100")
                .expectStatus()
                .isOk();
        answer.expectHeader().valueEquals("Content-Type", "text/xml;charset=UTF-8");
        Element embed = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page(answer))))
                .getDocumentElement();
        assertThat(embed.getTagName()).isEqualTo("oembed");
        assertThat(embed.getElementsByTagName("width").item(0).getTextContent()).isEqualTo("320");
        assertThat(embed.getElementsByTagName("height").item(0).getTextContent())
                .isEqualTo("100");
        assertThat(embed.getElementsByTagName("html").item(0).getTextContent())
                .startsWith("<blockquote cite=\"https://");
    }

    @Test
    void aFormerAddressIsKnownAndWhatIsLockedShowsItsSummaryAlone() {
        ARTICLES.answersMoved("GET", "/api/articles/former", "/api/articles/ink");
        ARTICLES.answers(
                "GET",
                "/api/articles/ink",
                200,
                article("ink", "Ink", "open")
                        .replace("\"cover\"", "\"visibility\": \"password\", \"locked\": true, \"cover\"")
                        .replace("<p>The <em>whole</em> text.</p>", ""));
        assertThat(page(get(asked("former")).expectStatus().isOk()))
                .contains("https://press.example/articles/ink", "What it says in short.")
                .doesNotContain("whole");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https%3A%2F%2Fpress.example%2F",
                "https%3A%2F%2Fpress.example%2Farticles%2Fnone",
                "https%3A%2F%2Fpress.example%2Farticles%2F..%2F..%2Fapi%2Fdrafts",
                "https%3A%2F%2Fpress.example.evil.example%2Farticles%2Fink",
                "https%3A%2F%2Fpress.example%40evil.example%2Farticles%2Fink",
                "http%3A%2F%2Fpress.example%2Farticles%2Fink",
                "javascript%3Aalert(1)",
                "ink",
                ""
            })
    void whatIsNoArticleOfThisSiteIsNotFound(String url) {
        publish("ink", "Ink", "open");
        get("/oembed?url=" + url).expectStatus().isNotFound();
    }

    @ParameterizedTest
    @CsvSource({
        "/oembed, 400",
        "/oembed?url=%20, 400",
        "/oembed?url=https%3A%2F%2Fpress.example%2Farticles%2Fink&format=yaml, 501",
        "/oembed?url=https%3A%2F%2Fpress.example%2Farticles%2Fink&maxwidth=wide, 400",
        "/oembed?url=https%3A%2F%2Fpress.example%2Farticles%2Fink&maxheight=-1, 400",
        "/oembed?url=https%3A%2F%2Fpress.example%2Farticles%2Fink&maxwidth=99999999999, 400"
    })
    void whatCannotBeReadIsRefused(String address, int status) {
        publish("ink", "Ink", "open");
        get(address).expectStatus().isEqualTo(status);
    }
}
