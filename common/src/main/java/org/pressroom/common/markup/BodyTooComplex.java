package org.pressroom.common.markup;

/** A body that cannot be rendered within reasonable cost. The message completes "the body …". */
public final class BodyTooComplex extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BodyTooComplex(String message) {
        super(message);
    }
}
