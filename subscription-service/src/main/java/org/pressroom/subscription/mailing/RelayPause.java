package org.pressroom.subscription.mailing;

import java.time.Duration;
import java.time.Instant;

/** Leaves a relay alone that cannot be reached: a second at first, then twice as long each time, up to a limit. */
final class RelayPause {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Duration longest;
    private Instant until = Instant.EPOCH;
    private Duration last = Duration.ZERO;

    RelayPause(Duration longest) {
        this.longest = longest;
    }

    synchronized boolean lastsAt(Instant now) {
        return now.isBefore(until);
    }

    /**
     * The relay could not be reached.
     *
     * @return whether this begins a time of being away
     */
    synchronized boolean extend(Instant now) {
        boolean first = last.isZero();
        if (!lastsAt(now)) {
            Duration next = first ? SHORTEST : last.multipliedBy(2);
            last = next.compareTo(longest) < 0 ? next : longest;
            until = now.plus(last);
        }
        return first;
    }

    /**
     * The relay answered.
     *
     * @return whether this ends a time of being away
     */
    synchronized boolean end() {
        boolean wasAway = !last.isZero();
        last = Duration.ZERO;
        until = Instant.EPOCH;
        return wasAway;
    }
}
