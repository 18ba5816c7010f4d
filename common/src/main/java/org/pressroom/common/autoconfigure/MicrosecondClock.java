package org.pressroom.common.autoconfigure;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Tells whole microseconds. {@link Clock#tick} does so as well, but its {@code millis()} divides by zero then. */
final class MicrosecondClock extends Clock {

    private final Clock exact;

    MicrosecondClock(Clock exact) {
        this.exact = exact;
    }

    @Override
    public Instant instant() {
        return exact.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public long millis() {
        return exact.millis();
    }

    @Override
    public ZoneId getZone() {
        return exact.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new MicrosecondClock(exact.withZone(zone));
    }
}
