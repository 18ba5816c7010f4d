package org.pressroom.comment.commenting;

import jakarta.validation.constraints.NotNull;
import org.pressroom.common.validation.Limits;
import org.pressroom.common.validation.Text;

/** A comment's new text. */
record Correction(
        @NotNull(message = "is required") @Text(min = 1, max = Limits.COMMENT)
        String body) {}
