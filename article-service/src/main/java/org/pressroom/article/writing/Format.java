package org.pressroom.article.writing;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a body is written in. */
public enum Format {
    @JsonProperty("markdown")
    MARKDOWN,
    @JsonProperty("html")
    HTML
}
