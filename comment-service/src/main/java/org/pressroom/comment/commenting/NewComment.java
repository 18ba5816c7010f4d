package org.pressroom.comment.commenting;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.validation.Line;
import org.pressroom.common.validation.Text;

/**
 * What a reader sends.
 *
 * @param author required of strangers; the staff are known by their token
 * @param body Markdown
 */
record NewComment(
        @Valid @Nullable Author author,

        @NotNull(message = "is required") @Text(min = 1, max = NewComment.MAX_BODY)
        String body,

        @Nullable UUID parentId,
        @Nullable Boolean notifyReplies) {

    static final int MAX_BODY = 10_000;
    private static final int MAX_NAME = 80;

    /** Who they say they are. */
    record Author(
            @NotNull(message = "is required") @Line(min = 1, max = MAX_NAME)
            String name,

            @NotNull(message = "is required") @MailAddress String email,
            @WebAddress @Nullable String website) {}
}
