package org.pressroom.subscription.subscribing;

import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;

/** Binds pseudonyms that may be missing. */
final class Pseudonymous {

    private Pseudonymous() {}

    /** Binds {@code :client} and {@code :network}. */
    static DatabaseClient.GenericExecuteSpec bind(DatabaseClient.GenericExecuteSpec spec, ClientOrigin origin) {
        return bind(bind(spec, "client", origin.client()), "network", origin.network());
    }

    private static DatabaseClient.GenericExecuteSpec bind(
            DatabaseClient.GenericExecuteSpec spec, String name, byte @Nullable [] value) {
        return value == null ? spec.bindNull(name, byte[].class) : spec.bind(name, value);
    }
}
