package org.pressroom.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.events.NotificationCompleted;
import org.pressroom.common.events.SubscriptionState;
import org.pressroom.testkit.Servers;

/** What this service tells others. */
class EventsTest extends ServiceTest {

    @Test
    void othersHearOfASubscriptionAndItsEndButNotWhoseItIs() {
        String email = address("ann");
        String tag = slug();
        String manage = subscribed(email, subject("tag", tag));
        stranger.delete()
                .uri("/api/subscriptions/{token}?erase=true", manage)
                .exchange()
                .expectStatus()
                .isNoContent()
                .expectBody()
                .isEmpty();

        List<SubscriptionState> states = new ArrayList<>();
        read(record -> {
            assertThat(new String(record.value(), StandardCharsets.UTF_8)).doesNotContain("@", email);
            if (CloudEventsCodec.decode(record).data() instanceof SubscriptionState state
                    && (state.topics().contains(new SubscriptionState.Subject("tag", tag))
                            || states.stream()
                                    .anyMatch(known -> known.subscriptionId().equals(state.subscriptionId())))) {
                states.add(state);
            }
            return states.size() == 2;
        });

        assertThat(states).extracting(SubscriptionState::status).containsExactly("confirmed", "ended");
        assertThat(states.get(1).version()).isGreaterThan(states.get(0).version());
    }

    @Test
    void othersHearOnceThatANotificationIsCompleted() {
        String category = slug();
        subscribed(address("bea"), subject("category", category));
        ArticleState article = article("Told to others", category);
        publish(article);
        completed(article);

        List<NotificationCompleted> events = new ArrayList<>();
        read(record -> {
            if (CloudEventsCodec.decode(record).data() instanceof NotificationCompleted completed
                    && completed.articleId().equals(article.articleId())) {
                events.add(completed);
            }
            return !events.isEmpty();
        });

        NotificationCompleted event = events.get(0);
        assertThat(event.recipients()).isEqualTo(1);
        assertThat(event.sent()).isEqualTo(1);
        assertThat(event.failed() + event.uncertain() + event.skipped()).isZero();
    }

    private interface Reader {
        boolean isEnough(ConsumerRecord<String, byte[]> record);
    }

    /** Reads the topic from its beginning until it is enough. */
    private void read(Reader reader) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Servers.running().bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(EventTopic.SUBSCRIPTION_EVENTS.topicName()).stream()
                            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(PATIENCE).until(() -> {
                boolean enough = false;
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    enough = reader.isEnough(record) || enough;
                }
                return enough;
            });
        }
    }
}
