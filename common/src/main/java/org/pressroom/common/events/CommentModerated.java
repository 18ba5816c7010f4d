package org.pressroom.common.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verdict on a comment.
 *
 * @param decision {@code approve}, {@code hold}, {@code reject} or {@code spam}
 * @param score 0 (harmless) to 1 (certainly unwanted)
 * @param reasons names of the rules that spoke
 * @param moderatorId the account that decided; null where rules did
 */
public record CommentModerated(
        UUID commentId,
        UUID articleId,
        long version,
        String decision,
        double score,
        List<String> reasons,
        @Nullable UUID moderatorId,
        Instant at) {}
