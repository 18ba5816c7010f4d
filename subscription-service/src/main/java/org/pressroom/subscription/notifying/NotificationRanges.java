package org.pressroom.subscription.notifying;

/** The ranges of keys in which large notifications are worked through. */
final class NotificationRanges {

    /** Keys of one step, which takes some tenths of a second. */
    static final int SIZE = 5_000;

    private NotificationRanges() {}
}
