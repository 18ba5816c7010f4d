package org.pressroom.subscription.notifying;

import java.util.UUID;

/** The ranges of keys in which large notifications are worked through. */
final class NotificationRanges {

    /** Keys of one step, which takes some tenths of a second. */
    static final int SIZE = 5_000;

    /** Sorts before every id that is given out. */
    static final UUID FIRST = new UUID(0, 0);

    private NotificationRanges() {}
}
