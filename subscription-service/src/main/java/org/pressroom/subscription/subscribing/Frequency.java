package org.pressroom.subscription.subscribing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.pressroom.common.PlainJava;

/** How often a subscriber is mailed. Digests are part of the contract, and not sent yet. */
@PlainJava
enum Frequency {
    INSTANT,
    DAILY,
    WEEKLY;

    static Optional<Frequency> named(String name) {
        return Arrays.stream(values())
                .filter(frequency -> frequency.label().equals(name))
                .findFirst();
    }

    boolean isSent() {
        return this == INSTANT;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
