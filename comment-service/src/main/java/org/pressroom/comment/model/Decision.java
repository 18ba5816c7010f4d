package org.pressroom.comment.model;

import java.util.Locale;

/** What can be decided of a comment. Rules never say {@link #SPAM}; people do. */
public enum Decision {
    APPROVE,
    HOLD,
    REJECT,
    SPAM;

    /** As it stands in answers, events and the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The decision of that wire name. */
    public static Decision of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** What it makes of a comment. */
    public CommentStatus status() {
        return switch (this) {
            case APPROVE -> CommentStatus.APPROVED;
            case HOLD -> CommentStatus.HELD;
            case REJECT, SPAM -> CommentStatus.REJECTED;
        };
    }
}
