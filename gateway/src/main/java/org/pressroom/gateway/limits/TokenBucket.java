package org.pressroom.gateway.limits;

import java.time.Duration;

/**
 * The tokens of one key, as this gateway knows them (GCRA: it counts in the time after which the bucket is full again). Of
 * what was taken here and the other gateways were not told yet it keeps account by itself.
 */
final class TokenBucket {

    private final RateLimiter limiter;
    private final String key;

    /** It is full when this lies in the past. */
    private long fullAt;

    /** Less than nothing where more was given back than taken. */
    private long untold;

    private boolean waitsToBeTold;

    TokenBucket(RateLimiter limiter, String key) {
        this.limiter = limiter;
        this.key = key;
        this.fullAt = limiter.now();
    }

    RateLimiter limiter() {
        return limiter;
    }

    String key() {
        return key;
    }

    /** Takes a token. Zero, or the nanoseconds until there is one. */
    synchronized long take() {
        long wait = reserve();
        if (wait == 0) {
            addUntold(limiter.nanosPerToken());
        }
        return wait;
    }

    /**
     * Takes a token of which who takes it tells the others, or calls {@link #addUntold}. Zero, or the nanoseconds until
     * there is one.
     */
    synchronized long reserve() {
        long now = limiter.now();
        long wait = waitAt(now);
        if (wait == 0) {
            long missing = missingAt(now);
            // What has come back since needs no telling.
            untold = Math.min(untold, missing);
            fullAt = now + missing + limiter.nanosPerToken();
        }
        return wait;
    }

    /** Takes none. Zero, or the nanoseconds until there is one. */
    synchronized long look() {
        return waitAt(limiter.now());
    }

    synchronized void giveBack() {
        release();
        addUntold(-limiter.nanosPerToken());
    }

    /** Puts a token back of which the others need not be told. */
    synchronized void release() {
        fullAt -= limiter.nanosPerToken();
    }

    /** Something was taken of which the others do not know. */
    synchronized void addUntold(long nanos) {
        untold += nanos;
        if (!waitsToBeTold && limiter.isWorthTelling(untold)) {
            waitsToBeTold = limiter.tell(this);
        }
    }

    /** All that is to be told, as far as it has not come back meanwhile. It counts as told. */
    synchronized Duration takeUntold() {
        waitsToBeTold = false;
        long nanos = Math.min(untold, missingAt(limiter.now()));
        untold = 0;
        return Duration.ofNanos(nanos);
    }

    /**
     * Learns what all gateways together have taken.
     *
     * @param asked the time here when it was asked for; rather too early than too late, so that nobody waits for the answer's
     *     delay
     * @param missing how long it was until the bucket was full
     */
    synchronized void learn(long asked, Duration missing) {
        fullAt = Math.max(fullAt, asked + missing.toNanos() + untold);
    }

    private long waitAt(long now) {
        return Math.max(0, missingAt(now) + limiter.nanosPerToken() - limiter.nanosOfAll());
    }

    private long missingAt(long now) {
        return Math.max(fullAt, now) - now;
    }
}
