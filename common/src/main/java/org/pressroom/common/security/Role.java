package org.pressroom.common.security;

import java.util.Locale;
import java.util.Optional;

/** What a member of staff may do. */
public enum Role {
    /** Everything. */
    ADMIN,
    /** Any article. */
    EDITOR,
    /** Own articles. */
    AUTHOR,
    /** Own articles, which an editor publishes. */
    CONTRIBUTOR,
    /** Comments. */
    MODERATOR;

    /** The name in tokens and JSON, in lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that name; empty where there is none. */
    public static Optional<Role> named(String wireName) {
        for (Role role : values()) {
            if (role.wireName().equals(wireName)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
