package org.pressroom.gateway.accounts;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.security.Role;

/**
 * Make an account.
 *
 * @param slug null for one like its name
 * @param passwordHash made before: hashing is slow, and never to be waited for inside a transaction
 */
record CreateAccount(String username, String name, @Nullable String slug, Set<Role> roles, String passwordHash) {}
