package org.pressroom.comment.moderation.rules;

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
}
