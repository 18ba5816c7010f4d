package org.pressroom.gateway.limits;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.pressroom.common.http.Counts;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.springframework.stereotype.Component;

/** Counts the streams that are open: in all, which memory limits, of each client address, and of each network. */
@Component
public final class OpenStreams {

    /** What there must be of heap for one stream. It takes less than a fifth of that. */
    private static final int HEAP = 48 * 1024;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final int mostInAll;
    private final AtomicInteger inAll = new AtomicInteger();
    private final Counts ofAddresses;
    private final Counts ofNetworks;

    OpenStreams(LimitsProperties properties, MeterRegistry meters) {
        int set = properties.streamsInAll();
        this.mostInAll = set > 0 ? set : (int) (Runtime.getRuntime().maxMemory() / HEAP);
        boolean limited = properties.enabled();
        this.ofAddresses = new Counts(limited ? properties.streams() : Integer.MAX_VALUE);
        this.ofNetworks = new Counts(limited ? Math.max(properties.streams(), mostInAll / 4) : Integer.MAX_VALUE);
        Gauge.builder("pressroom.streams.open", inAll, AtomicInteger::get)
                .description("Streams of clients that are open")
                .register(meters);
    }

    /** The place of one stream among those that are open. */
    public final class Place {

        private final String address;
        private final String network;
        private final AtomicBoolean taken = new AtomicBoolean(true);

        private Place(String address, String network) {
            this.address = address;
            this.network = network;
        }

        /** The stream has ended. Further calls change nothing. */
        public void leave() {
            if (taken.compareAndSet(true, false)) {
                inAll.decrementAndGet();
                ofNetworks.end(network);
                ofAddresses.end(address);
            }
        }
    }

    /**
     * A place for one more stream.
     *
     * @throws ProblemException 429 where the client or its network, 503 where all have as many as they may
     */
    public Place enter(String clientAddress) {
        String address = AddressKeys.of(clientAddress);
        String network = AddressKeys.networkOf(clientAddress);
        if (!ofAddresses.begin(address)) {
            throw Problems.tooManyRequests(RETRY_AFTER);
        }
        if (!ofNetworks.begin(network)) {
            ofAddresses.end(address);
            throw Problems.tooManyRequests(RETRY_AFTER);
        }
        Place place = new Place(address, network);
        if (inAll.incrementAndGet() > mostInAll) {
            place.leave();
            throw Problems.unavailable(RETRY_AFTER);
        }
        return place;
    }
}
