package org.pressroom.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pressroom.common.consuming.EventBroadcast;
import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.events.EventType;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.StubService.Reply;
import org.pressroom.testkit.GoldenEvents;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** The gateway understands the golden events that all programs share: each drops what shows its article. */
class GoldenEventsTest extends GatewayTest {

    /** The article that all golden events are about. */
    private static final String ARTICLE_ID = "01990a3f-6d2c-7a51-8c3e-5b1f0f6d9a01";

    @Autowired
    private List<EventBroadcast> broadcasts;

    @Autowired
    private List<EventConsumer> consumers;

    @Test
    void eachTypeThatIsListenedToDropsWhatShowsItsArticle() {
        assertThat(consumers)
                .flatExtracting(EventConsumer::types)
                .containsExactlyInAnyOrder(
                        EventType.DRAFT_SUBMITTED,
                        EventType.DRAFT_RETURNED,
                        EventType.DRAFT_NOTED,
                        EventType.SUBMISSION_PUBLISHED,
                        EventType.SCHEDULE_REFUSED,
                        EventType.AUTHORS_NAMED);
        for (EventConsumer consumer : consumers) {
            consumer.types().forEach(type -> consumer.replay(GoldenEvents.received(type.typeName()))
                    .block(Duration.ofSeconds(20)));
        }
        // What is added here has its golden event, which this goes through.
        assertThat(broadcasts)
                .flatExtracting(EventBroadcast::types)
                .containsExactlyInAnyOrder(
                        EventType.ARTICLE_PUBLISHED,
                        EventType.ARTICLE_REVISED,
                        EventType.ARTICLE_UNPUBLISHED,
                        EventType.ARTICLE_REMOVED,
                        EventType.ARTICLE_COUNTED,
                        EventType.COMMENT_APPROVED,
                        EventType.COMMENT_HELD,
                        EventType.COMMENT_REJECTED,
                        EventType.COMMENT_REMOVED,
                        EventType.ACCOUNT_CHANGED,
                        EventType.TERM_CHANGED,
                        EventType.TERM_REMOVED,
                        EventType.REDIRECT_ADDED,
                        EventType.REDIRECT_REMOVED,
                        EventType.SITE_CHANGED);
        for (EventBroadcast broadcast : broadcasts) {
            // Versions of the thread grow in this order.
            broadcast.types().stream().sorted().forEach(type -> {
                if (type.topic() == EventTopic.REDIRECT_EVENTS) {
                    assertLeadsElsewhere(broadcast, type);
                } else {
                    assertDrops(broadcast, type);
                }
            });
        }
    }

    private void assertDrops(EventBroadcast broadcast, EventType type) {
        String uri = "/api/articles/golden-" + UUID.randomUUID();
        answers("before");
        assertThat(read(uri)).as("%s, first", type).isEqualTo("before");
        answers("after");
        assertThat(read(uri)).as("%s, kept", type).isEqualTo("before");
        broadcast.accept(GoldenEvents.received(type.typeName()));
        if (type.topic() == EventTopic.SITE_EVENTS) {
            // How the site is has to be read first.
            await().atMost(Duration.ofSeconds(10)).until(() -> read(uri).equals("after"));
        }
        assertThat(read(uri)).as("%s, dropped", type).isEqualTo("after");
    }

    private void assertLeadsElsewhere(EventBroadcast broadcast, EventType type) {
        String uri = "/golden-" + UUID.randomUUID();
        ARTICLE.answers(Reply.json(200, "{\"status\":301,\"location\":\"/before\"}"));
        assertThat(location(uri)).as("%s, first", type).isEqualTo("/before");
        ARTICLE.answers(Reply.json(200, "{\"status\":301,\"location\":\"/after\"}"));
        assertThat(location(uri)).as("%s, kept", type).isEqualTo("/before");
        broadcast.accept(GoldenEvents.received(type.typeName()));
        assertThat(location(uri)).as("%s, dropped", type).isEqualTo("/after");
    }

    private String location(String uri) {
        return String.valueOf(anonymous()
                .get()
                .uri(uri)
                .accept(MediaType.TEXT_HTML)
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.MOVED_PERMANENTLY)
                .returnResult(String.class)
                .getResponseHeaders()
                .getFirst(HttpHeaders.LOCATION));
    }

    private static void answers(String text) {
        ARTICLE.answers(Reply.json(
                200,
                text,
                "ETag",
                "\"" + text + "\"",
                "Cache-Tag",
                "article:%1$s, thread:%1$s, list".formatted(ARTICLE_ID)));
    }

    private String read(String uri) {
        return String.valueOf(anonymous()
                .get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
