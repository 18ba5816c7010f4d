package org.pressroom.subscription.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MailRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void aRefusedMailWaitsTwiceAsLongEachTimeUpToAnHourAndFailsInTheEnd() {
        RetryRule rule = new RetryRule(Duration.ofSeconds(30), Duration.ofDays(2));

        assertThat(rule.next(1, Duration.ZERO)).contains(Duration.ofSeconds(30));
        assertThat(rule.next(2, Duration.ZERO)).contains(Duration.ofSeconds(60));
        assertThat(rule.next(5, Duration.ZERO)).contains(Duration.ofMinutes(8));
        assertThat(rule.next(1000, Duration.ofHours(47))).contains(Duration.ofHours(1));
        assertThat(rule.next(3, Duration.ofDays(2))).isEmpty();
    }

    @Test
    void aRelayThatIsAwayIsLeftAloneForLongerEachTime() {
        RelayPause pause = new RelayPause(Duration.ofSeconds(3));
        assertThat(pause.lastsAt(NOW)).isFalse();

        assertThat(pause.extend(NOW)).isTrue();
        assertThat(pause.lastsAt(NOW.plusMillis(999))).isTrue();
        assertThat(pause.lastsAt(NOW.plusSeconds(1))).isFalse();
        // Several messages notice the same absence: it counts once.
        assertThat(pause.extend(NOW.plusMillis(10))).isFalse();
        assertThat(pause.lastsAt(NOW.plusSeconds(1))).isFalse();

        assertThat(pause.extend(NOW.plusSeconds(1))).isFalse();
        assertThat(pause.lastsAt(NOW.plusMillis(2999))).isTrue();
        assertThat(pause.extend(NOW.plusSeconds(3))).isFalse();
        assertThat(pause.lastsAt(NOW.plusMillis(5999))).isTrue();
        assertThat(pause.lastsAt(NOW.plusSeconds(6))).isFalse();

        assertThat(pause.end()).isTrue();
        assertThat(pause.end()).isFalse();
        assertThat(pause.lastsAt(NOW)).isFalse();
    }
}
