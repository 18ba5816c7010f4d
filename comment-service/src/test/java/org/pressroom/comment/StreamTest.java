package org.pressroom.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pressroom.common.consuming.EventBroadcast;
import org.pressroom.common.ids.Ids;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import tools.jackson.databind.JsonNode;

class StreamTest extends ServiceTest {

    @Autowired
    @Qualifier("commentEvents")
    private EventBroadcast broadcast;

    @BeforeEach
    void waitUntilEventsAreHeard() {
        await().atMost(PATIENCE).until(broadcast::isListening);
    }

    @Test
    void sendsALineAtOnce() {
        try (Watcher watcher = Watcher.of(port, article("open"), null)) {
            assertThat(watcher.all().get(0).comment()).isEqualTo("connected");
        }
    }

    @Test
    void tellsOfAnApprovedCommentAsTheThreadShowsIt() {
        UUID article = article("open");
        try (Watcher watcher = Watcher.of(port, article, null)) {
            Posted posted = post(article, comment("Live"));

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(watcher.story())
                    .containsExactly("comment-approved " + posted.id()));
            JsonNode told = Watcher.data(watcher.events().get(0));
            assertThat(told).isEqualTo(thread(article).get(0));
        }
    }

    @Test
    void noProxyBetweenKeepsEvents() {
        stranger.get()
                .uri("/api/articles/{id}/comments/stream", article("open"))
                .exchange()
                .expectHeader()
                .valueEquals("X-Accel-Buffering", "no")
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .returnResult(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
                .getResponseBody()
                .take(1)
                .blockLast(PATIENCE);
    }

    @Test
    void tellsOfEditsAndRemovals() {
        UUID article = article("open");
        try (Watcher watcher = Watcher.of(port, article, null)) {
            Posted posted = posted(article, comment("Before"), "approved");
            edit(posted, "After");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(watcher.story())
                    .containsExactly("comment-approved " + posted.id(), "comment-edited " + posted.id()));
            decide("reject", posted.id());

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(watcher.story())
                    .containsExactly(
                            "comment-approved " + posted.id(),
                            "comment-edited " + posted.id(),
                            "comment-removed " + posted.id()));
            assertThat(watcher.events().get(2).data()).isEqualTo("{\"id\":\"" + posted.id() + "\"}");
        }
    }

    @Test
    void tellsAClientThatComesBackWhatItMissed() {
        UUID article = article("open");
        Posted first = posted(article, comment("First"), "approved");
        String lastEventId;
        try (Watcher watcher = Watcher.of(port, article, "0")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(watcher.story()).containsExactly("comment-approved " + first.id()));
            lastEventId = String.valueOf(watcher.events().get(0).id());
        }
        Posted second = posted(article, comment("Second"), "approved");
        Posted third = posted(article, comment("Third"), "approved");
        decide("reject", first.id());

        try (Watcher watcher = Watcher.of(port, article, lastEventId)) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(watcher.story())
                    .containsExactly(
                            "comment-approved " + second.id(),
                            "comment-approved " + third.id(),
                            "comment-removed " + first.id()));
            Posted fourth = post(article, comment("Fourth"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(watcher.story()).endsWith("comment-approved " + fourth.id()));
            assertThat(watcher.story()).hasSize(4);
        }
    }

    @Test
    void tellsOfAPlaceThatIsKeptForRepliesAndGoesWithThem() {
        UUID article = article("open");
        Posted parent = posted(article, comment("Parent"), "approved");
        Posted child = posted(article, reply("Child", parent.id()), "approved");
        takeBack(parent);
        try (Watcher watcher = Watcher.of(port, article, null)) {
            takeBack(child);

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(watcher.story())
                    .containsExactly("comment-removed " + child.id(), "comment-removed " + parent.id()));
            assertThat(thread(article)).isEmpty();
        }
    }

    @Test
    void joinsAPageAtTheVersionItShows() {
        UUID article = article("open");
        posted(article, comment("On the page"), "approved");
        String etag = String.valueOf(stranger.get()
                .uri("/api/articles/{id}/comments", article)
                .exchange()
                .returnResult(String.class)
                .getResponseHeaders()
                .getETag());
        String version = etag.replace("\"", "");
        Posted since = posted(article, comment("Since then"), "approved");

        try (Watcher watcher = Watcher.ofPage(port, article, version, null);
                Watcher back = Watcher.ofPage(port, article, "0", version)) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(watcher.story()).containsExactly("comment-approved " + since.id());
                assertThat(back.story()).containsExactly("comment-approved " + since.id());
            });
        }
    }

    @Test
    void tellsManyWatchersOfManyCommentsInTheSameOrder() {
        UUID article = article("open");
        try (Watcher one = Watcher.of(port, article, null);
                Watcher other = Watcher.of(port, article, null)) {
            for (int i = 0; i < 20; i++) {
                post(article, comment("Number " + i));
            }

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(one.story()).hasSize(20);
                assertThat(other.story()).hasSize(20);
            });
            assertThat(one.story()).isEqualTo(other.story()).doesNotHaveDuplicates();
            assertThat(one.events())
                    .extracting(event -> Long.valueOf(String.valueOf(event.id())))
                    .isSorted();
        }
    }

    @Test
    void saysNothingOfOtherThreadsNorOfWhatIsHeld() {
        UUID article = article("open");
        UUID other = article("open");
        try (Watcher watcher = Watcher.of(port, article, null)) {
            posted(other, comment("Elsewhere"), "approved");
            posted(article, comment("Come to the online casino"), "held");
            Posted last = posted(article, comment("Here"), "approved");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(watcher.story()).containsExactly("comment-approved " + last.id()));
        }
    }

    @Test
    void refusesWhatItDidNotGiveOut() {
        UUID article = article("open");
        for (String id : new String[] {"x", "-1", "99999999999999999999", "1;2"}) {
            stranger.get()
                    .uri("/api/articles/{id}/comments/stream", article)
                    .header("Last-Event-ID", id)
                    .exchange()
                    .expectStatus()
                    .isBadRequest();
            stranger.get()
                    .uri("/api/articles/{id}/comments/stream?after={after}", article, id)
                    .header("Last-Event-ID", "0")
                    .exchange()
                    .expectStatus()
                    .isBadRequest();
        }
        stranger.get()
                .uri("/api/articles/{id}/comments/stream?after=", article)
                .exchange()
                .expectStatus()
                .isBadRequest();
        stranger.get()
                .uri("/api/articles/{id}/comments/stream", Ids.next())
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private void takeBack(Posted posted) {
        stranger.delete()
                .uri("/api/comments/{id}", posted.id())
                .header("X-Edit-Token", posted.editToken())
                .exchange()
                .expectStatus()
                .isNoContent();
    }
}
