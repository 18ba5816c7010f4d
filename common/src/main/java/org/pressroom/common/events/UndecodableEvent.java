package org.pressroom.common.events;

import org.jspecify.annotations.Nullable;

/** A record that is no event that this program can read. It never gets better by trying again. */
public final class UndecodableEvent extends RuntimeException {

    public UndecodableEvent(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
