package org.pressroom.gateway.testing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that a test sets. */
public final class Clocks {

    private Clocks() {}

    /** One that goes like the system's, as many seconds ahead of it as is said at the time. */
    public static Clock ahead(AtomicLong seconds) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.now().plusSeconds(seconds.get());
            }
        };
    }
}
