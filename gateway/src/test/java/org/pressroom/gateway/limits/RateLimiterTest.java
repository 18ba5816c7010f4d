package org.pressroom.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE / 2);
    private final RateLimiter buckets = new RateLimiter(3, Duration.ofSeconds(10), now::get);

    private void wait(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void asManyAsFitMayBeTakenAtOnceThenOneAnInterval() {
        for (int i = 0; i < 3; i++) {
            assertThat(buckets.take("a")).isZero();
        }
        assertThat(buckets.take("a")).isEqualTo(Duration.ofSeconds(10));
        wait(4);
        assertThat(buckets.take("a")).isEqualTo(Duration.ofSeconds(6));
        wait(6);
        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("a")).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void eachKeyHasItsOwn() {
        for (int i = 0; i < 4; i++) {
            buckets.take("a");
        }
        assertThat(buckets.take("b")).isZero();
    }

    @Test
    void noMoreGathersThanFits() {
        buckets.take("a");
        wait(1000);
        for (int i = 0; i < 3; i++) {
            assertThat(buckets.take("a")).isZero();
        }
        assertThat(buckets.take("a")).isPositive();
    }

    @Test
    void whatIsGivenBackMayBeTakenAgain() {
        for (int i = 0; i < 3; i++) {
            buckets.take("a");
        }
        buckets.giveBack("a");
        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("a")).isPositive();
    }

    /** Whoever comes by ever new addresses shall not fill the memory. */
    @Test
    void thereIsALimitToHowManyAreRemembered() {
        int keys = 150_000;
        RateLimiter ofOne = new RateLimiter(1, Duration.ofDays(1), now::get);
        IntStream.range(0, keys).forEach(i -> ofOne.take("k" + i));
        assertThat(IntStream.range(0, keys)
                        .filter(i -> !ofOne.look("k" + i).isZero())
                        .count())
                .isBetween(50_000L, 110_000L);
    }

    @Test
    void anIpv6NetworkIsOneClient() {
        assertThat(AddressKeys.of("2001:db8:1:2:3:4:5:6")).isEqualTo(AddressKeys.of("2001:db8:1:2::1"));
        assertThat(AddressKeys.of("2001:db8:1:3::1")).isNotEqualTo(AddressKeys.of("2001:db8:1:2::1"));
        assertThat(AddressKeys.of("::1")).isEqualTo(AddressKeys.of("::2"));
        assertThat(AddressKeys.networkOf("::1")).isEqualTo(AddressKeys.networkOf("0:0:0:1::1"));
        assertThat(AddressKeys.of("192.0.2.1")).isEqualTo("192.0.2.1");
    }
}
