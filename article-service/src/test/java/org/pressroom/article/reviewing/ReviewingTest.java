package org.pressroom.article.reviewing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Events;
import org.pressroom.article.Staff;
import org.pressroom.common.events.EventTopic;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** From handing in to sending back and publishing, and what is told of it. */
@ArticleServiceTest
class ReviewingTest {

    private final Api api;
    private final Events events;
    private final Staff writer = Staff.contributor();
    private final Staff editor = Staff.editor();

    @Autowired
    ReviewingTest(Api api, Events events) {
        this.api = api;
        this.events = events;
    }

    private Answer submit(Staff who, UUID id, @Nullable Object body) {
        return api.post("/api/drafts/" + id + "/submission", who, body, "If-Match", "*");
    }

    private Answer giveBack(UUID id, String message) {
        return api.post(
                "/api/drafts/" + id + "/submission/return", editor, Map.of("message", message), "If-Match", "*");
    }

    private Answer takeBack(Staff who, UUID id) {
        return api.delete("/api/drafts/" + id + "/submission", who, "If-Match", "*");
    }

    private JsonNode review(Staff who, UUID id) {
        return api.get("/api/drafts/" + id, who).json().get("review");
    }

    private boolean waits(Staff who, String status, UUID id) {
        String after = "";
        while (true) {
            JsonNode page = api.get("/api/submissions?limit=100&status=" + status + after, who)
                    .json();
            for (JsonNode item : page.get("items")) {
                if (item.get("id").asString().equals(id.toString())) {
                    return true;
                }
            }
            if (page.get("next").isNull()) {
                return false;
            }
            after = "&after=" + page.get("next").asString();
        }
    }

    @Test
    void aContributorWritesAndDoesNotPublish() {
        Answer draft = api.draft(writer, "Not mine to publish");
        UUID id = draft.id();
        assertThat(api.put("/api/drafts/" + id, writer, Api.content("Better"), "If-Match", draft.etag())
                        .status())
                .isEqualTo(200);
        String publication = "/api/articles/" + id + "/publication";
        assertThat(api.post(publication, writer, null, "If-Match", "*").status())
                .isEqualTo(403);
        assertThat(api.post(publication, writer, Map.of("at", "2030-01-01T00:00:00Z"), "If-Match", "*")
                        .status())
                .isEqualTo(403);
        assertThat(api.delete(publication, writer, "If-Match", "*").status()).isEqualTo(403);
        assertThat(api.delete("/api/articles/" + id + "/schedule", writer, "If-Match", "*")
                        .status())
                .isEqualTo(403);
        assertThat(api.draft(writer, "A page", "kind", "page").status()).isEqualTo(403);
        assertThat(api.delete("/api/drafts/" + id, writer, "If-Match", "*").status())
                .isEqualTo(204);
    }

    @Test
    void whatReadersKnewIsNotAContributorsToDelete() {
        UUID id = api.draft(writer, "Known to readers").id();
        api.publish(editor, id);
        assertThat(api.put("/api/drafts/" + id, writer, Api.content("Known, and better"), "If-Match", "*")
                        .status())
                .isEqualTo(200);
        api.delete("/api/articles/" + id + "/publication", editor, "If-Match", "*");
        assertThat(api.delete("/api/drafts/" + id, writer, "If-Match", "*").status())
                .isEqualTo(403);
        assertThat(api.delete("/api/drafts/" + id, editor, "If-Match", "*").status())
                .isEqualTo(204);
    }

    @Test
    void whatIsScheduledGoesPublicAsAnEditorSawIt() {
        UUID id = api.draft(writer, "Seen by an editor").id();
        api.post(
                "/api/articles/" + id + "/publication",
                editor,
                Map.of("at", Instant.now().plus(Duration.ofDays(2)).toString()),
                "If-Match",
                "*");
        assertThat(api.put("/api/drafts/" + id, writer, Api.content("Unseen"), "If-Match", "*")
                        .status())
                .isEqualTo(409);
        assertThat(api.put("/api/drafts/" + id, editor, Api.content("Seen"), "If-Match", "*")
                        .status())
                .isEqualTo(200);
        api.delete("/api/articles/" + id + "/schedule", editor, "If-Match", "*");
        assertThat(api.put("/api/drafts/" + id, writer, Api.content("To be seen"), "If-Match", "*")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatIsHandedInWaitsUntilItIsSentBack() {
        UUID id = api.draft(writer, "Handed in").id();
        assertThat(review(writer, id).isNull()).isTrue();
        Answer handedIn = submit(writer, id, Map.of("message", " Please look. "));
        assertThat(handedIn.status()).isEqualTo(200);
        assertThat(handedIn.text("status")).isEqualTo("submitted");
        assertThat(handedIn.text("message")).isEqualTo("Please look.");
        assertThat(handedIn.etag())
                .isEqualTo(api.get("/api/drafts/" + id, writer).etag());
        assertThat(waits(editor, "submitted", id)).isTrue();
        assertThat(waits(writer, "submitted", id)).isTrue();
        assertThat(waits(Staff.contributor(), "submitted", id)).isFalse();

        Answer back = giveBack(id, "The end is missing.");
        assertThat(back.status()).isEqualTo(200);
        JsonNode review = review(writer, id);
        assertThat(review.get("status").asString()).isEqualTo("returned");
        assertThat(review.get("answer").asString()).isEqualTo("The end is missing.");
        assertThat(review.get("by").get("name").asString()).isEqualTo(editor.name());
        assertThat(waits(editor, "submitted", id)).isFalse();
        assertThat(waits(writer, "returned", id)).isTrue();

        assertThat(submit(writer, id, null).status()).isEqualTo(200);
        assertThat(review(writer, id).get("answer").isNull()).isTrue();
        assertThat(review(writer, id).get("message").isNull()).isTrue();
        assertThat(takeBack(writer, id).status()).isEqualTo(204);
        assertThat(review(writer, id).get("status").asString()).isEqualTo("withdrawn");

        List<Events.Told> told = events.of(EventTopic.REVIEW_EVENTS, id, 4);
        assertThat(told)
                .extracting(Events.Told::type)
                .containsExactly(
                        "draft.submitted.v1", "draft.returned.v1", "draft.submitted.v1", "submission.withdrawn.v1");
        assertThat(told)
                .extracting(event -> event.data().get("version").asInt())
                .containsExactly(1, 2, 3, 4);
        JsonNode returned = told.get(1).data();
        assertThat(returned.get("actorId").asString()).isEqualTo(editor.id().toString());
        assertThat(returned.get("concernedIds").get(0).asString())
                .isEqualTo(writer.id().toString());
        assertThat(told.toString()).doesNotContain("Please look", "missing", "Handed in", writer.name());
    }

    @Test
    void publishingEndsTheReview() {
        UUID id = api.draft(writer, "To be published").id();
        submit(writer, id, null);
        assertThat(api.publish(editor, id).status()).isEqualTo(200);
        JsonNode review = review(writer, id);
        assertThat(review.get("status").asString()).isEqualTo("published");
        assertThat(review.get("by").get("slug").asString()).isEqualTo(editor.slug());
        assertThat(waits(editor, "submitted", id)).isFalse();
        assertThat(api.get("/api/drafts/" + id, writer).json().get("changed").asBoolean())
                .isFalse();
        Events.Told told = events.of(EventTopic.REVIEW_EVENTS, id, 2).get(1);
        assertThat(told.type()).isEqualTo("submission.published.v1");
        // Readers see it just so: there is nothing to hand in, until there is.
        assertThat(submit(writer, id, null).status()).isEqualTo(409);
        api.put("/api/drafts/" + id, writer, Api.content("To be published anew"), "If-Match", "*");
        assertThat(submit(writer, id, null).status()).isEqualTo(200);
        assertThat(api.publish(editor, id).status()).isEqualTo(200);
        assertThat(review(writer, id).get("status").asString()).isEqualTo("published");
    }

    @Test
    void aStepThatDoesNotFitIsAConflict() {
        UUID id = api.draft(writer, "Steps").id();
        assertThat(giveBack(id, "Not yet").status()).isEqualTo(409);
        assertThat(takeBack(writer, id).status()).isEqualTo(409);
        submit(writer, id, null);
        assertThat(submit(writer, id, null).status()).isEqualTo(409);
        assertThat(takeBack(editor, id).status()).isEqualTo(403);
        assertThat(giveBack(id, " ").status()).isEqualTo(422);
    }

    @Test
    void aStepIsTakenAtTheVersionThatWasSeen() {
        Answer draft = api.draft(writer, "Seen");
        String path = "/api/drafts/" + draft.id() + "/submission";
        assertThat(api.post(path, writer, null).status()).isEqualTo(428);
        assertThat(api.post(path, writer, null, "If-Match", "\"99\"").status()).isEqualTo(412);
        assertThat(api.post(path, writer, null, "If-Match", draft.etag()).status())
                .isEqualTo(200);
        Map<String, String> message = Map.of("message", "No");
        assertThat(api.post(path + "/return", editor, message).status()).isEqualTo(428);
        assertThat(api.post(path + "/return", editor, message, "If-Match", draft.etag())
                        .status())
                .isEqualTo(412);
        assertThat(api.delete(path, writer, "If-Match", draft.etag()).status()).isEqualTo(412);
    }

    @Test
    void ofSeveralAtOnceOneHandsItIn() {
        UUID id = api.draft(writer, "Twice at once").id();
        ExecutorService both = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<Integer>> answers = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> submit(writer, id, null).status(), both))
                    .toList();
            assertThat(answers.stream().map(CompletableFuture::join)).containsOnlyOnce(200);
            assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(200, 409);
        } finally {
            both.shutdown();
        }
        assertThat(events.of(EventTopic.REVIEW_EVENTS, id, 1)).hasSize(1);
    }

    @Test
    void anothersArticleIsNobodyElsesToHandIn() {
        UUID id = api.draft(writer, "Mine").id();
        Staff other = Staff.contributor();
        assertThat(submit(other, id, null).status()).isEqualTo(403);
        assertThat(takeBack(other, id).status()).isEqualTo(403);
        assertThat(api.get("/api/drafts/" + id + "/notes", other).status()).isEqualTo(403);
        assertThat(note(other, id, "Let me in").status()).isEqualTo(403);
        assertThat(api.post("/api/drafts/" + id + "/submission/return", writer, Map.of("message", "x"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aPageOfWhatWaitsGoesOnWhereTheLastEnded() {
        Staff author = Staff.author();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            UUID id = api.draft(author, "Waiting " + i).id();
            submit(author, id, null);
            ids.add(id.toString());
        }
        Answer first = api.get("/api/submissions?limit=2", author);
        Answer second = api.get(
                "/api/submissions?limit=2&after=" + first.json().get("next").asString(), author);
        List<String> seen = new ArrayList<>();
        first.json().get("items").forEach(item -> seen.add(item.get("id").asString()));
        second.json().get("items").forEach(item -> seen.add(item.get("id").asString()));
        assertThat(seen).isEqualTo(ids);
        assertThat(second.json().get("next").isNull()).isTrue();
        assertThat(api.get("/api/submissions?status=lost", author).status()).isEqualTo(400);
    }

    private Answer note(Staff who, UUID id, String text) {
        return api.post("/api/drafts/" + id + "/notes", who, Map.of("text", text));
    }

    @Test
    void notesAreForThoseWhoWorkOnItAlone() {
        UUID id = api.draft(writer, "Spoken about").id();
        submit(writer, id, null);
        Answer left = api.post(
                "/api/drafts/" + id + "/notes",
                editor,
                Map.of("text", "Which words?", "passage", Map.of("quote", "words", "start", 6, "end", 11)));
        assertThat(left.status()).isEqualTo(201);
        JsonNode passage = left.json().get("passage");
        assertThat(passage.get("before").asString()).isEqualTo("Some *");
        assertThat(passage.get("after").asString()).isEqualTo("*.");
        assertThat(note(writer, id, "Those.").status()).isEqualTo(201);

        JsonNode seen = api.get("/api/drafts/" + id + "/notes", writer).json().get("items");
        assertThat(seen).hasSize(2);
        assertThat(seen.get(0).get("mine").asBoolean()).isFalse();
        assertThat(seen.get(0).get("by").get("name").asString()).isEqualTo(editor.name());
        assertThat(seen.get(1).get("mine").asBoolean()).isTrue();

        String slug = api.publish(editor, id).text("slug");
        assertThat(api.get("/api/articles/" + slug).raw().body()).doesNotContain("Which words");
        assertThat(api.get("/api/drafts/" + id + "/preview", writer).raw().body())
                .doesNotContain("Which words");
        List<Events.Told> told = events.of(EventTopic.REVIEW_EVENTS, id, 4);
        assertThat(told.toString()).doesNotContain("Which words", "Those.");
        assertThat(told.get(1).type()).isEqualTo("draft.noted.v1");
        assertThat(told.get(1).data().get("concernedIds").get(0).asString())
                .isEqualTo(writer.id().toString());
        assertThat(told.get(2).data().get("concernedIds").get(0).asString())
                .isEqualTo(editor.id().toString());
        assertThat(events.of(EventTopic.ARTICLE_EVENTS, id, 1).toString()).doesNotContain("Which words");
    }

    @Test
    void aNoteOfWordsThatDoNotStandThereIsRefused() {
        UUID id = api.draft(writer, "Misquoted").id();
        Answer left = api.post(
                "/api/drafts/" + id + "/notes",
                editor,
                Map.of("text", "Which?", "passage", Map.of("quote", "words", "start", 5, "end", 10)));
        assertThat(left.status()).isEqualTo(422);
        assertThat(left.json().get("errors").get(0).get("field").asString()).isEqualTo("passage.quote");
    }

    @Test
    void aNoteIsSettledByAnybodyAndDeletedByWhoLeftIt() {
        UUID id = api.draft(writer, "Settled").id();
        String path =
                "/api/drafts/" + id + "/notes/" + note(editor, id, "Do it").id();
        Answer settled = api.call("PATCH", path, writer.token(), Map.of("resolved", true));
        assertThat(settled.json().get("resolvedBy").get("name").asString()).isEqualTo(writer.name());
        Answer again = api.call("PATCH", path, editor.token(), Map.of("resolved", true));
        assertThat(again.json().get("resolvedBy").get("name").asString()).isEqualTo(writer.name());
        Answer reopened = api.call("PATCH", path, editor.token(), Map.of("resolved", false));
        assertThat(reopened.json().get("resolvedAt").isNull()).isTrue();
        assertThat(api.call("PATCH", path, editor.token(), Map.of()).status()).isEqualTo(422);
        assertThat(api.delete(path, writer).status()).isEqualTo(403);
        assertThat(api.delete(path, editor).status()).isEqualTo(204);
        assertThat(api.delete(path, editor).status()).isEqualTo(404);
        UUID elsewhere = api.draft(writer, "Elsewhere").id();
        String there = "/api/drafts/" + elsewhere + "/notes/"
                + note(writer, id, "Here").id();
        assertThat(api.delete(there, writer).status()).isEqualTo(404);
    }

    @Test
    void theSameNoteSentTwiceIsLeftOnce() {
        UUID id = api.draft(writer, "Once").id();
        String key = UUID.randomUUID().toString();
        Map<String, String> body = Map.of("text", "Only once");
        Answer first = api.post("/api/drafts/" + id + "/notes", editor, body, "Idempotency-Key", key);
        Answer again = api.post("/api/drafts/" + id + "/notes", editor, body, "Idempotency-Key", key);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(api.get("/api/drafts/" + id + "/notes", editor).json().get("items"))
                .hasSize(1);
    }
}
