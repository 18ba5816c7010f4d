package org.pressroom.comment.commenting;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import org.pressroom.common.validation.Text;
import org.pressroom.common.validation.TextLimits;

/** A comment's new text. */
@Schema(name = "CommentEditRequest")
record EditRequest(
        @NotNull(message = "is required") @Text(min = 1, max = TextLimits.COMMENT)
        String body) {}
