package org.pressroom.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Token buckets by key. Each starts full and gains one token an interval. There are never more than 100,000: those that
 * were not used for the longest time are forgotten, and start full again. Made by {@link RateLimiters}, which says how far
 * it knows of what other gateways have given.
 */
public final class RateLimiter {

    private static final int MOST = 100_000;

    private final String name;
    private final long nanosPerToken;
    private final long nanosOfAll;
    private final long nanosToTell;
    private final Ticker clock;
    private final Predicate<TokenBucket> toTell;
    private final Cache<String, TokenBucket> buckets;

    /**
     * @param name by which other gateways know it
     * @param capacity how many may be taken at once
     * @param interval after which one more may be taken
     * @param told after how many that were taken or given back a bucket is to be told of
     * @param toTell takes a bucket that is to be told of; false where it has no room for it, or tells of none
     */
    RateLimiter(String name, int capacity, Duration interval, int told, Ticker clock, Predicate<TokenBucket> toTell) {
        this.name = name;
        this.nanosPerToken = interval.toNanos();
        this.nanosOfAll = capacity * nanosPerToken;
        // A little of them has come back by the time the last is taken.
        this.nanosToTell = told * nanosPerToken - nanosPerToken / 2;
        this.clock = clock;
        this.toTell = toTell;
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
        TokenBucket known = buckets.getIfPresent(key);
        return known == null ? Duration.ZERO : Duration.ofNanos(known.look());
    }

    /** Puts a token back that was taken. */
    public void giveBack(String key) {
        bucket(key).giveBack();
    }

    TokenBucket bucket(String key) {
        return buckets.get(key, absent -> new TokenBucket(this, absent));
    }

    String name() {
        return name;
    }

    /** How long it takes until a token has come back, in nanoseconds. */
    long nanosPerToken() {
        return nanosPerToken;
    }

    /** How long it takes until all have come back. */
    long nanosOfAll() {
        return nanosOfAll;
    }

    /** Whether what was taken and is not told yet is enough to tell of it. */
    boolean isWorthTelling(long nanos) {
        return Math.abs(nanos) >= nanosToTell;
    }

    /** False where it cannot be told of now. */
    boolean tell(TokenBucket bucket) {
        return toTell.test(bucket);
    }

    /** Nanoseconds since whenever. */
    long now() {
        return clock.read();
    }
}
