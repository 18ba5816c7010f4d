package org.pressroom.article.writing;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an article is to readers. */
public enum ArticleKind {
    /** One of many, which lists, feeds and mails tell of. */
    @JsonProperty("article")
    ARTICLE,
    /** One of its own, such as who writes here: in no list, told to nobody, and without comments. */
    @JsonProperty("page")
    PAGE
}
