package org.pressroom.common.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.tracing.TraceContext;

/** An event that waits in the outbox. */
@SuppressWarnings("ArrayRecordComponent")
record OutboxRow(
        long id,
        UUID eventId,
        String topic,
        String key,
        String type,
        String subject,
        Instant occurredAt,
        @Nullable String traceparent,
        byte @Nullable [] value) {

    /** The size of its value. */
    int bytes() {
        return value == null ? 0 : value.length;
    }

    /** What its order is kept by. */
    String lane() {
        return topic + '/' + key;
    }

    /**
     * The event as Kafka is given it.
     *
     * @param source the program's name
     */
    ProducerRecord<String, byte[]> toRecord(String source) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
        CloudEventsCodec.writeHeaders(record.headers(), eventId, type, "/" + source, occurredAt, subject);
        if (traceparent != null) {
            record.headers().add(TraceContext.TRACEPARENT, traceparent.getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }
}
