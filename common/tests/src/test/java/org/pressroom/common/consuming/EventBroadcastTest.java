package org.pressroom.common.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pressroom.common.app.CommonTest;
import org.pressroom.common.app.Topics;
import org.pressroom.common.events.ArticleCounted;
import org.pressroom.common.events.EventType;
import org.pressroom.common.ids.Ids;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.KafkaTemplate;

@CommonTest
class EventBroadcastTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Autowired
    EventConsumers consumers;

    @Autowired
    KafkaTemplate<String, byte[]> kafka;

    private final UUID key = Ids.next();
    private final List<Long> seenByOne = new CopyOnWriteArrayList<>();
    private final List<Long> seenByOther = new CopyOnWriteArrayList<>();
    private final List<EventBroadcast> started = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(EventBroadcast::stop);
    }

    @Test
    void everyListenerSeesWhatHappensFromNowOnAndPassesOverWhatIsMalformed() {
        Topics.send(kafka, List.of(counted(1)));
        EventBroadcast one = start(seenByOne);
        EventBroadcast other = start(seenByOther);
        await().atMost(SOON).until(() -> one.isListening() && other.isListening());

        Topics.send(
                kafka,
                List.of(
                        counted(2),
                        Topics.event(EventType.ARTICLE_COUNTED, key, "{".getBytes(StandardCharsets.UTF_8)),
                        Topics.event(EventType.ARTICLE_COUNTED, key, (byte[]) null),
                        counted(3),
                        counted(4)));

        await().atMost(SOON).untilAsserted(() -> assertThat(seenByOne).containsExactly(2L, 3L, 4L));
        await().atMost(SOON).untilAsserted(() -> assertThat(seenByOther).containsExactly(2L, 3L, 4L));
    }

    @Test
    void aListenerThatFailsSeesTheNextOne() {
        EventBroadcast listener = consumers
                .broadcast("test-" + Ids.next())
                .on(EventType.ARTICLE_COUNTED, ArticleCounted.class, (event, state) -> {
                    if (state.articleId().equals(key)) {
                        seenByOne.add(state.version());
                        if (state.version() == 1) {
                            throw new IllegalStateException("mistake");
                        }
                        throw new NoClassDefFoundError("half an update");
                    }
                })
                .build();
        started.add(listener);
        listener.start();
        await().atMost(SOON).until(listener::isListening);

        Topics.send(kafka, List.of(counted(1), counted(2), counted(3)));

        await().atMost(SOON).untilAsserted(() -> assertThat(seenByOne).containsExactly(1L, 2L, 3L));
    }

    private EventBroadcast start(List<Long> seen) {
        EventBroadcast broadcast = consumers
                .broadcast("test-" + Ids.next())
                .on(EventType.ARTICLE_COUNTED, ArticleCounted.class, (event, state) -> {
                    if (state.articleId().equals(key)) {
                        seen.add(state.version());
                    }
                })
                .build();
        started.add(broadcast);
        broadcast.start();
        return broadcast;
    }

    private ProducerRecord<String, byte[]> counted(long version) {
        return Topics.event(EventType.ARTICLE_COUNTED, key, new ArticleCounted(key, version, version));
    }
}
