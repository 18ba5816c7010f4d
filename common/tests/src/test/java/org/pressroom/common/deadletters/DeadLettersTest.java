package org.pressroom.common.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pressroom.common.app.CommonTest;
import org.pressroom.common.app.Topics;
import org.pressroom.common.consuming.DeadLetterHeaders;
import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.consuming.EventRefused;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.SubscriptionState;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.paging.Page;
import org.pressroom.testkit.Tokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

@CommonTest
class DeadLettersTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TOPIC = EventTopic.SUBSCRIPTION_EVENTS.deadLetterName();

    @Autowired
    EventConsumers consumers;

    @Autowired
    KafkaTemplate<String, byte[]> kafka;

    @Autowired
    WebTestClient client;

    private final UUID key = Ids.next();
    private final AtomicBoolean mended = new AtomicBoolean();
    private final List<String> acted = new CopyOnWriteArrayList<>();
    private final List<EventConsumer> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(EventConsumer::stop);
    }

    @Test
    void aDeadLetterIsListedAndHandedToItsOwnConsumerOnceMore() {
        String strict = start("strict");
        start("easy-going");
        Topics.send(kafka, List.of(event()));
        ConsumerRecord<String, byte[]> letter = letterOf(strict);
        await().atMost(SOON).untilAsserted(() -> assertThat(acted).hasSize(1));

        DeadLetter listed = listed(letter);
        assertThat(listed.consumer()).isEqualTo(strict);
        assertThat(listed.type()).isEqualTo("subscription.ended.v1");
        assertThat(listed.reason()).isEqualTo("EventRefused: not yet");
        assertThat(listed.origin()).startsWith("subscription-events-" + letter.partition() + "@");
        assertThat(listed.key()).isEqualTo(key.toString());
        assertThat(listed.handled()).isFalse();

        replay(letter)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("It is refused again: not yet");
        assertThat(listed(letter).handled()).isFalse();

        mended.set(true);
        replay(letter).expectStatus().isNoContent();
        replay(letter).expectStatus().isNoContent();

        assertThat(acted).hasSize(2).filteredOn(name -> name.equals(strict)).hasSize(1);
        assertThat(listed(letter).handled()).isTrue();
    }

    @Test
    void aDeadLetterThatIsNotThereIsNotFound() {
        for (Map<String, Object> place : List.<Map<String, Object>>of(
                Map.of("topic", TOPIC, "partition", 0, "offset", 1_000_000),
                Map.of("topic", TOPIC, "partition", 12, "offset", 0),
                Map.of("topic", TOPIC, "partition", -1, "offset", 0),
                Map.of("topic", TOPIC, "partition", 0, "offset", -1),
                Map.of("topic", "article-events", "partition", 0, "offset", 0),
                Map.of("topic", "__consumer_offsets", "partition", 0, "offset", 0))) {
            replay(place).expectStatus().isNotFound();
        }
    }

    @Test
    void aDeadLetterOfAnotherProgramIsNeitherListedNorReplayed() {
        var record = event();
        var foreign = new org.apache.kafka.clients.producer.ProducerRecord<>(
                TOPIC, 3, record.key(), record.value(), record.headers());
        foreign.headers()
                .add(DeadLetterHeaders.CONSUMER, "somebody-else".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Topics.send(kafka, List.of(foreign));
        ConsumerRecord<String, byte[]> letter = Topics.await(TOPIC, key, 1).get(0);

        replay(letter).expectStatus().isNotFound();
        assertThat(list().items()).extracting(DeadLetter::consumer).doesNotContain("somebody-else");
    }

    @Test
    void onlyAdminsSeeThem() {
        client.get()
                .uri("/internal/dead-letters")
                .headers(h -> h.setBearerAuth(Tokens.anonymous()))
                .exchange()
                .expectStatus()
                .isUnauthorized();
        client.get()
                .uri("/internal/dead-letters")
                .headers(h -> h.setBearerAuth(Tokens.staff("editor", "moderator")))
                .exchange()
                .expectStatus()
                .isForbidden();
        client.post()
                .uri("/internal/dead-letters/replays")
                .headers(h -> h.setBearerAuth(Tokens.staff("editor")))
                .bodyValue(Map.of("topic", TOPIC, "partition", 0, "offset", 0))
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void aPlaceThatIsNotWholeIsRefused() {
        replay(Map.of("topic", TOPIC))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[*].field")
                .isEqualTo(List.of("offset", "partition"));
        client.get()
                .uri("/internal/dead-letters?limit=0")
                .headers(h -> h.setBearerAuth(Tokens.staff("admin")))
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    private String start(String kind) {
        String name = kind + "-" + Ids.next();
        EventConsumer consumer = consumers
                .group(name)
                .on(EventType.SUBSCRIPTION_ENDED, SubscriptionState.class, (event, state) -> {
                    if (!state.subscriptionId().equals(key)) {
                        return Mono.empty();
                    }
                    return kind.equals("strict") && !mended.get()
                            ? Mono.error(new EventRefused("not yet"))
                            : Mono.fromRunnable(() -> acted.add(name));
                })
                .build();
        started.add(consumer);
        consumer.start();
        return name;
    }

    private org.apache.kafka.clients.producer.ProducerRecord<String, byte[]> event() {
        return Topics.event(
                EventType.SUBSCRIPTION_ENDED,
                key,
                new SubscriptionState(key, 1, "ended", List.of(), "instant", java.time.Instant.EPOCH));
    }

    private ConsumerRecord<String, byte[]> letterOf(String consumer) {
        return Topics.await(
                        TOPIC,
                        record -> key.toString().equals(record.key())
                                && consumer.equals(Topics.headers(record).get(DeadLetterHeaders.CONSUMER)),
                        1)
                .get(0);
    }

    private DeadLetter listed(ConsumerRecord<String, byte[]> letter) {
        return list().items().stream()
                .filter(found -> found.topic().equals(letter.topic())
                        && found.partition() == letter.partition()
                        && found.offset() == letter.offset())
                .findFirst()
                .orElseThrow();
    }

    private Page<DeadLetter> list() {
        Page<DeadLetter> page = client.get()
                .uri("/internal/dead-letters?limit=100")
                .headers(h -> h.setBearerAuth(Tokens.staff("admin")))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(new ParameterizedTypeReference<Page<DeadLetter>>() {})
                .returnResult()
                .getResponseBody();
        return java.util.Objects.requireNonNull(page);
    }

    private WebTestClient.ResponseSpec replay(ConsumerRecord<String, byte[]> letter) {
        return replay(Map.of("topic", letter.topic(), "partition", letter.partition(), "offset", letter.offset()));
    }

    private WebTestClient.ResponseSpec replay(Map<String, Object> place) {
        return client.post()
                .uri("/internal/dead-letters/replays")
                .headers(h -> h.setBearerAuth(Tokens.staff("admin")))
                .bodyValue(place)
                .exchange();
    }
}
