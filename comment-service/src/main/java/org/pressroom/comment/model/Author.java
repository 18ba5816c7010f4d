package org.pressroom.comment.model;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote a comment, as it is kept.
 *
 * @param accountId of the staff; null for a stranger
 * @param notifyReplies whether they want to hear of answers
 */
public record Author(
        @Nullable UUID accountId,
        String name,
        @Nullable String email,
        @Nullable String website,
        boolean notifyReplies) {

    /** What is left of a stranger who is forgotten: nothing that says who they were. */
    public static final Author ANONYMOUS = new Author(null, "", null, null, false);

    public boolean isStaff() {
        return accountId != null;
    }
}
