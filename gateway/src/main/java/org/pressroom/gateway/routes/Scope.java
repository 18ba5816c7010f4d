package org.pressroom.gateway.routes;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.pressroom.common.security.Role;

/** What a personal access token may be limited to. A token never may more than its account. */
public enum Scope {
    /** Every read that the account may do. */
    READ,
    /** Articles, drafts and what belongs to them. */
    ARTICLES,
    /** Comments and their moderation. */
    COMMENTS,
    /** Subscribers and notifications. */
    SUBSCRIPTIONS,
    /** Accounts, tokens and operations. */
    ADMINISTRATION;

    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Without which scopes a token may not do all that accounts of the role may. */
    public static Set<Scope> allOf(Role role) {
        return switch (role) {
            case ADMIN -> Set.of(ARTICLES, COMMENTS, SUBSCRIPTIONS, ADMINISTRATION);
            case EDITOR -> Set.of(ARTICLES, COMMENTS, SUBSCRIPTIONS);
            case AUTHOR, CONTRIBUTOR -> Set.of(ARTICLES);
            case MODERATOR -> Set.of(COMMENTS);
        };
    }

    /** @throws IllegalArgumentException where there is no such scope */
    @JsonCreator
    public static Scope of(String id) {
        return Arrays.stream(values())
                .filter(scope -> scope.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such scope"));
    }
}
