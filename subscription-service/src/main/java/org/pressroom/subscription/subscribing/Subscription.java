package org.pressroom.subscription.subscribing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.SubscriptionState;

/**
 * One address and what it is sent.
 *
 * @param address null once it was erased
 */
record Subscription(
        UUID id,
        @Nullable String address,
        String status,
        Wish wish,
        long version,
        Instant createdAt,
        @Nullable Instant confirmedAt,
        @Nullable Instant endedAt) {

    static final String PENDING = "pending";
    static final String CONFIRMED = "confirmed";
    static final String ENDED = "ended";

    boolean isConfirmed() {
        return status.equals(CONFIRMED);
    }

    boolean isEnded() {
        return status.equals(ENDED);
    }

    /** What others are told of it: nothing of whom it belongs to. */
    SubscriptionState published(Instant at) {
        return new SubscriptionState(
                id,
                version,
                status,
                wish.subjects().stream().map(Subject::published).toList(),
                wish.frequency().label(),
                at);
    }
}
