package org.pressroom.common.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What was ordered of an article for a time could not be done then: why, its draft says.
 *
 * @param publishes whether it was to go public; else it was to be taken from readers
 * @param at when it was tried
 * @param concernedIds whom it concerns: those whose article it is
 */
public record ScheduleRefused(UUID articleId, boolean publishes, Instant at, List<UUID> concernedIds) {

    public ScheduleRefused {
        concernedIds = List.copyOf(concernedIds);
    }
}
