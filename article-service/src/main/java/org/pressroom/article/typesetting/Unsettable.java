package org.pressroom.article.typesetting;

/** A body that cannot be turned into HTML within reasonable cost. The message completes "the body …". */
public final class Unsettable extends RuntimeException {

    Unsettable(String message) {
        super(message);
    }
}
