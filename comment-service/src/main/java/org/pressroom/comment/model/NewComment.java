package org.pressroom.comment.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A comment that is to be taken.
 *
 * @param answers the comment that its writer answers; null for the article itself
 * @param editableUntil until when its author can change it or take it back
 */
public record NewComment(
        UUID id,
        UUID articleId,
        @Nullable UUID answers,
        Author author,
        RenderedComment text,
        EditToken editToken,
        Instant at,
        Instant editableUntil) {

    /** The version of what is new. */
    public static final long VERSION = 1;

    /**
     * As it is submitted.
     *
     * @param parentId the comment beneath which it stands: what it answers, or what that answers
     */
    public Written submit(@Nullable UUID parentId) {
        return Comment.submit(id, articleId, parentId, at, editableUntil);
    }
}
