package org.pressroom.subscription.delivery;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A delivery that this process has claimed.
 *
 * @param priority the lowest goes first
 * @param recipient null where it was erased
 */
record DeliveryClaim(
        UUID id,
        UUID subscriptionId,
        @Nullable String recipient,
        int priority,
        Instant createdAt,
        Message message,
        Delivery.Claimed state) {

    /** As they are claimed: what a person waits for first. */
    static final Comparator<DeliveryClaim> ORDER = Comparator.comparingInt(DeliveryClaim::priority)
            .thenComparing(claim -> claim.state().dueAt())
            .thenComparing(DeliveryClaim::id);

    /** Whether it was asked for by one, and is not for all. */
    boolean isPersonal() {
        return !(message instanceof Message.Article);
    }

    ClaimedDelivery to(String recipient, Mono<Boolean> begin) {
        return new ClaimedDelivery(id, subscriptionId, recipient, createdAt, message, begin);
    }
}
