package org.pressroom.comment.commenting;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.staff.StaffNames;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
import org.pressroom.common.text.EmailAddress;

/**
 * Who signs a comment: the staff by their token, anybody else by what they say.
 *
 * @param looks what a stranger's name may be taken for; empty for the staff
 */
record Signature(
        @Nullable UUID accountId,
        String name,
        @Nullable String email,
        @Nullable String website,
        Set<String> looks) {

    static Signature of(NewComment.@Nullable Author author, Caller caller, StaffNames staffNames) {
        // One address is one however it was typed.
        String email = author == null
                ? null
                : EmailAddress.of(author.email()).orElseThrow().mailbox();
        String website =
                author == null || author.website() == null || author.website().isEmpty() ? null : author.website();
        String staffName = caller.name();
        if (caller.accountId() != null && staffName != null) {
            return new Signature(caller.accountId(), staffName, email, website, Set.of());
        } else if (author == null) {
            throw Problems.invalid("author", "is required");
        }
        String name = author.name().strip();
        return new Signature(null, name, email, website, staffNames.looksOfStranger(name));
    }
}
