package org.pressroom.common.consuming;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.events.UndecodableEvent;
import org.pressroom.common.outage.Outages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Puts records aside that cannot be handled: as they are, with who could not handle them, from where, and why. */
final class DeadLetterSender {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterSender.class);
    private static final int MAX_REASON = 500;
    private static final int CAUSES_TOLD = 10;

    private final KafkaTemplate<String, byte[]> kafka;

    DeadLetterSender(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    /** Completes once Kafka has acknowledged the dead letter. */
    Mono<Void> send(String consumer, ConsumerRecord<String, byte[]> record, Throwable failure) {
        String reason = reason(failure);
        // What a rule refused says it all; what nobody foresaw is told with its stack trace.
        LOG.error(
                "{} cannot handle {}-{}@{}, a dead letter: {}",
                consumer,
                record.topic(),
                record.partition(),
                record.offset(),
                reason,
                isForeseen(failure) ? null : withoutMessages(failure, CAUSES_TOLD));
        ProducerRecord<String, byte[]> letter = new ProducerRecord<>(
                EventTopic.deadLetterNameOf(record.topic()),
                record.partition(),
                record.key(),
                record.value(),
                record.headers());
        Headers headers = letter.headers();
        put(headers, DeadLetterHeaders.CONSUMER, consumer);
        put(headers, DeadLetterHeaders.TOPIC, record.topic());
        put(headers, DeadLetterHeaders.PARTITION, Integer.toString(record.partition()));
        put(headers, DeadLetterHeaders.OFFSET, Long.toString(record.offset()));
        put(headers, DeadLetterHeaders.REASON, reason);
        // Asking for it on a thread that may block: send() itself waits while it fetches metadata.
        return Mono.fromFuture(() -> kafka.send(letter))
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Where it happened: a message may quote what is personal, and that is in no log. */
    private static Throwable withoutMessages(Throwable failure, int causes) {
        Throwable cause = failure.getCause();
        Throwable told = new Throwable(
                failure.getClass().getName(), cause == null || causes == 0 ? null : withoutMessages(cause, causes - 1));
        told.setStackTrace(failure.getStackTrace());
        return told;
    }

    private static boolean isForeseen(Throwable failure) {
        return failure instanceof EventRefused || failure instanceof UndecodableEvent;
    }

    /** Only our own words: the message of any other failure may quote what is personal. */
    private static String reason(Throwable failure) {
        String reason = isForeseen(failure)
                ? failure.getClass().getSimpleName() + ": " + failure.getMessage()
                : Outages.kinds(failure);
        return reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
    }
}
