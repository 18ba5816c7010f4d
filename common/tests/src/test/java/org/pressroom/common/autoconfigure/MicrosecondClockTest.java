package org.pressroom.common.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MicrosecondClockTest {

    private final Clock clock =
            new MicrosecondClock(Clock.fixed(Instant.parse("2026-11-27T12:00:00.123456789Z"), ZoneOffset.UTC));

    @Test
    void tellsWhatPostgresqlKeeps() {
        assertThat(clock.instant()).isEqualTo("2026-11-27T12:00:00.123456Z");
        assertThat(clock.millis()).isEqualTo(clock.instant().toEpochMilli());
        assertThat(clock.withZone(ZoneId.of("Asia/Kolkata")).instant()).isEqualTo(clock.instant());
        assertThat(clock.withZone(ZoneId.of("Asia/Kolkata")).getZone()).isEqualTo(ZoneId.of("Asia/Kolkata"));
    }
}
