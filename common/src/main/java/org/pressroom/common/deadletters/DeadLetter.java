package org.pressroom.common.deadletters;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be handled.
 *
 * @param topic the dead-letter topic; with {@code partition} and {@code offset} it names the dead letter
 * @param consumer who could not handle it
 * @param origin where it came from, as {@code topic-partition@offset}
 * @param eventId null where the record says none
 * @param type the event's type; null where the record says none
 * @param at when it was put aside
 * @param handled whether its consumer has acted on the event since
 */
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        String consumer,
        String origin,
        String reason,
        @Nullable String eventId,
        @Nullable String type,
        @Nullable String subject,
        @Nullable String key,
        Instant at,
        boolean handled) {}
