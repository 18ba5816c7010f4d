package org.pressroom.gateway.principals;

import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
import org.pressroom.common.security.Role;
import org.pressroom.gateway.routes.Scope;
import reactor.core.publisher.Mono;

/**
 * Who asks. Handlers take it as a method parameter; reactive code deeper down finds it with {@link #current()}.
 *
 * @param credential what the principal showed
 * @param accountId the account, null for strangers
 * @param accountVersion the version of the account that the rest was read from
 * @param credentialId the session or the token, null for strangers
 * @param scopes what the token may be used for, null where nothing limits it
 * @param validUntil when the token ends by itself, null where nothing ends it, and for sessions
 * @param subscribed whether the principal showed to be subscribed, on routes that ask for it
 * @param clientAddress the address of the client's machine
 */
public record Principal(
        Credential credential,
        @Nullable UUID accountId,
        long accountVersion,
        @Nullable String username,
        @Nullable String slug,
        @Nullable String name,
        Set<Role> roles,
        @Nullable UUID credentialId,
        @Nullable Set<Scope> scopes,
        @Nullable Instant validUntil,
        boolean subscribed,
        String clientAddress) {

    /** The account that nobody has. */
    private static final UUID HOUSE = new UUID(0x7000L, 0x8000_0000_0000_0001L);

    /** What somebody showed at the door. */
    public enum Credential {
        NONE,
        SESSION,
        TOKEN
    }

    /** Somebody who showed nothing, or a session that has ended. */
    public static Principal anonymous(String clientAddress) {
        return new Principal(
                Credential.NONE, null, 0, null, null, null, Set.of(), null, null, null, false, clientAddress);
    }

    /** The gateway in its own name, for what nobody asks for by a request. */
    public static Principal house() {
        return new Principal(
                Credential.TOKEN,
                HOUSE,
                0,
                null,
                "pressroom",
                "Pressroom",
                Set.of(Role.ADMIN),
                HOUSE,
                null,
                null,
                false,
                "127.0.0.1");
    }

    /** The principal of the request that is being handled. Empty outside of a request. */
    public static Mono<Principal> current() {
        return Mono.deferContextual(context -> Mono.justOrEmpty(context.getOrEmpty(Principal.class)));
    }

    /** The same, who has shown to be subscribed. */
    public Principal asSubscriber() {
        return new Principal(
                credential,
                accountId,
                accountVersion,
                username,
                slug,
                name,
                roles,
                credentialId,
                scopes,
                validUntil,
                true,
                clientAddress);
    }

    /** The account's id. Fails with 401 for strangers. */
    public UUID requireAccount() {
        if (accountId == null) {
            throw Problems.unauthorized();
        }
        return accountId;
    }

    /**
     * Does nothing for accounts that have one of the roles.
     *
     * @throws ProblemException 401 for strangers, 403 for everybody else
     */
    public void require(Role... anyOf) {
        requireAccount();
        if (Arrays.stream(anyOf).noneMatch(roles::contains)) {
            throw Problems.forbidden("Your account may not do this.");
        }
    }

    /**
     * Does nothing unless the principal came with a token that was made for less.
     *
     * @param read whether nothing is changed
     * @throws ProblemException 403
     */
    public void requireScope(Scope scope, boolean read) {
        boolean covered = scopes == null || scopes.contains(scope) || (read && scopes.contains(Scope.READ));
        if (!covered) {
            throw Problems.forbidden("This token was not made for that: it lacks the scope '" + scope.id() + "'.");
        }
    }

    /**
     * The roles that the principal may give to others: with a token, those whose accounts may do no more than the token
     * itself. Whoever gives an account roles or a password could sign in with it.
     */
    public Set<Role> grantableRoles() {
        return Arrays.stream(Role.values())
                .filter(role -> scopes == null || scopes.containsAll(Scope.allOf(role)))
                .collect(Collectors.toSet());
    }

    /**
     * Does nothing where the principal may give these roles to others.
     *
     * @throws ProblemException 403
     */
    public void requireGrantable(Set<Role> roles) {
        if (!grantableRoles().containsAll(roles)) {
            throw Problems.forbidden("This token was made for less than accounts of these roles may do.");
        }
    }

    /** The same person, as the code that all programs share knows callers. */
    public Caller caller() {
        return new Caller(accountId, roles, slug, name, subscribed, clientAddress);
    }
}
