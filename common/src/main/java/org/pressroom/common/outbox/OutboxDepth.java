package org.pressroom.common.outbox;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much waits in the outbox.
 *
 * @param rows events not yet acknowledged by Kafka, counted up to 100,000; -1 before anybody looked
 * @param oldest when the oldest of them happened; null where none waits
 */
public record OutboxDepth(long rows, @Nullable Instant oldest) {

    static final OutboxDepth UNKNOWN = new OutboxDepth(-1, null);

    /** How long the oldest has waited. */
    public Duration age(Instant now) {
        return oldest == null ? Duration.ZERO : Duration.between(oldest, now);
    }
}
