package org.pressroom.common.usecase;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.security.Role;

/** On whose behalf something is done. */
public sealed interface Actor {

    /** Whether it may do what one of these roles may. */
    boolean mayActAs(Role... roles);

    /**
     * Somebody with an account.
     *
     * @param slug,name as readers see them; null where the account has none
     */
    record Account(
            UUID id,
            Set<Role> roles,
            @Nullable String slug,
            @Nullable String name) implements Actor {
        public Account {
            roles = Set.copyOf(roles);
        }

        @Override
        public boolean mayActAs(Role... wanted) {
            for (Role role : wanted) {
                if (roles.contains(role)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * The house itself, which may do all: what somebody who might has ordered before.
     *
     * @param task what acts, such as {@code schedule} or {@code import}
     */
    record House(String task) implements Actor {
        @Override
        public boolean mayActAs(Role... roles) {
            return true;
        }
    }
}
