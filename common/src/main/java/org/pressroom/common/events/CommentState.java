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
 */
public record CommentState(
        UUID commentId, UUID articleId, @Nullable UUID parentId, long version, String status, Instant at) {}
