package org.pressroom.subscription.notifying;

import java.util.Locale;
import org.pressroom.common.PlainJava;

/** What is being done for all who are to hear of a publication. */
@PlainJava
enum NotificationPhase {
    /** They are written down, and nothing is due yet. */
    FREEZING,
    /** All are written down, and become due. */
    RELEASING,
    SENDING,
    /** The article went away: what has not begun is ended. */
    WITHDRAWING,
    /** All have come to an end, and are counted. */
    COUNTING,
    COMPLETED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static NotificationPhase labelled(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** What is to be done once the article went away. */
    NotificationPhase withdrawn() {
        return this == COUNTING || this == COMPLETED ? this : WITHDRAWING;
    }
}
