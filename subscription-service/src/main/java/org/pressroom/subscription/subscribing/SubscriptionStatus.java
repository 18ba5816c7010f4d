package org.pressroom.subscription.subscribing;

import java.util.Locale;
import org.pressroom.common.PlainJava;

/** Where a subscription stands, as rows, events and readers have it. */
@PlainJava
enum SubscriptionStatus {
    /** Somebody asked for it, and its owner has not confirmed. */
    PENDING,
    CONFIRMED,
    /** Its owner left, or never confirmed anew. */
    ENDED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SubscriptionStatus labelled(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
