package org.pressroom.common.outage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import reactor.core.publisher.Mono;

/**
 * Calls of something that can be done without: each has a limit, and after one that failed there is a rest of two seconds,
 * so that nobody waits for what is away. Its coming and going is told to the log.
 */
public final class OptionalCalls {

    private static final Duration REST = Duration.ofSeconds(2);

    private final OutageLog outage;
    private final Clock clock;
    private final Duration limit;
    private volatile Instant restsUntil = Instant.EPOCH;

    /**
     * @param without what it is like to do without it, as a sentence begins
     * @param limit how long a call may take
     */
    public OptionalCalls(Logger log, String without, Clock clock, Duration limit) {
        this.outage = new OutageLog(log, without, clock);
        this.clock = clock;
        this.limit = limit;
    }

    /** Whether it is to be done without, for a while after a call that failed. */
    public boolean rest() {
        return restsUntil.isAfter(clock.instant());
    }

    /** Calls, whether or not it rests; fails as the call does, or where that takes too long. */
    public <T> Mono<T> call(Mono<T> call) {
        return call.timeout(limit).doOnSuccess(answer -> outage.worked()).doOnError(failure -> {
            restsUntil = clock.instant().plus(REST);
            outage.failed(failure);
        });
    }

    /** Calls; empty where it rests, and where the call fails or takes too long. */
    public <T> Mono<T> callOrEmpty(Mono<T> call) {
        return Mono.defer(() -> rest() ? Mono.empty() : call(call).onErrorComplete());
    }
}
