package org.pressroom.article.writing;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether readers may comment. */
public enum CommentPolicy {
    /** They may, and what passes moderation is shown at once. */
    @JsonProperty("open")
    OPEN,
    /** They may, and every comment waits for a moderator. */
    @JsonProperty("moderated")
    MODERATED,
    /** They may not. */
    @JsonProperty("closed")
    CLOSED
}
