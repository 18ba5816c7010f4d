package org.pressroom.subscription.delivery;

import java.util.Collection;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** What other parts are told of deliveries, as a bean. */
public interface DeliveryListener {

    /** All that this process had claimed has come to an end, for now. To be taken note of, no more. */
    default void idle() {}

    /**
     * Nobody knows whether what these subscribers asked for, each for themselves, has come; in the transaction that says
     * so.
     */
    default Mono<Void> uncertain(Collection<UUID> subscriptions) {
        return Mono.empty();
    }
}
