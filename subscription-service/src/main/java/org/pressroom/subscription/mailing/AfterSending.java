package org.pressroom.subscription.mailing;

import reactor.core.publisher.Mono;

/** What another part does once deliveries may have come to an end. Called after each batch, and may find nothing. */
@FunctionalInterface
public interface AfterSending {

    Mono<Void> settle();
}
