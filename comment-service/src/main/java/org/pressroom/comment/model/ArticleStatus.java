package org.pressroom.comment.model;

import java.util.Locale;

/** What has become of an article. */
public enum ArticleStatus {
    PUBLISHED,
    UNPUBLISHED,
    REMOVED;

    /** The status of that name in events and the database. */
    public static ArticleStatus of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
