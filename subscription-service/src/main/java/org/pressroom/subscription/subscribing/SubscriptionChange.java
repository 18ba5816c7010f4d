package org.pressroom.subscription.subscribing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.SubscriptionState;

/**
 * What became of a subscription, and what others are told of it.
 *
 * @param told null where it was nobody's business before, and is not now
 */
record SubscriptionChange(Subscription next, @Nullable Told told) {

    /** The event, which says nothing of whom it belongs to. */
    record Told(EventType type, SubscriptionState state) {}

    static SubscriptionChange untold(Subscription next) {
        return new SubscriptionChange(next, null);
    }

    static SubscriptionChange told(EventType type, Subscription next, Instant at) {
        SubscriptionState state = new SubscriptionState(
                next.id(),
                next.details().version(),
                next.status().label(),
                next.wish().subjects().stream().map(Subject::published).toList(),
                next.wish().frequency().label(),
                at);
        return new SubscriptionChange(next, new Told(type, state));
    }
}
