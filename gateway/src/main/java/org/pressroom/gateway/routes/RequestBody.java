package org.pressroom.gateway.routes;

/** What bodies a route takes; how long each may be is configured under {@code pressroom.protection}. */
public enum RequestBody {
    /** A comment of a reader. */
    COMMENT(BodyKind.COMMENT),
    /** What moderators send. */
    MODERATION(BodyKind.STAFF),
    /** What staff writes, such as a draft. */
    DRAFT(BodyKind.STAFF),
    /** A file, which is handed on as it comes and never whole in memory. */
    UPLOAD(BodyKind.STAFF),
    /** Anything else that accounts alone may send. */
    STAFF_FORM(BodyKind.STAFF),
    /** A name and a password. */
    SIGN_IN(BodyKind.SIGN_IN),
    /** Anything else. */
    FORM(BodyKind.FORM);

    private final BodyKind kind;

    RequestBody(BodyKind kind) {
        this.kind = kind;
    }

    /** Whose bodies they are. */
    public BodyKind kind() {
        return kind;
    }
}
