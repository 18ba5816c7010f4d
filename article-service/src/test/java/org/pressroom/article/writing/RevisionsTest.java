package org.pressroom.article.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Staff;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

@ArticleServiceTest
class RevisionsTest {

    private final Api api;
    private final DatabaseClient database;
    private final Staff author = Staff.author();

    @Autowired
    RevisionsTest(Api api, DatabaseClient database) {
        this.api = api;
        this.database = database;
    }

    @Test
    void eachSaveIsARevisionThatSaysWhoAndWhen() {
        Staff editor = Staff.editor();
        UUID id = api.draft(author, "First words").id();
        save(editor, id, Api.content("Second thoughts"));
        List<JsonNode> revisions = revisions(id);
        assertThat(revisions).extracting(each -> each.get("number").asInt()).containsExactly(2, 1);
        assertThat(revisions)
                .extracting(each -> each.get("title").asString())
                .containsExactly("Second thoughts", "First words");
        assertThat(revisions).extracting(each -> each.get("origin").asString()).containsOnly("saved");
        assertThat(revisions.get(0).get("editor").get("name").asString()).isEqualTo(editor.name());
        assertThat(revisions.get(1).get("editor").get("name").asString()).isEqualTo(author.name());
        assertThat(revisions.get(0).get("publishedAt").isNull()).isTrue();
        JsonNode first = api.get(path(id) + "/1", author).json().get("content");
        assertThat(first.get("title").asString()).isEqualTo("First words");
        assertThat(first.get("body").asString()).isEqualTo("Some *words*.");
    }

    @Test
    void whatIsSavedWithoutAChangeIsNoRevision() {
        UUID id = api.draft(author, "The same").id();
        save(author, id, Api.content("The same"));
        assertThat(revisions(id)).hasSize(1);
    }

    @Test
    void whatOneWritesIsSavedAutomaticallyAsOneRevision() {
        UUID id = api.draft(author, "Written on").id();
        autosave(author, id, Api.content("Written on", "summary", "A"));
        autosave(author, id, Api.content("Written on", "summary", "A b"));
        autosave(author, id, Api.content("Written on", "summary", "A b c"));
        assertThat(revisions(id))
                .extracting(each -> each.get("origin").asString())
                .containsExactly("autosaved", "saved");
        assertThat(api.get(path(id) + "/2", author)
                        .json()
                        .get("content")
                        .get("summary")
                        .asString())
                .isEqualTo("A b c");
        autosave(Staff.editor(), id, Api.content("Written on", "summary", "Another's"));
        assertThat(revisions(id)).hasSize(3);
        save(author, id, Api.content("Written on", "summary", "For good"));
        autosave(author, id, Api.content("Written on", "summary", "And on"));
        assertThat(revisions(id)).hasSize(5);
    }

    @Test
    void anAutomaticSaveNeverOverwritesANewerCopy() {
        Answer draft = api.draft(author, "Mine");
        save(Staff.editor(), draft.id(), Api.content("Theirs"));
        Answer late = api.put(
                "/api/drafts/" + draft.id() + "?autosave=true",
                author,
                Api.content("Mine, later"),
                "If-Match",
                draft.etag());
        assertThat(late.status()).isEqualTo(412);
        assertThat(api.get("/api/drafts/" + draft.id(), author).text("title")).isEqualTo("Theirs");
        assertThat(revisions(draft.id())).hasSize(2);
    }

    @Test
    void whatReadersSawIsMarked() {
        UUID id = api.draft(author, "For readers").id();
        autosave(author, id, Api.content("For readers", "summary", "Now"));
        api.publish(author, id);
        autosave(author, id, Api.content("For readers", "summary", "Later"));
        List<JsonNode> revisions = revisions(id);
        assertThat(revisions).hasSize(3);
        assertThat(revisions)
                .extracting(each -> each.get("publishedAt").isNull())
                .containsExactly(true, false, true);
    }

    @Test
    void anEarlierRevisionIsBroughtBackAsANewOne() {
        UUID id = api.draft(author, "Before", "tags", List.of("Ink"), "summary", "How it was")
                .id();
        Answer after = save(author, id, Api.content("After"));
        String restore = path(id) + "/1/restore";
        assertThat(api.post(restore, author, null).status()).isEqualTo(428);
        assertThat(api.post(restore, author, null, "If-Match", "\"1\"").status())
                .isEqualTo(412);
        Answer restored = api.post(restore, author, null, "If-Match", after.etag());
        assertThat(restored.status()).isEqualTo(200);
        assertThat(restored.text("title")).isEqualTo("Before");
        assertThat(restored.text("summary")).isEqualTo("How it was");
        assertThat(restored.json().get("tags").get(0).asString()).isEqualTo("Ink");
        assertThat(restored.etag())
                .isEqualTo(api.get("/api/drafts/" + id, author).etag());
        JsonNode newest = revisions(id).get(0);
        assertThat(newest.get("number").asInt()).isEqualTo(3);
        assertThat(newest.get("origin").asString()).isEqualTo("restored");
        assertThat(newest.get("restoredFrom").asInt()).isEqualTo(1);
    }

    @Test
    void theAddressThatReadersKnowStaysWhenAnEarlierRevisionIsBroughtBack() {
        UUID id = api.published(author, "Known " + UUID.randomUUID()).id();
        String slug = "moved-" + UUID.randomUUID();
        save(author, id, Api.content("Known", "slug", slug));
        api.publish(author, id);
        Answer restored = api.post(path(id) + "/1/restore", author, null, "If-Match", "*");
        assertThat(restored.text("slug")).isEqualTo(slug);
        assertThat(restored.json().get("changed").asBoolean()).isTrue();
        assertThat(api.get("/api/articles/" + slug).status()).isEqualTo(200);
    }

    @Test
    void whatChangedSincePublicationIsShownAndThrownAway() {
        String slug = "seen-" + UUID.randomUUID();
        Answer seen = api.published(author, "Seen", "slug", slug, "summary", "As readers have it");
        UUID id = seen.id();
        Answer none = api.get("/api/drafts/" + id + "/changes", author);
        assertThat(none.json().get("fields")).isEmpty();
        assertThat(none.json().get("body")).isEmpty();
        save(author, id, Api.content("Changed", "slug", slug + "-moved", "body", "Other words."));
        save(author, id, Api.content("Changed again", "slug", slug + "-moved", "body", "Other words."));
        JsonNode changes = api.get("/api/drafts/" + id + "/changes", author).json();
        assertThat(changes.get("from").get("number").asInt()).isEqualTo(1);
        assertThat(changes.get("to").get("number").asInt()).isEqualTo(3);
        assertThat(changes.get("fields").get(0).get("before").asString()).isEqualTo("Seen");
        assertThat(changes.get("fields").get(0).get("after").asString()).isEqualTo("Changed again");

        String discard = "/api/drafts/" + id + "/changes";
        assertThat(api.delete(discard, author).status()).isEqualTo(428);
        assertThat(api.delete(discard, author, "If-Match", seen.etag()).status())
                .isEqualTo(412);
        assertThat(api.delete(discard, Staff.author(), "If-Match", "*").status())
                .isEqualTo(403);
        String version = api.get("/api/drafts/" + id, author).etag();
        Answer discarded = api.delete(discard, author, "If-Match", version);
        assertThat(discarded.status()).isEqualTo(204);
        Answer draft = api.get("/api/drafts/" + id, author);
        assertThat(discarded.etag()).isEqualTo(draft.etag());
        assertThat(draft.text("title")).isEqualTo("Seen");
        assertThat(draft.text("summary")).isEqualTo("As readers have it");
        assertThat(draft.text("slug")).isEqualTo(slug);
        assertThat(draft.json().get("changed").asBoolean()).isFalse();
        assertThat(api.get("/api/articles/" + slug).status()).isEqualTo(200);
        assertThat(revisions(id).get(0).get("restoredFrom").asInt()).isEqualTo(1);
        assertThat(revisions(id).get(1).get("title").asString()).isEqualTo("Changed again");

        Answer again = api.delete(discard, author, "If-Match", discarded.etag());
        assertThat(again.etag()).isEqualTo(discarded.etag());
        UUID unseen = api.draft(author, "Unseen").id();
        assertThat(api.get("/api/drafts/" + unseen + "/changes", author).status())
                .isEqualTo(409);
        assertThat(api.delete("/api/drafts/" + unseen + "/changes", author, "If-Match", "*")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void twoRevisionsAreComparedFieldByFieldAndLineByLine() {
        UUID id = api.draft(author, "One", "body", "Same\n\nOld words here", "tags", List.of("A"))
                .id();
        save(author, id, Api.content("Two", "body", "Same\n\nNew words here", "tags", List.of("A", "B")));
        JsonNode difference = api.get(path(id) + "/2/difference", author).json();
        assertThat(difference.get("from").get("number").asInt()).isEqualTo(1);
        assertThat(StreamSupport.stream(difference.get("fields").spliterator(), false)
                        .map(field -> field.get("field").asString() + ": "
                                + field.get("before").asString() + " > "
                                + field.get("after").asString()))
                .containsExactly("title: One > Two", "tags: A > A, B");
        JsonNode changed = difference.get("body").get(2);
        assertThat(changed.get("kind").asString()).isEqualTo("changed");
        assertThat(changed.get("before").get("parts").get(0).get("text").asString())
                .isEqualTo("Old");
        assertThat(changed.get("before").get("parts").get(0).get("changed").asBoolean())
                .isTrue();
        assertThat(api.get(path(id) + "/1/difference", author)
                        .json()
                        .get("from")
                        .isNull())
                .isTrue();
        assertThat(api.get(path(id) + "/1/difference?from=2", author)
                        .json()
                        .get("fields")
                        .get(0)
                        .get("after")
                        .asString())
                .isEqualTo("One");
    }

    @Test
    void revisionsAreForWhoeverMayTouchTheArticle() {
        UUID id = api.draft(author, "Not yours").id();
        Staff other = Staff.author();
        for (String below : List.of("", "/1", "/1/difference")) {
            assertThat(api.get(path(id) + below, other).status()).as(below).isEqualTo(403);
            assertThat(api.get(path(id) + below, Staff.editor()).status())
                    .as(below)
                    .isEqualTo(200);
            assertThat(api.get(path(UUID.randomUUID()) + below, author).status())
                    .as(below)
                    .isEqualTo(404);
        }
        assertThat(api.post(path(id) + "/1/restore", other, null, "If-Match", "*")
                        .status())
                .isEqualTo(403);
        for (String below : List.of("/9", "/0", "/-1", "/9/difference", "/1/difference?from=7")) {
            assertThat(api.get(path(id) + below, author).status()).as(below).isEqualTo(404);
        }
        assertThat(api.get(path(id) + "/none", author).status()).isEqualTo(400);
        assertThat(api.post(path(id) + "/9/restore", author, null, "If-Match", "*")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anArticleThatIsOlderThanRevisionsGetsItsFirstWhenItIsChanged() {
        UUID id = api.draft(author, "Old").id();
        database.sql("DELETE FROM revision WHERE article_id = :id")
                .bind("id", id)
                .then()
                .block();
        save(author, id, Api.content("New"));
        assertThat(revisions(id))
                .extracting(each -> each.get("title").asString())
                .containsExactly("New", "Old");
    }

    @Test
    void oldRevisionsAreDroppedButForWhatReadersSaw() {
        UUID id = api.published(author, "Much written").id();
        for (int i = 0; i < RevisionRepository.KEPT + 2; i++) {
            save(author, id, Api.content("Much written", "summary", "Of round " + i));
        }
        List<JsonNode> first = revisions(id);
        assertThat(first.get(0).get("number").asInt()).isEqualTo(RevisionRepository.KEPT + 3);
        assertThat(api.get(path(id) + "/1", author).status()).isEqualTo(200);
        assertThat(api.get(path(id) + "/2", author).status()).isEqualTo(404);
        assertThat(api.get(path(id) + "/4", author).status()).isEqualTo(200);
    }

    @Test
    void aListIsReadPageByPage() {
        UUID id = api.draft(author, "Page by page").id();
        for (int i = 0; i < 4; i++) {
            save(author, id, Api.content("Page by page", "summary", "Of round " + i));
        }
        JsonNode page = api.get(path(id) + "?limit=2", author).json();
        JsonNode next = api.get(path(id) + "?limit=2&after=" + page.get("next").asString(), author)
                .json();
        assertThat(next.get("items").get(0).get("number").asInt()).isEqualTo(3);
        assertThat(api.get(path(id) + "?after=nonsense", author).status()).isEqualTo(400);
    }

    @Test
    void revisionsGoWithTheArticle() {
        UUID id = api.draft(author, "To go").id();
        api.delete("/api/drafts/" + id, author, "If-Match", "*");
        assertThat(api.get(path(id), author).status()).isEqualTo(404);
    }

    private List<JsonNode> revisions(UUID id) {
        return StreamSupport.stream(
                        api.get(path(id) + "?limit=100", author)
                                .json()
                                .get("items")
                                .spliterator(),
                        false)
                .toList();
    }

    private Answer save(Staff staff, UUID id, Map<String, Object> content) {
        Answer saved = api.put("/api/drafts/" + id, staff, content, "If-Match", "*");
        assertThat(saved.status()).isEqualTo(200);
        return saved;
    }

    private void autosave(Staff staff, UUID id, Map<String, Object> content) {
        assertThat(api.put("/api/drafts/" + id + "?autosave=true", staff, content, "If-Match", "*")
                        .status())
                .isEqualTo(200);
    }

    private static String path(UUID id) {
        return "/api/articles/" + id + "/revisions";
    }
}
