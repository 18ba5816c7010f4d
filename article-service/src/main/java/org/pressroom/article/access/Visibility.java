package org.pressroom.article.access;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who may read an article. */
public enum Visibility {
    /** Everybody, and it is in lists. */
    @JsonProperty("public")
    PUBLIC,
    /** Whoever has its address: it is in no list, and nobody is told of it. */
    @JsonProperty("unlisted")
    UNLISTED,
    /** Whoever knows its password; lists show that it is there. */
    @JsonProperty("password")
    PASSWORD,
    /** Whoever is subscribed, to whatever it is; lists show that it is there. */
    @JsonProperty("subscribers")
    SUBSCRIBERS;

    /** Whether its text is for some alone. */
    public boolean isRestricted() {
        return this == PASSWORD || this == SUBSCRIBERS;
    }

    /** Whether lists show it, and subscribers hear of it. */
    public boolean isListed() {
        return this != UNLISTED;
    }
}
