package org.pressroom.subscription.subscribing;

import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;
import org.pressroom.common.events.SubscriptionState;

/**
 * What is subscribed to.
 *
 * @param kind {@code all}, {@code category}, {@code tag} or {@code author}
 * @param key a slug; null for {@code all}
 */
@PlainJava
record Topic(String kind, @Nullable String key) {

    static final Topic ALL = new Topic("all", null);

    static Topic stored(String kind, String key) {
        return new Topic(kind, key.isEmpty() ? null : key);
    }

    String storedKey() {
        return key == null ? "" : key;
    }

    SubscriptionState.Subject published() {
        return new SubscriptionState.Subject(kind, key);
    }
}
