package org.pressroom.article.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Staff;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ArticleServiceTest
class DraftTest {

    private final Api api;
    private final Staff author = Staff.author();

    @Autowired
    DraftTest(Api api) {
        this.api = api;
    }

    @Test
    void aNewDraftSaysWhereItIsAndWhichVersion() {
        Answer draft = api.draft(author, "Notes on rain", "category", "Weather", "tags", List.of("Rain", "Clouds"));
        assertThat(draft.status()).isEqualTo(201);
        assertThat(draft.header("Location")).isEqualTo("/api/drafts/" + draft.id());
        Answer read = api.get("/api/drafts/" + draft.id(), author);
        assertThat(read.etag()).isEqualTo(draft.etag()).startsWith("\"");
        assertThat(read.json()).isEqualTo(draft.json());
        assertThat(read.text("status")).isEqualTo("draft");
        assertThat(read.text("slug")).startsWith("notes-on-rain");
        assertThat(read.text("commentPolicy")).isEqualTo("open");
        assertThat(read.json().get("author").get("slug").asString()).isEqualTo(author.slug());
        assertThat(read.json().get("tags").get(1).asString()).isEqualTo("Clouds");
        assertThat(api.get("/api/drafts/" + draft.id(), author, "If-None-Match", read.etag())
                        .status())
                .isEqualTo(304);
    }

    @Test
    void readersSeeNothingOfADraft() {
        Answer draft = api.draft(author, "Unseen " + UUID.randomUUID());
        assertThat(api.get("/api/articles/" + draft.text("slug")).status()).isEqualTo(404);
    }

    @Test
    void itsWriterSeesHowADraftWouldLook() {
        Answer draft = api.draft(author, "Shown first", "body", "Some *words*.<script>alert(1)</script>");
        String path = "/api/drafts/" + draft.id() + "/preview";
        Answer preview = api.get(path, author);
        assertThat(preview.text("bodyHtml")).contains("<em>words</em>").doesNotContain("script");
        assertThat(preview.header("Cache-Control")).isEqualTo("no-store");
        assertThat(api.get(path, Staff.author()).status()).isEqualTo(403);
        assertThat(api.get("/api/drafts/" + UUID.randomUUID() + "/preview", author)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aDraftIsRewrittenOnlyByWhoSawItsLatestVersion() {
        Answer draft = api.draft(author, "Before");
        String path = "/api/drafts/" + draft.id();
        assertThat(api.put(path, author, Api.content("After")).status()).isEqualTo(428);
        assertThat(api.put(path, author, Api.content("After"), "If-Match", "\"77\"")
                        .status())
                .isEqualTo(412);
        assertThat(api.put(path, author, Api.content("After"), "If-Match", "W/" + draft.etag())
                        .status())
                .isEqualTo(412);
        Answer rewritten = api.put(path, author, Api.content("After"), "If-Match", draft.etag());
        assertThat(rewritten.status()).isEqualTo(200);
        assertThat(rewritten.text("title")).isEqualTo("After");
        assertThat(rewritten.etag()).isNotEqualTo(draft.etag());
        assertThat(api.put(path, author, Api.content("Again"), "If-Match", draft.etag())
                        .status())
                .isEqualTo(412);
        assertThat(api.put(path, author, Api.content("Again"), "If-Match", "*").status())
                .isEqualTo(200);
    }

    @Test
    void aDraftIsDeletedOnlyByWhoSawItsLatestVersion() {
        Answer draft = api.draft(author, "To go");
        String path = "/api/drafts/" + draft.id();
        assertThat(api.delete(path, author).status()).isEqualTo(428);
        assertThat(api.delete(path, author, "If-Match", "\"9\"").status()).isEqualTo(412);
        assertThat(api.delete(path, author, "If-Match", draft.etag()).status()).isEqualTo(204);
        assertThat(api.get(path, author).status()).isEqualTo(404);
        assertThat(api.delete(path, author, "If-Match", "*").status()).isEqualTo(404);
    }

    @Test
    void aPublishedArticlesDraftCannotBeDeleted() {
        UUID id = api.published(author, "Here to stay").id();
        assertThat(api.delete("/api/drafts/" + id, author, "If-Match", "*").status())
                .isEqualTo(409);
    }

    @Test
    void theSameTitleGetsAnotherSlug() {
        String title = "Twice " + UUID.randomUUID();
        String first = api.draft(author, title).text("slug");
        assertThat(api.draft(author, title).text("slug")).isEqualTo(first + "-2");
        assertThat(api.draft(author, title).text("slug")).isEqualTo(first + "-3");
    }

    @Test
    void evenTheTenthOfOneTitleGetsASlug() {
        String title = "Many " + UUID.randomUUID();
        List<String> slugs = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            slugs.add(api.draft(author, title).text("slug"));
        }
        assertThat(slugs).doesNotHaveDuplicates().hasSize(11);
    }

    @Test
    void aSlugMayBeChosenUnlessItIsTaken() {
        String slug = "chosen-" + UUID.randomUUID();
        Answer draft = api.draft(author, "Any", "slug", slug);
        assertThat(draft.text("slug")).isEqualTo(slug);
        assertThat(api.draft(author, "Other", "slug", slug).status()).isEqualTo(409);
        assertThat(api.put(
                                "/api/drafts/" + draft.id(),
                                author,
                                Api.content("Any", "slug", slug),
                                "If-Match",
                                draft.etag())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aSlugThatWasNeverPublicIsFreeAgain() {
        String slug = "free-" + UUID.randomUUID();
        Answer draft = api.draft(author, "Any", "slug", slug);
        api.put("/api/drafts/" + draft.id(), author, Api.content("Any", "slug", slug + "-b"), "If-Match", "*");
        assertThat(api.draft(author, "Other", "slug", slug).status()).isEqualTo(201);
    }

    @Test
    void aSlugThatWasPublicStaysTheArticles() {
        String slug = "kept-" + UUID.randomUUID();
        UUID id = api.published(author, "Any", "slug", slug).id();
        api.put("/api/drafts/" + id, author, Api.content("Any", "slug", slug + "-b"), "If-Match", "*");
        assertThat(api.publish(author, id).text("slug")).isEqualTo(slug + "-b");
        assertThat(api.draft(author, "Other", "slug", slug).status()).isEqualTo(409);
    }

    @Test
    void aNewTitleAloneMovesNoPublishedArticle() {
        Answer published = api.published(author, "Old name " + UUID.randomUUID());
        Answer rewritten = api.put("/api/drafts/" + published.id(), author, Api.content("New name"), "If-Match", "*");
        assertThat(rewritten.text("slug")).isEqualTo(published.text("slug"));
    }

    @Test
    void authorsSeeTheirOwnDraftsAndEditorsAll() {
        Staff other = Staff.author();
        UUID mine = api.draft(author, "Mine").id();
        UUID theirs = api.draft(other, "Theirs").id();
        assertThat(ids(api.get("/api/drafts?limit=100", author))).contains(mine).doesNotContain(theirs);
        assertThat(ids(api.get("/api/drafts?limit=10", Staff.editor()))).contains(mine, theirs);
        assertThat(ids(api.get("/api/drafts?limit=10", Staff.with("admin")))).contains(mine, theirs);
    }

    @Test
    void draftsArePagedWithTheLastChangedFirst() {
        UUID first = api.draft(author, "One").id();
        UUID second = api.draft(author, "Two").id();
        UUID third = api.published(author, "Three").id();
        api.put("/api/drafts/" + first, author, Api.content("One again"), "If-Match", "*");
        List<UUID> found = new ArrayList<>();
        String next = "";
        for (int page = 0; page < 3; page++) {
            Answer answer = api.get("/api/drafts?limit=1" + next, author);
            found.addAll(ids(answer));
            next = "&after=" + answer.json().get("next").asString("");
        }
        assertThat(found).containsExactly(first, third, second);
        assertThat(next).isEqualTo("&after=");
    }

    @Test
    void theListSaysWhatReadersSee() {
        UUID draft = api.draft(author, "One").id();
        UUID shown = api.published(author, "Two").id();
        UUID changed = api.published(author, "Three").id();
        api.put("/api/drafts/" + changed, author, Api.content("Three again"), "If-Match", "*");
        UUID gone = api.published(author, "Four").id();
        api.delete("/api/articles/" + gone + "/publication", author, "If-Match", "*");
        Map<UUID, String> states = new HashMap<>();
        for (JsonNode item : api.get("/api/drafts", author).json().get("items")) {
            assertThat(item.has("body")).isFalse();
            states.put(
                    UUID.fromString(item.get("id").asString()),
                    item.get("status").asString() + item.get("changed").asBoolean());
        }
        assertThat(states)
                .isEqualTo(Map.of(
                        draft,
                        "drafttrue",
                        shown,
                        "publishedfalse",
                        changed,
                        "publishedtrue",
                        gone,
                        "unpublishedfalse"));
    }

    @Test
    void aRepeatedRequestWithTheSameKeyMakesOneDraft() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> content = Api.content("Once");
        Answer first = api.post("/api/articles", author, content, "Idempotency-Key", key);
        Answer again = api.post("/api/articles", author, content, "Idempotency-Key", key);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.etag()).isEqualTo(first.etag());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(api.post("/api/articles", author, Api.content("Twice"), "Idempotency-Key", key)
                        .status())
                .isEqualTo(409);
        assertThat(ids(api.get("/api/drafts", author))).containsExactly(first.id());
        assertThat(api.post("/api/articles", Staff.author(), content, "Idempotency-Key", key)
                        .id())
                .isNotEqualTo(first.id());
    }

    private static List<UUID> ids(Answer answer) {
        List<UUID> ids = new ArrayList<>();
        for (JsonNode item : answer.json().get("items")) {
            ids.add(UUID.fromString(item.get("id").asString()));
        }
        return ids;
    }
}
