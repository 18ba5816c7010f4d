package org.pressroom.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE / 2);
    private final RateLimiters limiters = RateLimiters.inMemory(now::get);
    private final RateLimiter buckets = limiters.limiter("test", 3, Duration.ofSeconds(10));

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

    /** Whoever reads a little all day long need not be told of. */
    @Test
    void whatHasComeBackIsNotToldOf() {
        List<TokenBucket> told = new ArrayList<>();
        RateLimiter limiter = new RateLimiter("test", 160, Duration.ofSeconds(1), 10, now::get, told::add);
        for (int i = 0; i < 100; i++) {
            IntStream.range(0, 9).forEach(n -> limiter.take("a"));
            wait(9);
        }
        assertThat(told).isEmpty();
        IntStream.range(0, 15).forEach(n -> limiter.take("a"));
        assertThat(told).containsExactly(limiter.bucket("a"));
        wait(5);
        assertThat(told.get(0).takeUntold()).isEqualTo(Duration.ofSeconds(10));
        assertThat(told.get(0).takeUntold()).isZero();
    }

    /** Whoever comes by ever new addresses shall not fill the memory. */
    @Test
    void thereIsALimitToHowManyAreRemembered() {
        int keys = 150_000;
        RateLimiter ofOne = limiters.limiter("of one", 1, Duration.ofDays(1));
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
