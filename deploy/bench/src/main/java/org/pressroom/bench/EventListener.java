package org.pressroom.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A plain consumer of a topic, with the settings that consumers have by default. Each event's time runs from its
 * {@code ce_time}, which is taken inside the transaction that it belongs to, just before the commit: the commit itself,
 * the outbox, the relay, the broker and the fetch are all in it. Both clocks are this machine's.
 */
final class EventListener implements AutoCloseable {
    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile Latencies latencies = new Latencies();
    private volatile boolean closed;

    EventListener(Properties client, String topic) throws IOException, InterruptedException {
        this.topic = topic;
        consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        thread = new Thread(this::listen, "events");
        thread.setDaemon(true);
        thread.start();
        if (!ready.await(30, TimeUnit.SECONDS)) {
            close();
            throw new IOException(topic + " cannot be read");
        }
    }

    private void listen() {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        ready.countDown();
        while (!closed) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                Header time = record.headers().lastHeader("ce_time");
                if (time != null) {
                    Instant occurred = Instant.parse(new String(time.value(), StandardCharsets.UTF_8));
                    latencies.add(ChronoUnit.NANOS.between(occurred, Instant.now()));
                }
            }
        }
        consumer.close();
    }

    /** What was measured since this was asked last. */
    Latencies take() {
        Latencies taken = latencies;
        latencies = new Latencies();
        return taken;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
