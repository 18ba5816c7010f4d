package org.pressroom.subscription.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeliveryRulesTest {

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
    void aChannelThatIsAwayIsLeftAloneForLongerEachTime() {
        ChannelBackoff backoff = new ChannelBackoff(Duration.ofSeconds(3));
        assertThat(backoff.lastsAt(NOW)).isFalse();

        assertThat(backoff.extend(NOW, NOW)).isTrue();
        assertThat(backoff.lastsAt(NOW.plusMillis(999))).isTrue();
        assertThat(backoff.lastsAt(NOW.plusSeconds(1))).isFalse();
        // Several messages notice the same absence: it counts once.
        assertThat(backoff.extend(NOW.plusMillis(10), NOW.plusMillis(10))).isFalse();
        assertThat(backoff.lastsAt(NOW.plusSeconds(1))).isFalse();

        assertThat(backoff.extend(NOW.plusSeconds(1), NOW.plusSeconds(1))).isFalse();
        assertThat(backoff.lastsAt(NOW.plusMillis(2999))).isTrue();
        assertThat(backoff.extend(NOW.plusSeconds(3), NOW.plusSeconds(3))).isFalse();
        assertThat(backoff.lastsAt(NOW.plusMillis(5999))).isTrue();
        assertThat(backoff.lastsAt(NOW.plusSeconds(6))).isFalse();

        assertThat(backoff.end(NOW)).isTrue();
        assertThat(backoff.end(NOW)).isFalse();
        assertThat(backoff.lastsAt(NOW)).isFalse();
    }

    @Test
    void aChannelThatAnsweredAnotherMeanwhileIsNotAway() {
        ChannelBackoff backoff = new ChannelBackoff(Duration.ofSeconds(3));
        backoff.end(NOW.plusSeconds(5));

        assertThat(backoff.extend(NOW, NOW.plusSeconds(30))).isFalse();
        assertThat(backoff.lastsAt(NOW.plusSeconds(30))).isFalse();

        assertThat(backoff.extend(NOW.plusSeconds(6), NOW.plusSeconds(30))).isTrue();
        assertThat(backoff.lastsAt(NOW.plusSeconds(30))).isTrue();
    }
}
