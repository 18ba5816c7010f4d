package org.pressroom.gateway.routes;

/** Whose bodies they are: each kind has memory of its own, so that none keeps another out. */
public enum BodyKind {
    /** Comments of readers. */
    COMMENT,
    /** What accounts alone may send. */
    STAFF,
    /** Names and passwords. */
    SIGN_IN,
    /** Anything else. */
    FORM
}
