package org.pressroom.gateway.accounts;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.security.Role;
import org.pressroom.common.usecase.ExpectedVersion;

/**
 * Change an account. What is null stays. Where it is closed or gets a new password, its sessions and personal access
 * tokens end for good: whoever knew the old password may have made some, and reopening shall bring none back.
 *
 * @param grantable the roles that whoever orders it may give; who sets a password could sign in with it, and so gives all
 *     that the account has
 */
record UpdateAccount(
        UUID id,
        ExpectedVersion expected,
        @Nullable String name,
        @Nullable String slug,
        @Nullable Set<Role> roles,
        @Nullable String password,
        @Nullable Boolean active,
        Set<Role> grantable) {}
