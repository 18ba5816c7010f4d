package org.pressroom.subscription.subscribing;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A subscription as its owner, or staff, sees it. */
record SubscriptionView(
        @Nullable String email,
        String status,
        List<TopicView> topics,
        String frequency,
        Instant createdAt,
        @Nullable Instant confirmedAt,
        @Nullable Instant endedAt) {

    static SubscriptionView of(NamedSubscription named) {
        Subscription subscription = named.subscription();
        Subscription.Details details = subscription.details();
        return new SubscriptionView(
                details.address(),
                subscription.status().label(),
                named.topics(),
                subscription.preferences().frequency().label(),
                details.createdAt(),
                details.confirmedAt(),
                details.endedAt());
    }

    /** The same with its id, for staff. */
    @Schema(name = "Subscriber")
    record Listed(UUID id, @JsonUnwrapped SubscriptionView subscription) {

        static Listed of(NamedSubscription named) {
            return new Listed(named.subscription().id(), SubscriptionView.of(named));
        }
    }
}
