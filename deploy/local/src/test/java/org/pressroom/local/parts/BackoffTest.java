package org.pressroom.local.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final Backoff backoff = new Backoff();

    @Test
    void pausesDoubleUpToHalfAMinute() {
        assertThat(Stream.generate(() -> backoff.after(SHORT)).limit(8).map(Duration::toMillis))
                .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L);
    }

    @Test
    void aLongLifeStartsThemAnew() {
        backoff.after(SHORT);
        backoff.after(SHORT);
        assertThat(backoff.after(Duration.ofMinutes(2))).hasMillis(500);
        assertThat(backoff.after(SHORT)).hasMillis(1_000);
    }
}
