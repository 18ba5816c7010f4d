package org.pressroom.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pressroom.gateway.testing.ServiceAnswers;

/** What an article's page offers beside its words: its contents, its neighbours, ways to tell others of it. */
class ReadingOnTest extends SiteFixture {

    private static final String OTHER = "019a0000-0000-7000-8000-000000000002";
    private static final String THIRD = "019a0000-0000-7000-8000-000000000003";

    private static String numbered(String id, String slug, String title) {
        return article(slug, title, "open").replace(ARTICLE, id);
    }

    private static void publish(String body) {
        ARTICLES.answers("GET", "/api/articles/typists", 200, body);
        COMMENTS.answers("GET", "/api/articles/" + ARTICLE + "/comments", 200, ServiceAnswers.EMPTY_THREAD);
    }

    @Test
    void itLeadsToTheNextOnesAndToRelatedOnes() {
        publish(article("typists", "On typists", "open"));
        ARTICLES.answers(
                "GET",
                "/api/articles/typists/neighbours",
                200,
                "{\"newer\": %s, \"older\": %s, \"related\": [%s]}"
                        .formatted(
                                numbered(OTHER, "later", "Later <b>"),
                                numbered(THIRD, "earlier", "Earlier"),
                                numbered(THIRD, "earlier", "Earlier")));
        assertThat(page(get("/articles/typists")
                        .expectStatus()
                        .isOk()
                        .expectHeader()
                        .value("Cache-Tag", tags -> assertThat(tags).isNotEmpty())))
                .containsSubsequence(
                        "class=\"neighbours\" aria-label=\"Other articles\"",
                        "href=\"/articles/earlier\"><span>Older</span> <bdi>Earlier</bdi>",
                        "href=\"/articles/later\"><span>Newer</span> <bdi>Later &lt;b&gt;</bdi>",
                        "id=\"comments\"",
                        ">Related</h2>",
                        "<h3 dir=\"auto\"><a href=\"/articles/earlier\">Earlier</a></h3>");
    }

    @Test
    void theNewestLeadsToAnOlderOneAlone() {
        publish(article("typists", "On typists", "open"));
        ARTICLES.answers(
                "GET",
                "/api/articles/typists/neighbours",
                200,
                "{\"newer\": null, \"older\": %s, \"related\": []}".formatted(numbered(OTHER, "earlier", "Earlier")));
        assertThat(page(get("/articles/typists").expectStatus().isOk()))
                .contains("<span>Older</span>")
                .doesNotContain("<span>Newer</span>", ">Related</h2>");
    }

    @Test
    void itIsWholeWithoutThem() {
        publish(article("typists", "On typists", "open"));
        ARTICLES.answers("GET", "/api/articles/typists/neighbours", 503, "{}");
        assertThat(page(get("/articles/typists").expectStatus().isOk()))
                .contains("The <em>whole</em> text.")
                .doesNotContain("class=\"neighbours\"", "class=\"related\"");
    }

    @Test
    void aLongOneHasItsContents() {
        String headings = "<h2 id='text-a'>One</h2><h3 id='text-b'>Two</h3><h2 id='text-c'>Three &amp; more</h2>"
                .replace('\'', '"')
                .replace("\"", "\\\"");
        publish(article("typists", "On typists", "open").replace("<p>The <em>whole</em> text.</p>", headings));
        assertThat(page(get("/articles/typists").expectStatus().isOk()))
                .containsSubsequence(
                        "<nav class=\"contents\" aria-labelledby=\"contents-title\"",
                        "<summary id=\"contents-title\">In this article</summary>",
                        "<a dir=\"auto\" href=\"#text-a\">One</a>",
                        "<a dir=\"auto\" href=\"#text-b\">Two</a>",
                        "<a dir=\"auto\" href=\"#text-c\">Three &amp; more</a>",
                        "<h2 id=\"text-a\">One</h2>");
    }

    @Test
    void itCanBeToldOfWithoutAScriptOfAnybodyElse() {
        publish(article("typists", "Ink & \\\"paper\\\" ü", "open"));
        assertThat(page(get("/articles/typists").expectStatus().isOk()))
                .contains(
                        "href=\"mailto:?subject=Ink%20%26%20%22paper%22%20%C3%BC&amp;body=https%3A%2F%2Fpress.example%2Farticles%2Ftypists\"",
                        "href=\"https://bsky.app/intent/compose?text=Ink%20%26%20%22paper%22%20%C3%BC%20https%3A%2F%2Fpress.example%2Farticles%2Ftypists\"",
                        "href=\"https://share.joinmastodon.org/#text=Ink",
                        "data-url=\"https://press.example/articles/typists\"")
                .doesNotContain("src=\"https://");
    }

    @Test
    void whatIsNotForEverybodyIsNotOfferedToBeToldOf() {
        publish(article("typists", "On typists", "open")
                .replace("\"somethingNew\": 1", "\"visibility\": \"unlisted\""));
        assertThat(page(get("/articles/typists").expectStatus().isOk())).doesNotContain("mailto:", "pressroom-share");
    }
}
