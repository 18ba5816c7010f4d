package org.pressroom.subscription.delivery;

import java.time.Duration;
import java.time.Instant;
import org.pressroom.common.PlainJava;

/** Leaves a channel alone that cannot be reached: a second at first, then twice as long each time, up to a limit. */
@PlainJava
final class ChannelBackoff {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Duration longest;
    private Instant until = Instant.EPOCH;
    private Instant answeredAt = Instant.EPOCH;
    private Duration last = Duration.ZERO;

    ChannelBackoff(Duration longest) {
        this.longest = longest;
    }

    synchronized boolean lastsAt(Instant now) {
        return now.isBefore(until);
    }

    /**
     * The channel could not be reached. Where it answered another meanwhile, it is there, and what it minds is this one
     * alone.
     *
     * @param since when it was asked
     * @return whether this begins a time of being away
     */
    synchronized boolean extend(Instant since, Instant now) {
        boolean first = last.isZero();
        if (answeredAt.isAfter(since)) {
            return false;
        }
        if (!lastsAt(now)) {
            Duration next = first ? SHORTEST : last.multipliedBy(2);
            last = next.compareTo(longest) < 0 ? next : longest;
            until = now.plus(last);
        }
        return first;
    }

    /**
     * The channel answered.
     *
     * @return whether this ends a time of being away
     */
    synchronized boolean end(Instant now) {
        boolean wasAway = !last.isZero();
        answeredAt = now;
        last = Duration.ZERO;
        until = Instant.EPOCH;
        return wasAway;
    }
}
