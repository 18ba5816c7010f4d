package org.pressroom.article.publishing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;

/**
 * Show readers a draft as it is now.
 *
 * @param expected the draft's version
 * @param at since when they see it, not in the future; null for now
 * @param notifies whether subscribers are to hear of it, where it goes public with this; a revision leaves that as it was
 */
public record PublishArticle(
        UUID id,
        Actor actor,
        ExpectedVersion expected,
        @Nullable Instant at,
        boolean notifies) {}
