package org.pressroom.common.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SetAsideTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-26T12:00:00Z"));
    private final SetAside<Integer> aside = new SetAside<>(clock(), Duration.ofSeconds(10));

    @Test
    void whatFailsIsLeftAloneForLongerEachTime() {
        assertThat(aside.failed(1)).isEqualTo(1);
        pass(Duration.ofSeconds(9));
        assertThat(aside.resting()).containsExactly(1);
        pass(Duration.ofSeconds(1));
        assertThat(aside.resting()).isEmpty();

        assertThat(aside.failed(1)).isEqualTo(2);
        pass(Duration.ofSeconds(19));
        assertThat(aside.resting()).containsExactly(1);
        pass(Duration.ofSeconds(1));
        assertThat(aside.resting()).isEmpty();

        for (int i = 0; i < 100; i++) {
            aside.failed(1);
        }
        pass(Duration.ofMinutes(5));
        assertThat(aside.resting()).isEmpty();
        aside.worked(1);
        assertThat(aside.failed(1)).isEqualTo(1);
    }

    @Test
    void noMoreThanSomeAreKept() {
        for (int i = 0; i < 3_000; i++) {
            aside.failed(i);
        }
        assertThat(aside.resting()).hasSize(1_000).contains(2_999).doesNotContain(0);
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return Objects.requireNonNull(now.get());
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }
}
