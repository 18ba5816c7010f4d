package org.pressroom.gateway.visitors;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

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

    /** @throws IllegalArgumentException where there is no such scope */
    @JsonCreator
    public static Scope of(String id) {
        return Arrays.stream(values())
                .filter(scope -> scope.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such scope"));
    }
}
