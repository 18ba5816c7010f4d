package org.pressroom.common.consuming;

/** A rule refuses an event for good: it becomes a dead letter, and its partition goes on. */
public final class EventRefused extends RuntimeException {

    /** The reason is kept beside the dead letter: no personal data. */
    public EventRefused(String reason) {
        super(reason);
    }
}
