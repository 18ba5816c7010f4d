package org.pressroom.common.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a comment: no text, no name, no address.
 *
 * @param version grows with every change of the comment
 * @param status {@code pending}, {@code approved}, {@code held}, {@code rejected} or {@code deleted}
 * @param at when it came to be so
 * @param threadVersion the version of its thread from then on, which grows where readers see something else; null where that
 *     is not said, as of what nobody has judged yet
 */
public record CommentState(
        UUID commentId,
        UUID articleId,
        @Nullable UUID parentId,
        long version,
        String status,
        Instant at,
        @Nullable Long threadVersion) {

    /** Of a comment that nobody has judged yet. */
    public CommentState(
            UUID commentId, UUID articleId, @Nullable UUID parentId, long version, String status, Instant at) {
        this(commentId, articleId, parentId, version, status, at, null);
    }

    /** The same, with the version that its thread has by it. */
    public CommentState inThread(long threadsVersion) {
        return new CommentState(commentId, articleId, parentId, version, status, at, threadsVersion);
    }
}
