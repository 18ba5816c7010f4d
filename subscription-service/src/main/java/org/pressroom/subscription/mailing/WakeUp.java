package org.pressroom.subscription.mailing;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Tells the worker of this process that there may be something to send. A call too many does no harm, a lost one neither. */
final class WakeUp {

    private final Sinks.Many<Boolean> calls = Sinks.many().multicast().directBestEffort();

    synchronized void now() {
        // Nobody listens yet, or the worker has calls enough: then it looks anyway.
        calls.tryEmitNext(true);
    }

    Flux<Boolean> calls() {
        return calls.asFlux();
    }
}
