package org.pressroom.common.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it was read from Kafka.
 *
 * @param id the same for every delivery of the same event
 * @param source the program that tells it
 * @param subject what it is about, more finely than the key
 * @param key what its order is kept by
 * @param data the contract record of its type
 * @param traceparent the trace that it belongs to, in its form on the wire
 */
public record ReceivedEvent(
        UUID id,
        EventType type,
        String source,
        Instant time,
        @Nullable String subject,
        String key,
        Record data,
        @Nullable String traceparent) {

    /** The data as the record that its type names. */
    public <T extends Record> T data(Class<T> dataClass) {
        return dataClass.cast(data);
    }
}
