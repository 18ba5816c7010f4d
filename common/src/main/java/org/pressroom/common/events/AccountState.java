package org.pressroom.common.events;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The public side of a member of staff.
 *
 * @param version grows with every change
 * @param active false once the account was closed
 * @param bio what readers are told of the author, as plain text; null for nothing
 * @param picture of the author: an http or https address, or a path on the site; null for none
 */
public record AccountState(
        UUID accountId,
        long version,
        String slug,
        String name,
        boolean active,
        @Nullable String bio,
        @Nullable String picture) {

    /** Of somebody who says nothing more. */
    public AccountState(UUID accountId, long version, String slug, String name, boolean active) {
        this(accountId, version, slug, name, active, null, null);
    }
}
