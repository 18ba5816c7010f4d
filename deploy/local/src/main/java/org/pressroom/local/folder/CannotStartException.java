package org.pressroom.local.folder;

/** The suite cannot be started here. The message says what is wrong and what to do, for people. */
public final class CannotStartException extends Exception {
    private static final long serialVersionUID = 1L;

    public CannotStartException(String message) {
        super(message);
    }
}
