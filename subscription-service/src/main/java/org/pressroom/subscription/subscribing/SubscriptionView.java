package org.pressroom.subscription.subscribing;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A subscription as its owner, or staff, sees it. */
record SubscriptionView(
        @Nullable String email,
        String status,
        List<Subject> topics,
        String frequency,
        Instant createdAt,
        @Nullable Instant confirmedAt,
        @Nullable Instant endedAt) {

    static SubscriptionView of(Subscription subscription) {
        return new SubscriptionView(
                subscription.address(),
                subscription.status(),
                subscription.wish().subjects(),
                subscription.wish().frequency().label(),
                subscription.createdAt(),
                subscription.confirmedAt(),
                subscription.endedAt());
    }

    /** The same with its id, for staff. */
    record Listed(UUID id, @JsonUnwrapped SubscriptionView subscription) {

        static Listed of(Subscription subscription) {
            return new Listed(subscription.id(), SubscriptionView.of(subscription));
        }
    }
}
