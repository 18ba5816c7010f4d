package org.pressroom.comment.commenting;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Take a new comment.
 *
 * @param parentId what it answers; null for nothing
 * @param notifyReplies whether its writer wants to hear of answers
 */
record PostComment(
        UUID articleId,
        Signature signature,
        WrittenText text,
        @Nullable UUID parentId,
        boolean notifyReplies) {}
