package org.pressroom.comment.commenting;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How comments are taken.
 *
 * @param editWindow for so long the author can change a comment or take it back
 * @param maxDepth replies further down than this, 100 at most, stand beside what they answer: what happens to one comment
 *     is carried up to all above it, and that has to end
 */
@Validated
@ConfigurationProperties("pressroom.comments")
record CommentProperties(
        @DefaultValue("15m") @NotNull Duration editWindow,
        @DefaultValue("100") @Min(0) @Max(100) int maxDepth) {}
