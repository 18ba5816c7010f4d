package org.pressroom.comment;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.pressroom.common.events.EventTopic;
import org.pressroom.testkit.Servers;

/** Keeps all that the service says on Kafka, from the first record on. */
final class Recorder {

    private static final Queue<ConsumerRecord<String, byte[]>> RECORDS = new ConcurrentLinkedQueue<>();

    static {
        Thread thread = new Thread(Recorder::record, "recorder");
        thread.setDaemon(true);
        thread.start();
    }

    private Recorder() {}

    /** What was said so far under a key. */
    static List<ConsumerRecord<String, byte[]>> of(UUID key) {
        return RECORDS.stream()
                .filter(record -> key.toString().equals(record.key()))
                .toList();
    }

    /** The types of events so far under a key about a subject, in order. */
    static List<String> types(UUID key, UUID subject) {
        return of(key).stream()
                .filter(record -> header(record, "ce_subject").equals(subject.toString()))
                .map(record -> header(record, "ce_type"))
                .toList();
    }

    /** All of a record as text. */
    static String text(ConsumerRecord<String, byte[]> record) {
        StringBuilder text = new StringBuilder(record.topic()).append(' ').append(record.key());
        for (Header header : record.headers()) {
            text.append(' ').append(header.key()).append('=').append(string(header.value()));
        }
        return text.append(' ').append(string(record.value())).toString();
    }

    static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : string(header.value());
    }

    private static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void record() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Servers.running().bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Stream.of("comment-events", "comment-events.dlt", "thread-figures")
                    .flatMap(topic -> IntStream.range(0, EventTopic.PARTITIONS)
                            .mapToObj(partition -> new TopicPartition(topic, partition)))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(Duration.ofMillis(200)).forEach(RECORDS::add);
            }
        }
    }
}
