package org.pressroom.common.background;

import java.time.Duration;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;

/**
 * How long whoever hears a call waits for more of them: as long as the last run took, within bounds. A run costs much of
 * the same however much it does, so the busier the machine is, the more is done at once; where nothing is to do, nobody
 * waits for longer than the least.
 */
public final class Gathering {

    private final Duration least;
    private final Duration most;
    private final LongSupplier nanos;
    private volatile Duration now;

    private Gathering(Duration least, Duration most, LongSupplier nanos) {
        this.least = least;
        this.most = most;
        this.nanos = nanos;
        this.now = least;
    }

    /** As long as the last run, from the least to the most. */
    public static Gathering between(Duration least, Duration most) {
        return between(least, most, System::nanoTime);
    }

    static Gathering between(Duration least, Duration most, LongSupplier nanos) {
        return new Gathering(least, most, nanos);
    }

    /** Always as long. */
    public static Gathering of(Duration time) {
        return between(time, time);
    }

    Duration time() {
        return now;
    }

    /** The same run, which counts for the next. */
    Mono<Void> measured(Mono<Void> run) {
        return Mono.defer(() -> {
            long begun = nanos.getAsLong();
            return run.doOnSuccess(nothing -> ran(Duration.ofNanos(nanos.getAsLong() - begun)));
        });
    }

    private void ran(Duration time) {
        Duration atMost = time.compareTo(most) > 0 ? most : time;
        now = atMost.compareTo(least) < 0 ? least : atMost;
    }
}
