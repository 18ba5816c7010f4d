package org.pressroom.gateway.routes;

import java.util.Locale;

/** A service behind the gateway. */
public enum Service {
    ARTICLE,
    COMMENT,
    SUBSCRIPTION;

    /** How it is called in configuration, metrics and paths. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
