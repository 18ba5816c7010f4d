package org.pressroom.comment.commenting;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.validation.Line;
import org.pressroom.common.validation.MailAddress;
import org.pressroom.common.validation.Text;
import org.pressroom.common.validation.TextLimits;
import org.pressroom.common.validation.WebAddress;

/**
 * What a reader sends.
 *
 * @param author required of strangers; the staff are known by their token
 * @param body Markdown
 */
@Schema(example = """
        {"author": {"name": "Ada", "email": "ada@example.org"}, "body": "Well said."}
        """)
record CommentRequest(
        @Valid @Nullable Author author,

        @NotNull(message = "is required") @Text(min = 1, max = TextLimits.COMMENT)
        String body,

        @Nullable UUID parentId,
        @Nullable Boolean notifyReplies) {

    /** Who they say they are. */
    record Author(
            @NotNull(message = "is required") @Line(min = 1, max = TextLimits.SIGNATURE)
            String name,

            @NotNull(message = "is required") @MailAddress String email,
            @WebAddress(max = TextLimits.WEBSITE) @Nullable String website) {}
}
