package org.pressroom.common.security;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;

/**
 * Who calls, as the gateway's token says. A controller method takes it as a parameter.
 *
 * @param accountId null for a stranger
 * @param subscribed whether the caller showed to be subscribed, on addresses of which the gateway asks for that
 * @param clientAddress where the request came from, as the gateway saw it; personal data, never to be logged
 */
public record Caller(
        @Nullable UUID accountId,
        Set<Role> roles,
        @Nullable String slug,
        @Nullable String name,
        boolean subscribed,
        @Nullable String clientAddress) {

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Whether the caller has one of the roles. */
    public boolean has(Role... wanted) {
        for (Role role : wanted) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Lets pass who has one of the roles.
     *
     * @throws ProblemException 401 for strangers, 403 for others
     */
    public void require(Role... wanted) {
        requireAccount();
        if (!has(wanted)) {
            throw Problems.forbidden("Your account may not do this.");
        }
    }

    /** The account's id, or 401. */
    public UUID requireAccount() {
        if (accountId == null) {
            throw Problems.unauthorized();
        }
        return accountId;
    }
}
