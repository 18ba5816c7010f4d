package org.pressroom.gateway.limits;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Makes rate limiters that hold across all gateways of a site, or, where limits are switched off, for this one alone.
 *
 * <p>A gateway decides by what it remembers, at once. In the background it tells what was taken, and learns what all have
 * taken: of a bucket only once a sixteenth of its tokens was taken since it was last told of, so that most clients, who
 * never come near a limit, cost the store nothing. A client that changes between gateways therefore gets at most its
 * budget, and from each gateway beyond that one such sixteenth (one token at least) and what it takes there until the next
 * answer comes, which is a quarter of a second or a little more. It is charged for that as well, so that in the long run it
 * gets no more than others.
 */
public final class RateLimiters {

    /** A bucket is told of when one part in so many was taken. */
    private static final int PARTS = 16;

    private final @Nullable BucketExchange exchange;
    private final Ticker clock;

    RateLimiters(@Nullable BucketExchange exchange, Ticker clock) {
        this.exchange = exchange;
        this.clock = clock;
    }

    /** Limiters of one gateway. */
    public static RateLimiters inMemory(Ticker clock) {
        return new RateLimiters(null, clock);
    }

    /**
     * A token that is wanted.
     *
     * @param key whose
     */
    public record Wanted(RateLimiter limiter, String key) {

        private TokenBucket bucket() {
            return limiter.bucket(key);
        }
    }

    /**
     * One that decides at once.
     *
     * @param name by which the gateways know it
     * @param capacity how many may be taken at once
     * @param interval after which one more may be taken
     */
    RateLimiter limiter(String name, int capacity, Duration interval) {
        return limiter(name, capacity, interval, Math.max(1, capacity / PARTS));
    }

    /** One for tokens that are taken by {@link #takeAll}; what is given back is told of at the next occasion. */
    public RateLimiter exactLimiter(String name, int capacity, Duration interval) {
        return limiter(name, capacity, interval, 1);
    }

    private RateLimiter limiter(String name, int capacity, Duration interval, int told) {
        return exchange == null
                ? new RateLimiter(name, capacity, interval, told, clock, bucket -> false)
                : new RateLimiter(name, capacity, interval, told, clock, exchange::offer);
    }

    /**
     * Takes all these tokens or none, having asked what all gateways together have taken: for what is so rare, and so costly
     * to let pass, that it may wait for the answer. Who is refused by what this gateway remembers is so without being asked
     * for. Where there is no answer within a second this gateway decides by itself.
     *
     * @return zero where there were all of them, else how long it is until there are
     */
    public Mono<Duration> takeAll(List<Wanted> wanted) {
        return Mono.defer(() -> {
            List<TokenBucket> reserved = new ArrayList<>();
            for (Wanted one : wanted) {
                TokenBucket bucket = one.bucket();
                long wait = bucket.reserve();
                if (wait > 0) {
                    reserved.forEach(TokenBucket::release);
                    return Mono.just(Duration.ofNanos(wait));
                }
                reserved.add(bucket);
            }
            return exchange == null ? Mono.just(Duration.ZERO) : takeReserved(exchange, reserved);
        });
    }

    private static Mono<Duration> takeReserved(BucketExchange exchange, List<TokenBucket> reserved) {
        return exchange.tellReserved(reserved)
                .doOnNext(wait -> {
                    if (!wait.isZero()) {
                        reserved.forEach(TokenBucket::giveBack);
                    }
                })
                .defaultIfEmpty(Duration.ZERO);
    }

    /** Puts tokens back that were taken. */
    public static void giveBack(List<Wanted> taken) {
        taken.forEach(one -> one.limiter().giveBack(one.key()));
    }
}
