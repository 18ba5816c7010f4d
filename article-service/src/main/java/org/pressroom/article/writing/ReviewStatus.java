package org.pressroom.article.writing;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How the review of an article stands. */
public enum ReviewStatus {
    /** It waits for an editor. */
    @JsonProperty("submitted")
    SUBMITTED,
    /** An editor sent it back. */
    @JsonProperty("returned")
    RETURNED,
    /** Who handed it in took it back. */
    @JsonProperty("withdrawn")
    WITHDRAWN,
    /** It went public. */
    @JsonProperty("published")
    PUBLISHED;

    /** The name in JSON and rows. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
