package org.pressroom.common.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Somebody left a note on a draft, for those who work on it: what it says is not in it.
 *
 * @param authorId whose the article is
 * @param actorId who left it
 * @param concernedIds whom it concerns: the author, who handed it in and who left notes before; never who did it
 */
public record DraftNoted(
        UUID articleId, UUID noteId, UUID authorId, UUID actorId, Instant at, List<UUID> concernedIds) {

    public DraftNoted {
        concernedIds = List.copyOf(concernedIds);
    }
}
