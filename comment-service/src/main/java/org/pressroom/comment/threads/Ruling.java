package org.pressroom.comment.threads;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision on a comment, as its history keeps it.
 *
 * @param decision {@code approve}, {@code hold}, {@code reject} or {@code spam}
 * @param status what the comment becomes by it
 * @param reasons sentences for moderators
 * @param moderatorId the account that decided; null where rules did
 * @param note what the moderator gave as a reason
 */
public record Ruling(
        String decision,
        CommentStatus status,
        double score,
        List<String> reasons,
        @Nullable UUID moderatorId,
        @Nullable String moderatorName,
        @Nullable String note,
        Instant at) {}
