package org.pressroom.gateway.services;

import com.github.benmanes.caffeine.cache.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The instances of one service. Each is asked in its turn; one that does not answer is left alone for a moment, and one
 * that is not ready until it is, unless none of the others does any better.
 */
final class ServiceInstances {

    /** About what a process takes to start again. */
    static final Duration LEFT_ALONE = Duration.ofSeconds(5);

    private final List<ServiceInstance> all;
    private final AtomicInteger turn = new AtomicInteger();
    private final Ticker clock;

    ServiceInstances(List<URI> addresses, Ticker clock) {
        this.all = addresses.stream().map(ServiceInstance::new).toList();
        this.clock = clock;
    }

    /** Whether there is more than one. */
    boolean areSeveral() {
        return all.size() > 1;
    }

    Stream<ServiceInstance> all() {
        return all.stream();
    }

    /**
     * Whose turn it is.
     *
     * @param tried those that were asked the same already: the others go before them
     */
    ServiceInstance next(Collection<ServiceInstance> tried) {
        int first = turn.getAndIncrement();
        long now = clock.read();
        ServiceInstance best = null;
        long bestCost = Long.MAX_VALUE;
        for (int i = 0; i < all.size(); i++) {
            ServiceInstance instance = all.get(Math.floorMod(first + i, all.size()));
            long cost = Math.max(0, instance.leftAloneFor(now)) + (tried.contains(instance) ? LEFT_ALONE.toNanos() : 0);
            if (best == null || cost < bestCost) {
                best = instance;
                bestCost = cost;
            }
        }
        if (best == null) {
            throw new IllegalStateException("a service has no address");
        }
        return best;
    }

    /** Whether there is one that was not asked yet, and is not left alone. */
    boolean hasAnother(Collection<ServiceInstance> tried) {
        long now = clock.read();
        return all.stream().anyMatch(instance -> instance.leftAloneFor(now) <= 0 && !tried.contains(instance));
    }

    void leaveAlone(ServiceInstance instance) {
        instance.leaveAloneUntil(clock.read() + LEFT_ALONE.toNanos());
    }
}
