package org.pressroom.gateway.site.calls;

/** What was asked for under a former slug. */
public final class MovedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String slug;

    public MovedException(String slug) {
        super("it has another slug by now");
        this.slug = slug;
    }

    /** The slug by which it is known now. */
    public String slug() {
        return slug;
    }
}
