package org.pressroom.gateway.site.articles;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** What is asked for once for all pages, until it is too old or known to be another. */
final class Kept<T> {

    /** No page waits again for a service that was just found to be slow. */
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(2);

    private final Supplier<Mono<T>> fresh;
    private volatile Mono<T> current;

    /**
     * @param source asks for it
     * @param time how long it is kept
     * @param isNothing whether there is nothing yet, which is asked for again
     */
    Kept(Mono<T> source, Duration time, Predicate<T> isNothing) {
        this.fresh = () -> source.cache(
                found -> isNothing.test(found) ? Duration.ZERO : time, failure -> FAILURE_KEPT, () -> Duration.ZERO);
        this.current = fresh.get();
    }

    Mono<T> get() {
        return Mono.defer(() -> current);
    }

    void forget() {
        current = fresh.get();
    }
}
