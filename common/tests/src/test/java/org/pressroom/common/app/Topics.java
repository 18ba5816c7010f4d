package org.pressroom.common.app;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.events.EventType;
import org.pressroom.common.ids.Ids;
import org.pressroom.testkit.Servers;
import org.springframework.kafka.core.KafkaTemplate;

/** Writes to topics and reads from them past the code under test. */
public final class Topics {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Topics() {}

    /** An event as the relay would send it. */
    public static ProducerRecord<String, byte[]> event(EventType type, UUID key, Record data) {
        return event(type, key, CloudEventsCodec.encode(data));
    }

    /** An event whose value may be anything. */
    public static ProducerRecord<String, byte[]> event(EventType type, UUID key, byte @Nullable [] value) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(type.topic().topicName(), key.toString(), value);
        CloudEventsCodec.writeHeaders(
                record.headers(), Ids.next(), type.typeName(), "/test", Instant.now(), key.toString());
        return record;
    }

    /** Sends them in order; what is told after was taken by Kafka. */
    public static void send(KafkaTemplate<String, byte[]> kafka, List<ProducerRecord<String, byte[]>> records) {
        for (ProducerRecord<String, byte[]> record : records) {
            try {
                kafka.send(record).get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException(failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }

    /** Reads a topic from its beginning until so many records of the key were seen. */
    public static List<ConsumerRecord<String, byte[]>> await(String topic, UUID key, int count) {
        return await(topic, record -> key.toString().equals(record.key()), count);
    }

    /** Reads a topic from its beginning until so many such records were seen. */
    public static List<ConsumerRecord<String, byte[]>> await(
            String topic, Predicate<ConsumerRecord<String, byte[]>> wanted, int count) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = open(topic)) {
            Instant deadline = Instant.now().plus(LIMIT);
            while (found.size() < count) {
                if (Instant.now().isAfter(deadline)) {
                    throw new AssertionError(found.size() + " of " + count + " records in " + topic);
                }
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (wanted.test(record)) {
                        found.add(record);
                    }
                });
            }
        }
        return found;
    }

    /** All such records that are in the topic now. */
    public static List<ConsumerRecord<String, byte[]>> all(
            String topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = open(topic)) {
            Map<TopicPartition, Long> end = consumer.endOffsets(consumer.assignment());
            while (end.entrySet().stream().anyMatch(part -> consumer.position(part.getKey()) < part.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (wanted.test(record)) {
                        found.add(record);
                    }
                });
            }
        }
        return found;
    }

    public static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }

    private static KafkaConsumer<String, byte[]> open(String topic) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Servers.running().bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, EventTopic.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
