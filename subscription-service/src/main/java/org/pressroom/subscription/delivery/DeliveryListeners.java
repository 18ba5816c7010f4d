package org.pressroom.subscription.delivery;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All who are told. */
record DeliveryListeners(List<DeliveryListener> all) {

    void idle() {
        all.forEach(DeliveryListener::idle);
    }

    Mono<Void> uncertain(Collection<UUID> subscriptions) {
        return subscriptions.isEmpty()
                ? Mono.empty()
                : Flux.fromIterable(all)
                        .concatMap(listener -> listener.uncertain(subscriptions))
                        .then();
    }
}
