package org.pressroom.common.deadletters;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Puts records aside that cannot be handled: as they are, with who could not handle them, from where, and why. */
public final class DeadLetterSender {

    static final String CONSUMER = "pressroom-consumer";
    static final String TOPIC = "pressroom-topic";
    static final String PARTITION = "pressroom-partition";
    static final String OFFSET = "pressroom-offset";
    static final String REASON = "pressroom-reason";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterSender.class);
    private static final int MAX_REASON = 500;

    private final KafkaTemplate<String, byte[]> kafka;

    public DeadLetterSender(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    /** Completes once Kafka has acknowledged the dead letter. */
    public Mono<Void> send(String consumer, ConsumerRecord<String, byte[]> record, Throwable failure) {
        LOG.error(
                "{} cannot handle {}-{}@{}: a dead letter",
                consumer,
                record.topic(),
                record.partition(),
                record.offset(),
                failure);
        ProducerRecord<String, byte[]> letter = new ProducerRecord<>(
                record.topic() + ".dlt", record.partition(), record.key(), record.value(), record.headers());
        Headers headers = letter.headers();
        put(headers, CONSUMER, consumer);
        put(headers, TOPIC, record.topic());
        put(headers, PARTITION, Integer.toString(record.partition()));
        put(headers, OFFSET, Long.toString(record.offset()));
        put(headers, REASON, reason(failure));
        // Asking for it on a thread that may block: send() itself waits while it fetches metadata.
        return Mono.fromFuture(() -> kafka.send(letter))
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String reason(Throwable failure) {
        String reason = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        return reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
    }
}
