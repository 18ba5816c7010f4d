package org.pressroom.gateway.limits;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.springframework.stereotype.Component;

/** Counts the streams that are open: in all, which memory limits, and of each client address. */
@Component
public final class OpenStreams {

    /** What there must be of heap for one stream. It takes less than a fifth of that. */
    private static final int HEAP = 48 * 1024;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final int mostInAll;
    private final int most;
    private final AtomicInteger inAll = new AtomicInteger();
    private final ConcurrentMap<String, Integer> open = new ConcurrentHashMap<>();

    OpenStreams(LimitsProperties properties, MeterRegistry meters) {
        int set = properties.streamsInAll();
        this.mostInAll = set > 0 ? set : (int) (Runtime.getRuntime().maxMemory() / HEAP);
        this.most = properties.enabled() ? properties.streams() : Integer.MAX_VALUE;
        Gauge.builder("pressroom.streams.open", inAll, AtomicInteger::get)
                .description("Streams of clients that are open")
                .register(meters);
    }

    /** The place of one stream among those that are open. */
    public final class Place {

        private final String key;
        private final AtomicBoolean taken = new AtomicBoolean(true);

        private Place(String key) {
            this.key = key;
        }

        /** The stream has ended. Further calls change nothing. */
        public void leave() {
            if (taken.compareAndSet(true, false)) {
                inAll.decrementAndGet();
                open.computeIfPresent(key, (same, count) -> count > 1 ? count - 1 : null);
            }
        }
    }

    /**
     * A place for one more stream.
     *
     * @throws ProblemException 429 where the client, 503 where all have as many as they may
     */
    public Place enter(String clientAddress) {
        String key = AddressKeys.of(clientAddress);
        boolean[] begun = {false};
        open.compute(key, (same, count) -> {
            int now = count == null ? 0 : count;
            begun[0] = now < most;
            return begun[0] ? Integer.valueOf(now + 1) : count;
        });
        if (!begun[0]) {
            throw Problems.tooManyRequests(RETRY_AFTER);
        }
        Place place = new Place(key);
        if (inAll.incrementAndGet() > mostInAll) {
            place.leave();
            throw Problems.unavailable(RETRY_AFTER);
        }
        return place;
    }
}
