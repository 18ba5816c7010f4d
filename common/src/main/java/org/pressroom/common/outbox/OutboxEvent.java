package org.pressroom.common.outbox;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.EventType;

/**
 * What is left in the outbox.
 *
 * @param key what its order is kept by
 * @param subject what it is about; often the key itself
 * @param data of the type's class; null for a tombstone
 * @param traceparent the trace that it belongs to; null for that of the current work
 */
public record OutboxEvent(
        EventType type,
        UUID key,
        UUID subject,
        @Nullable Record data,
        @Nullable String traceparent) {

    /** An event of the current work. */
    public OutboxEvent(EventType type, UUID key, UUID subject, @Nullable Record data) {
        this(type, key, subject, data, null);
    }

    /** The same, of the given trace. */
    public OutboxEvent within(@Nullable String trace) {
        return new OutboxEvent(type, key, subject, data, trace);
    }
}
