package org.pressroom.article;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.events.EventType;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/** What the program tells others and hears from them, on the real broker. */
@TestComponent
public class Events implements DisposableBean {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration AGAIN = Duration.ofMillis(20);

    private final Map<EventTopic, Follower> followers = new ConcurrentHashMap<>();
    private final String servers;
    private final KafkaProducer<String, byte[]> producer;

    Events(Environment environment) {
        servers = environment.getRequiredProperty("spring.kafka.bootstrap-servers");
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "acks", "all"), new StringSerializer(), new ByteArraySerializer());
    }

    /** An event that was told; the data of a tombstone is JSON null. */
    public record Told(String type, Map<String, String> headers, JsonNode data) {}

    /** All events of a key, in order, once there are enough. */
    public List<Told> of(EventTopic topic, UUID key, int atLeast) {
        return of(topic, key, told -> told.size() >= atLeast);
    }

    /** All events of a key, in order, once they are what is waited for. */
    public List<Told> of(EventTopic topic, UUID key, Predicate<List<Told>> enough) {
        Follower follower = followers.computeIfAbsent(topic, this::follow);
        return await().atMost(LIMIT).pollInterval(AGAIN).until(() -> follower.of(key), enough);
    }

    private Follower follow(EventTopic topic) {
        Follower follower = new Follower(topic);
        follower.setDaemon(true);
        follower.start();
        return follower;
    }

    /** Reads a topic from its beginning on, once for all who ask. */
    private final class Follower extends Thread {

        private final Map<String, List<Told>> byKey = new ConcurrentHashMap<>();
        private final EventTopic topic;

        private Follower(EventTopic topic) {
            super("events of " + topic.topicName());
            this.topic = topic;
        }

        private List<Told> of(UUID key) {
            return List.copyOf(byKey.getOrDefault(key.toString(), List.of()));
        }

        @Override
        public void run() {
            try (KafkaConsumer<String, byte[]> consumer = consumer()) {
                List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                while (true) {
                    consumer.poll(Duration.ofMinutes(1)).forEach(record -> byKey.computeIfAbsent(
                                    String.valueOf(record.key()), key -> new CopyOnWriteArrayList<>())
                            .add(told(record)));
                }
            } catch (InterruptException ended) {
                interrupt();
            }
        }
    }

    /** Tells the program something; done when the broker has it. */
    public void tell(EventType type, UUID key, Record data) {
        tell(type, key, UUID.randomUUID(), data);
    }

    /** The same with an id of its own, so that it can be told twice. */
    public void tell(EventType type, UUID key, UUID eventId, Record data) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(type.topic().topicName(), key.toString(), CloudEventsCodec.encode(data));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", eventId.toString(),
                        "ce_type", type.typeName(),
                        "ce_source", "/test",
                        "ce_time", Instant.now().toString(),
                        "ce_subject", key.toString(),
                        "content-type", "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(record).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public void destroy() {
        followers.values().forEach(Thread::interrupt);
        producer.close();
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "enable.auto.commit", false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private static Told told(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return new Told(
                headers.getOrDefault("ce_type", ""),
                headers,
                record.value() == null ? NullNode.getInstance() : JSON.readTree(record.value()));
    }
}
