package org.pressroom.common.background;

import java.util.concurrent.atomic.AtomicBoolean;
import org.pressroom.common.database.AfterCommit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Tells whoever works in this process that there may be something to do. A call too many does no harm; one that is lost
 * neither, as work is looked for from time to time anyway.
 */
public final class WakeUp {

    private final Sinks.Many<Boolean> calls = Sinks.many().multicast().directBestEffort();
    private final AtomicBoolean unheard = new AtomicBoolean();

    public void now() {
        unheard.set(true);
        synchronized (calls) {
            // Where nobody listens, or who listens has calls enough, it is looked for anyway.
            calls.tryEmitNext(true);
        }
    }

    /** Once the current transaction is committed; at once where there is none. */
    public Mono<Void> afterCommit() {
        return AfterCommit.run(this::now);
    }

    public Flux<Boolean> calls() {
        return calls.asFlux();
    }

    /** The next call, or one that came since the last {@link #hear}. */
    Mono<Boolean> call() {
        // Listening comes first, so that none falls between.
        return Flux.merge(calls.asFlux(), Mono.fromSupplier(unheard::get).filter(call -> call))
                .next();
    }

    /** Hears all calls up to now; whether there were any that nobody had heard. */
    boolean hear() {
        return unheard.getAndSet(false);
    }
}
