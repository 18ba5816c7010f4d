package org.pressroom.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Token buckets by key. Each starts full and gains one token an interval. There are never more than 100,000: those that
 * were not used for the longest time are forgotten, and start full again.
 */
public final class RateLimiter {

    private static final int MOST = 100_000;

    private final int capacity;
    private final long nanosPerToken;
    private final Ticker clock;
    private final Cache<String, Bucket> buckets;

    /**
     * @param capacity how many may be taken at once
     * @param interval after which one more may be taken
     */
    public RateLimiter(int capacity, Duration interval) {
        this(capacity, interval, Ticker.systemTicker());
    }

    /** With a clock of its own. */
    public RateLimiter(int capacity, Duration interval, Ticker clock) {
        this.capacity = capacity;
        this.nanosPerToken = interval.toNanos();
        this.clock = clock;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(interval.multipliedBy(capacity + 1L))
                .ticker(clock)
                .build();
    }

    /** Takes a token. Zero where there was one, else how long it is until there is one. */
    public Duration take(String key) {
        return Duration.ofNanos(bucket(key).take());
    }

    /** Takes none. Zero where there is one, else how long it is until there is one. */
    public Duration look(String key) {
        Bucket known = buckets.getIfPresent(key);
        return known == null ? Duration.ZERO : Duration.ofNanos(known.look());
    }

    /** Puts a token back that was taken. */
    public void giveBack(String key) {
        bucket(key).giveBack();
    }

    private Bucket bucket(String key) {
        return buckets.get(key, absent -> new Bucket(clock.read()));
    }

    /** Counts in time: a bucket is full when {@code fullAt} lies in the past. */
    private final class Bucket {

        private long fullAt;

        private Bucket(long now) {
            fullAt = now;
        }

        private synchronized long take() {
            long wait = look();
            if (wait == 0) {
                fullAt = Math.max(fullAt, clock.read()) + nanosPerToken;
            }
            return wait;
        }

        private synchronized long look() {
            long now = clock.read();
            long debt = Math.max(fullAt, now) - now;
            return Math.max(0, debt + nanosPerToken - capacity * nanosPerToken);
        }

        private synchronized void giveBack() {
            fullAt -= nanosPerToken;
        }
    }
}
