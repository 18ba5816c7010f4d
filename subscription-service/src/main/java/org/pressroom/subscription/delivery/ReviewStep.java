package org.pressroom.subscription.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What happened to an article that somebody works on. */
public enum ReviewStep {
    /** It was handed in. */
    @JsonProperty("submitted")
    SUBMITTED,
    /** An editor sent it back. */
    @JsonProperty("returned")
    RETURNED,
    /** Somebody left a note on it. */
    @JsonProperty("noted")
    NOTED,
    /** It was handed in, and went public. */
    @JsonProperty("published")
    PUBLISHED,
    /** What was scheduled for it could not be done. */
    @JsonProperty("refused")
    REFUSED,
    /** Somebody named whoever is told as an author of it. */
    @JsonProperty("named")
    NAMED;

    /** The name in JSON and rows. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ReviewStep labelled(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
