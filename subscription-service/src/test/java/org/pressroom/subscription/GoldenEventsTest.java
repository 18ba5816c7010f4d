package org.pressroom.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pressroom.common.consuming.EventBroadcast;
import org.pressroom.common.consuming.EventConsumer;
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
                        EventType.SITE_CHANGED);
        assertThat(broadcasts).flatExtracting(EventBroadcast::types).containsExactly(EventType.ARTICLE_PUBLISHED);
        for (EventBroadcast broadcast : broadcasts) {
            broadcast.types().forEach(type -> broadcast.accept(GoldenEvents.received(type.typeName())));
        }
    }

    @Test
    void aGoldenPublicationIsToldOnceWhateverFollows() {
        ArticleState published = CloudEventsCodec.decode(GoldenEvents.received(EventType.ARTICLE_PUBLISHED.typeName()))
                .data(ArticleState.class);
        kafka.send(GoldenEvents.toSend(EventType.ARTICLE_PUBLISHED.typeName())).join();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        notification(published).path("publication").asInt())
                .isEqualTo(published.publication()));
        for (EventType later :
                List.of(EventType.ARTICLE_REVISED, EventType.ARTICLE_UNPUBLISHED, EventType.ARTICLE_REMOVED)) {
            kafka.send(GoldenEvents.toSend(later.typeName())).join();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(knownStatus(published)).isEqualTo("removed"));
        assertThat(json(admin.get().uri("/api/notifications?limit=100")).path("items").values().stream()
                        .filter(item -> item.path("articleId")
                                .asString()
                                .equals(published.articleId().toString())))
                .hasSize(1);
    }

    private String knownStatus(ArticleState article) {
        return database.sql("SELECT status FROM article WHERE id = :id")
                .bind("id", article.articleId())
                .mapValue(String.class)
                .one()
                .blockOptional(PATIENCE)
                .orElse("");
    }
}
