package org.pressroom.comment.model;

import java.util.Locale;

/** Whether an article takes comments. */
public enum CommentPolicy {
    OPEN,
    /** A moderator looks at every one. */
    MODERATED,
    CLOSED;

    /** The policy of that name in events and the database. */
    public static CommentPolicy of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
