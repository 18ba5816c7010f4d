package org.pressroom.common.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody named others as authors of an article.
 *
 * @param actorId who did it; null for the house itself
 * @param concernedIds those who are its authors from now on and were not before; never who did it
 */
public record AuthorsNamed(UUID articleId, @Nullable UUID actorId, Instant at, List<UUID> concernedIds) {

    public AuthorsNamed {
        concernedIds = List.copyOf(concernedIds);
    }
}
