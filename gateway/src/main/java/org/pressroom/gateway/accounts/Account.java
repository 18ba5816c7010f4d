package org.pressroom.gateway.accounts;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.AccountState;
import org.pressroom.common.security.Role;

/**
 * A member of staff.
 *
 * @param username what is typed to sign in, in lower case
 * @param name the byline
 * @param slug the byline in addresses
 * @param bio what readers are told of the author; null for nothing
 * @param picture of the author: an http or https address, or a path on this site; null for none
 * @param email where the account is told of what concerns it; private: staff who administer see it, and nobody else; null for
 *     none
 * @param active false once it was closed; a closed account cannot be used
 * @param version grows by one with each change
 */
public record Account(
        UUID id,
        String username,
        String name,
        String slug,
        @Nullable String bio,
        @Nullable String picture,
        Set<Role> roles,
        @Nullable String email,
        boolean active,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /** The same at its next version. */
    Account next(Instant now) {
        return new Account(id, username, name, slug, bio, picture, roles, email, active, version + 1, createdAt, now);
    }

    /** What others are told of it. */
    AccountState state() {
        return new AccountState(id, version, slug, name, active, bio, picture);
    }
}
