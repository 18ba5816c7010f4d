package org.pressroom.common.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pressroom.common.events.ArticlesViewed;
import org.pressroom.common.events.EventType;

class EventSenderTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<MockProducer<String, byte[]>> producers = new CopyOnWriteArrayList<>();
    private final EventSender sender = new EventSender(this::open, "/test", Clock.systemUTC());
    private final AtomicInteger acknowledged = new AtomicInteger();

    private MockProducer<String, byte[]> open() {
        MockProducer<String, byte[]> producer =
                new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
        producers.add(producer);
        return producer;
    }

    @AfterEach
    void stop() {
        producers.forEach(producer -> {
            while (producer.completeNext()) {
                // nothing is left
            }
        });
        sender.stop();
    }

    private void send() {
        sender.send(
                EventType.ARTICLES_VIEWED,
                UUID.randomUUID(),
                new ArticlesViewed(Instant.EPOCH, List.of()),
                acknowledged::incrementAndGet);
    }

    private MockProducer<String, byte[]> producer(int number, int records) {
        await().atMost(LIMIT)
                .until(() -> producers.size() > number
                        && producers.get(number).history().size() == records);
        return producers.get(number);
    }

    private static String id(ProducerRecord<String, byte[]> record) {
        return new String(
                Objects.requireNonNull(record.headers().lastHeader("ce_id")).value(), StandardCharsets.UTF_8);
    }

    @Test
    void nobodyIsToldBeforeKafkaHasIt() {
        sender.start();
        send();
        MockProducer<String, byte[]> producer = producer(0, 1);
        assertThat(acknowledged).hasValue(0);
        producer.completeNext();
        assertThat(acknowledged).hasValue(1);
    }

    @Test
    void whatFailedIsSentAgainUnderTheSameIdWithAllThatCameBehindIt() {
        sender.start();
        send();
        send();
        MockProducer<String, byte[]> first = producer(0, 2);
        first.errorNext(new TimeoutException("no answer"));
        send();
        MockProducer<String, byte[]> second = producer(1, 3);
        assertThat(second.history().subList(0, 2).stream().map(EventSenderTest::id))
                .containsExactlyElementsOf(
                        first.history().stream().map(EventSenderTest::id).toList());
        while (second.completeNext()) {
            // all of them
        }
        assertThat(acknowledged).hasValue(3);
    }

    @Test
    void whatIsUnderWayIsWaitedForAtTheEnd() throws InterruptedException {
        sender.start();
        send();
        MockProducer<String, byte[]> producer = producer(0, 1);
        Thread stopping = new Thread(sender::stop);
        stopping.start();
        assertThat(stopping.isAlive()).isTrue();
        producer.completeNext();
        stopping.join(LIMIT.toMillis());
        assertThat(stopping.isAlive()).isFalse();
        assertThat(acknowledged).hasValue(1);
    }
}
