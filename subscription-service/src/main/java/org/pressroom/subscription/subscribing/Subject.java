package org.pressroom.subscription.subscribing;

import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.SubscriptionState;

/**
 * What is subscribed to.
 *
 * @param kind {@code all}, {@code category}, {@code tag} or {@code author}
 * @param key a slug; null for {@code all}
 */
record Subject(String kind, @Nullable String key) {

    static final Subject ALL = new Subject("all", null);

    static Subject stored(String kind, String key) {
        return new Subject(kind, key.isEmpty() ? null : key);
    }

    String storedKey() {
        return key == null ? "" : key;
    }

    SubscriptionState.Subject published() {
        return new SubscriptionState.Subject(kind, key);
    }
}
