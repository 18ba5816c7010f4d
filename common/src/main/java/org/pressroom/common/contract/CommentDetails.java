package org.pressroom.common.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One comment by its id.
 *
 * @param status {@code approved} for everybody; for its author also {@code pending}, {@code held}, {@code rejected} or
 *     {@code deleted}
 * @param body its Markdown, for its author only
 * @param editableUntil until when its author can change it, for its author only
 */
public record CommentDetails(
        UUID id,
        UUID articleId,
        @Nullable UUID parentId,
        int depth,
        String status,
        CommentView.Author author,
        String bodyHtml,
        Instant createdAt,
        @Nullable Instant editedAt,
        int replyCount,
        int score,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String body,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant editableUntil) {}
