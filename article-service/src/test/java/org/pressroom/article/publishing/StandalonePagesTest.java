package org.pressroom.article.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Events;
import org.pressroom.article.Staff;
import org.pressroom.common.events.EventTopic;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Pages that are no articles, and what is told of an article to search engines and to those who do not see. */
@ArticleServiceTest
class StandalonePagesTest {

    private final Api api;
    private final Events events;
    private final Staff editor = Staff.editor();
    private final String title = "Imprint " + UUID.randomUUID();

    @Autowired
    StandalonePagesTest(Api api, Events events) {
        this.api = api;
        this.events = events;
    }

    @Test
    void aPageIsReadAndStandsInNoListOfArticles() {
        Answer page = api.published(editor, title, "kind", "page", "menuPosition", 7);

        JsonNode read = api.get("/api/articles/" + page.text("slug")).json();
        assertThat(read.get("kind").asString()).isEqualTo("page");
        assertThat(read.get("menuPosition").asInt()).isEqualTo(7);
        assertThat(read.get("commentPolicy").asString()).isEqualTo("closed");
        assertThat(read.get("seo").get("canonicalUrl").asString())
                .isEqualTo("https://news.example/pages/" + page.text("slug"));
        assertThat(ids("/api/articles?limit=100")).doesNotContain(page.text("id"));
        assertThat(ids("/api/articles?author=" + editor.slug())).isEmpty();
        assertThat(ids("/api/articles?kind=page&author=" + editor.slug())).containsExactly(page.text("id"));
        assertThat(ids("/api/articles?kind=page&limit=100")).contains(page.text("id"));
        assertThat(api.get("/api/articles?kind=novel").status()).isEqualTo(400);
    }

    @Test
    void aPageIsNotCountedForItsWriter() {
        api.published(editor, title, "kind", "page");
        assertThat(listedAuthors()).doesNotContain(editor.slug());
        api.published(editor, title + " again");
        assertThat(listedAuthors()).contains(editor.slug());
    }

    /** Whoever consumes its events may not know of pages yet. */
    @Test
    void nobodyIsToldOfAPageEvenWhereItIsSaid() {
        UUID id = api.draft(editor, title, "kind", "page").id();
        String path = "/api/articles/" + id + "/publication";
        assertThat(api.post(path, editor, Map.of("notify", true), "If-Match", "*")
                        .status())
                .isEqualTo(200);
        api.delete(path, editor, "If-Match", "*");
        api.post(path, editor, Map.of("notify", true), "If-Match", "*");

        assertThat(events.of(EventTopic.ARTICLE_EVENTS, id, 3)).allSatisfy(told -> {
            assertThat(told.data().get("kind").asString()).isEqualTo("page");
            assertThat(told.data().get("notify").asBoolean()).isFalse();
            assertThat(told.data().get("commentPolicy").asString()).isEqualTo("closed");
        });
    }

    @Test
    void pagesAreForEditors() {
        Staff author = Staff.author();
        assertThat(api.draft(author, title, "kind", "page").status()).isEqualTo(403);
        Answer own = api.draft(author, title);
        assertThat(revise(author, own, Map.of("kind", "page")).status()).isEqualTo(403);
        assertThat(revise(editor, own, Map.of("kind", "page")).status()).isEqualTo(200);
        // Its writer may not go on with what an editor made a page of.
        assertThat(revise(author, own, Map.of()).status()).isEqualTo(403);
    }

    static Stream<Arguments> whatPagesHaveNot() {
        return Stream.of(
                Arguments.of("category", "News"),
                Arguments.of("tags", List.of("Ink")),
                Arguments.of("commentPolicy", "open"),
                Arguments.of("commentPolicy", "moderated"));
    }

    @ParameterizedTest
    @MethodSource("whatPagesHaveNot")
    void aPageHasNothingThatListsAndThreadsAreMadeOf(String field, Object value) {
        Answer refused = api.draft(editor, title, "kind", "page", field, value);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("errors").get(0).get("field").asString()).isEqualTo(field);
    }

    @Test
    void whatReadersKnowStaysOfItsKind() {
        Answer draft = api.draft(editor, title);
        assertThat(revise(editor, draft, Map.of("kind", "page")).status()).isEqualTo(200);
        api.publish(editor, draft.id());
        Answer refused = revise(editor, draft, Map.of("kind", "article"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("errors").get(0).get("field").asString()).isEqualTo("kind");
        // Nor does an earlier revision bring it back.
        assertThat(api.post("/api/articles/" + draft.id() + "/revisions/1/restore", editor, null, "If-Match", "*")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void searchEnginesAreToldWhatIsMeantForThem() {
        Map<String, String> own = Map.of(
                "title", "For machines",
                "description", "In their words.",
                "canonicalUrl", "https://first.example/there");
        Answer article = api.published(editor, title, "summary", "For people.", "seo", own);
        JsonNode seo = api.get("/api/articles/" + article.text("slug")).json().get("seo");
        assertThat(seo.get("title").asString()).isEqualTo("For machines");
        assertThat(seo.get("description").asString()).isEqualTo("In their words.");
        assertThat(seo.get("canonicalUrl").asString()).isEqualTo("https://first.example/there");

        revise(editor, article, Map.of("summary", "For people.", "seo", Map.of("title", " ")));
        assertThat(api.get("/api/articles/" + article.text("slug")).json().get("seo"))
                .isEqualTo(seo);
        api.publish(editor, article.id());
        JsonNode usual = api.get("/api/articles/" + article.text("slug")).json().get("seo");
        assertThat(usual.get("title").asString()).isEqualTo(title);
        assertThat(usual.get("description").asString()).isEqualTo("For people.");
        assertThat(usual.get("canonicalUrl").asString())
                .isEqualTo("https://news.example/articles/" + article.text("slug"));
    }

    @Test
    void allOfItIsKeptInTheDraftAndShownInTheDifference() {
        Answer draft = api.draft(
                editor, title, "cover", Map.of("url", "/a.png", "alt", "A door"), "seo", Map.of("title", "Found"));
        assertThat(draft.json().get("cover").get("alt").asString()).isEqualTo("A door");
        assertThat(draft.json().get("seo").get("title").asString()).isEqualTo("Found");
        revise(editor, draft, Map.of("cover", Map.of("url", "/a.png"), "seo", Map.of("description", "Other")));

        JsonNode fields = api.get("/api/articles/" + draft.id() + "/revisions/2/difference", editor)
                .json()
                .get("fields");
        assertThat(fields.valueStream().map(field -> field.get("field").asString()))
                .containsExactlyInAnyOrder("cover.alt", "seo.title", "seo.description");
    }

    private Answer revise(Staff staff, Answer draft, Map<String, Object> changes) {
        Map<String, Object> content = new HashMap<>(Api.content(title));
        content.putAll(changes);
        return api.put("/api/drafts/" + draft.id(), staff, content, "If-Match", "*");
    }

    private List<String> ids(String path) {
        return api.get(path)
                .json()
                .get("items")
                .valueStream()
                .map(item -> item.get("id").asString())
                .toList();
    }

    private Stream<String> listedAuthors() {
        return Stream.iterate(
                        api.get("/api/authors?limit=100").json(),
                        page -> page != null,
                        page -> page.get("next").isNull()
                                ? null
                                : api.get("/api/authors?limit=100&after="
                                                + page.get("next").asString())
                                        .json())
                .flatMap(page -> page.get("items").valueStream())
                .map(item -> item.get("slug").asString());
    }
}
