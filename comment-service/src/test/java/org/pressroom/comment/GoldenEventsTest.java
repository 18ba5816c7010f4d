package org.pressroom.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pressroom.common.consuming.EventBroadcast;
import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.events.AccountState;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.events.EventType;
import org.pressroom.testkit.GoldenEvents;
import org.springframework.beans.factory.annotation.Autowired;

/** Whoever listens here understands the golden events that all programs share. */
class GoldenEventsTest extends ServiceTest {

    @Autowired
    private List<EventConsumer> consumers;

    @Autowired
    private List<EventBroadcast> broadcasts;

    @Test
    void eachListenerActsOnTheGoldenEventsOfItsTypes() {
        // What is added here has its golden event, and the test of what it does with it.
        assertThat(consumers)
                .flatExtracting(EventConsumer::types)
                .containsExactlyInAnyOrder(
                        EventType.ARTICLE_PUBLISHED,
                        EventType.ARTICLE_REVISED,
                        EventType.ARTICLE_UNPUBLISHED,
                        EventType.ARTICLE_REMOVED,
                        EventType.ACCOUNT_CHANGED,
                        EventType.SITE_CHANGED);
        assertThat(broadcasts)
                .flatExtracting(EventBroadcast::types)
                .containsExactlyInAnyOrder(
                        EventType.COMMENT_SUBMITTED,
                        EventType.COMMENT_EDITED,
                        EventType.COMMENT_APPROVED,
                        EventType.COMMENT_HELD,
                        EventType.COMMENT_REJECTED,
                        EventType.COMMENT_REMOVED);
        for (EventConsumer consumer : consumers) {
            consumer.types().stream()
                    // told by the test below, in their order
                    .filter(type -> type.dataClass() != ArticleState.class)
                    .forEach(type -> consumer.replay(GoldenEvents.received(type.typeName()))
                            .block(PATIENCE));
        }
        for (EventBroadcast broadcast : broadcasts) {
            broadcast.types().forEach(type -> broadcast.accept(GoldenEvents.received(type.typeName())));
        }
    }

    @Test
    void aThreadOpensAndClosesByGoldenEvents() {
        expectThread(EventType.ARTICLE_PUBLISHED, 200);
        expectThread(EventType.ARTICLE_REVISED, 200);
        expectThread(EventType.ARTICLE_UNPUBLISHED, 404);
        expectThread(EventType.ARTICLE_REMOVED, 404);
    }

    private void expectThread(EventType type, int status) {
        kafka.send(GoldenEvents.toSend(type.typeName())).join();
        ArticleState golden = data(type, ArticleState.class);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(knownVersions(golden)).containsExactly(golden.version()));
        stranger.get()
                .uri("/api/articles/{id}/comments", golden.articleId())
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    private List<Long> knownVersions(ArticleState article) {
        return database.sql("SELECT version FROM article WHERE id = :id")
                .bind("id", article.articleId())
                .mapValue(Long.class)
                .all()
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    @Test
    void aNameOfAGoldenAccountIsKeptForItsOwner() {
        AccountState golden = data(EventType.ACCOUNT_CHANGED, AccountState.class);
        Map<String, Object> comment = Map.of(
                "author", Map.of("name", golden.name(), "email", "somebody@example.org"), "body", "Signed by another");
        kafka.send(GoldenEvents.toSend(EventType.ACCOUNT_CHANGED.typeName())).join();
        await().atMost(PATIENCE).untilAsserted(() -> stranger.post()
                .uri("/api/articles/{id}/comments", article("open"))
                .bodyValue(comment)
                .exchange()
                .expectStatus()
                .isEqualTo(422));
    }

    private static <T extends Record> T data(EventType type, Class<T> dataClass) {
        return CloudEventsCodec.decode(GoldenEvents.received(type.typeName())).data(dataClass);
    }
}
