package org.pressroom.comment.commenting;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.staff.StaffNames;
import org.pressroom.common.text.EmailAddress;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.RefusedException;

/**
 * Who signs a comment: the staff by their token, anybody else by what they say.
 *
 * @param skeletons what a stranger's name may be taken for; empty for the staff
 */
record Signature(
        @Nullable UUID accountId,
        String name,
        @Nullable String email,
        @Nullable String website,
        Set<String> skeletons) {

    /**
     * Who somebody says to be.
     *
     * @param email well-formed
     */
    record Said(String name, String email, @Nullable String website) {}

    /**
     * Reads who signs: not on an event loop.
     *
     * @param said null where nothing is said, as the staff need not
     * @param account of who is signed in; null for strangers
     * @throws RefusedException invalid, where a stranger says nothing, or takes a name of the site
     */
    static Signature of(@Nullable Said said, Actor.@Nullable Account account, StaffNames staffNames) {
        // One address is one however it was typed.
        String email = said == null
                ? null
                : EmailAddress.of(said.email()).orElseThrow().mailbox();
        String website =
                said == null || said.website() == null || said.website().isEmpty() ? null : said.website();
        String staffName = account == null ? null : account.name();
        if (account != null && staffName != null) {
            return new Signature(account.id(), staffName, email, website, Set.of());
        } else if (said == null) {
            throw RefusedException.invalid("author", "is required");
        }
        String name = said.name().strip();
        return new Signature(null, name, email, website, staffNames.skeletonsOf(name));
    }
}
