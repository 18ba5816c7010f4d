package org.pressroom.article.writing;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What readers see of an article. */
public enum PublicationStatus {
    /** Nothing, and never did. */
    @JsonProperty("draft")
    DRAFT,
    @JsonProperty("published")
    PUBLISHED,
    /** Nothing any more. */
    @JsonProperty("unpublished")
    UNPUBLISHED
}
