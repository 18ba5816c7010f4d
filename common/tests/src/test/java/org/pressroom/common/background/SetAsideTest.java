package org.pressroom.common.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pressroom.testkit.MutableClock;

class SetAsideTest {

    private final MutableClock clock = MutableClock.standing();
    private final SetAside<Integer> aside = new SetAside<>(clock, Duration.ofSeconds(10));

    @Test
    void whatFailsIsLeftAloneForLongerEachTime() {
        assertThat(aside.failed(1)).isEqualTo(1);
        clock.pass(Duration.ofSeconds(9));
        assertThat(aside.resting()).containsExactly(1);
        clock.pass(Duration.ofSeconds(1));
        assertThat(aside.resting()).isEmpty();

        assertThat(aside.failed(1)).isEqualTo(2);
        clock.pass(Duration.ofSeconds(19));
        assertThat(aside.resting()).containsExactly(1);
        clock.pass(Duration.ofSeconds(1));
        assertThat(aside.resting()).isEmpty();

        for (int i = 0; i < 100; i++) {
            aside.failed(1);
        }
        clock.pass(Duration.ofMinutes(5));
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
}
