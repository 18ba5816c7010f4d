package org.pressroom.subscription.subscribing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.SubscriptionState;

/**
 * What became of a subscription, and what others are told of it.
 *
 * @param event null where it was nobody's business before, and is not now
 */
@PlainJava
record SubscriptionChange(Subscription next, @Nullable Event event) {

    /** The event, which says nothing of whom it belongs to. */
    record Event(EventType type, SubscriptionState state) {}

    static SubscriptionChange silent(Subscription next) {
        return new SubscriptionChange(next, null);
    }

    static SubscriptionChange published(EventType type, Subscription next, Instant at) {
        SubscriptionState state = new SubscriptionState(
                next.id(),
                next.details().version(),
                next.status().label(),
                next.preferences().topics().stream().map(Topic::published).toList(),
                next.preferences().frequency().label(),
                at);
        return new SubscriptionChange(next, new Event(type, state));
    }
}
