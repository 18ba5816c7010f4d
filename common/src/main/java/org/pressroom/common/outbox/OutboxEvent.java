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
 */
public record OutboxEvent(
        EventType type, UUID key, UUID subject, @Nullable Record data) {}
