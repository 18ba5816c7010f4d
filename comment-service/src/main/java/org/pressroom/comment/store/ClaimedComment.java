package org.pressroom.comment.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.markdown.Reading;
import org.pressroom.comment.model.CommentPolicy;

/**
 * A comment whose last text is to be judged, by whoever has this.
 *
 * @param version whose text it is: what is decided of it holds for no other
 * @param since when that text was written
 * @param until when anybody may claim it again
 * @param traceparent the trace that wrote it, if that is known
 * @param policy of its article; null while that is not known
 * @param staff whether a signed-in member of the staff wrote it
 * @param signature the name its author goes by and the address of their web site, if any
 * @param reading of the text; null where nobody kept it
 */
public record ClaimedComment(
        UUID id,
        UUID articleId,
        long version,
        Instant since,
        Instant until,
        @Nullable String traceparent,
        @Nullable CommentPolicy policy,
        boolean staff,
        String signature,
        @Nullable Reading reading) {}
