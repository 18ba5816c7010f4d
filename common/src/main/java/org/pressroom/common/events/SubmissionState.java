package org.pressroom.common.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the review of an article stands: no text, no name, no address.
 *
 * @param version grows with every step of the article's review
 * @param status {@code submitted}, {@code returned}, {@code withdrawn} or {@code published}
 * @param authorId whose the article is
 * @param actorId who did it; null for the house itself, such as at a time that was ordered
 * @param at when it came to be so
 * @param concernedIds whom it concerns beside those whose work it is to review; never who did it
 */
public record SubmissionState(
        UUID articleId,
        long version,
        String status,
        UUID authorId,
        @Nullable UUID actorId,
        Instant at,
        List<UUID> concernedIds) {

    public SubmissionState {
        concernedIds = List.copyOf(concernedIds);
    }
}
