package org.pressroom.gateway.limits;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.pressroom.common.outage.OptionalCalls;
import org.pressroom.gateway.secrets.Pseudonyms;
import org.pressroom.gateway.secrets.SiteSecret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Tells the shared buckets what was taken here, and learns from the answer what all gateways together have taken. While
 * they are away, or slow, each gateway counts by itself and nobody waits: whoever asks next does so after a rest, and what
 * was taken meanwhile is told then, as far as it has not come back. What may or may not have arrived is told again.
 */
final class BucketExchange {

    private static final Logger LOG = LoggerFactory.getLogger(BucketExchange.class);

    /** How many buckets are told of at once; the others wait for the next time. */
    private static final int AT_ONCE = 500;

    /** How many may wait. One that finds no room comes again with the next token that is taken from it. */
    private static final int MOST_WAITING = 20_000;

    private final SharedBuckets shared;
    private final Pseudonyms pseudonyms;
    private final OptionalCalls calls;
    private final Queue<TokenBucket> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger howManyWait = new AtomicInteger();

    /** @param limit how long an answer may take */
    BucketExchange(SharedBuckets shared, SiteSecret secret, Clock clock, Duration limit) {
        this.shared = shared;
        this.pseudonyms = secret.pseudonyms("rate limits");
        this.calls = new OptionalCalls(LOG, "Each gateway counts rate limits by itself", clock, limit);
    }

    /**
     * A bucket, and what is told of it.
     *
     * @param since when, by the bucket's clock
     */
    private record Telling(TokenBucket bucket, UUID key, Duration cost, long since) {

        SharedBuckets.Use use() {
            return new SharedBuckets.Use(key, cost);
        }
    }

    /** Has a bucket told of soon; false where too many wait. Waits for nothing. */
    boolean offer(TokenBucket bucket) {
        if (howManyWait.incrementAndGet() > MOST_WAITING) {
            howManyWait.decrementAndGet();
            return false;
        }
        return waiting.offer(bucket);
    }

    /** Tells of some buckets that wait for it, of all at once. Asks nobody where none does. Never fails. */
    Mono<Void> tellWaiting() {
        return Mono.defer(() -> {
            List<Telling> some = calls.rest() ? List.of() : next();
            return some.isEmpty() ? Mono.empty() : tell(some).then();
        });
    }

    /**
     * Tells of one token that was reserved of each of these, at once, and learns whether all of them were there.
     *
     * @return how long to wait, zero where all were there; empty where nobody can say: then it is told later
     */
    Mono<Duration> tellReserved(List<TokenBucket> buckets) {
        return Mono.defer(() -> {
            if (calls.rest()) {
                buckets.forEach(bucket -> bucket.addUntold(bucket.limiter().nanosPerToken()));
                return Mono.empty();
            }
            List<Telling> tokens = buckets.stream().map(this::reserved).toList();
            return tell(tokens).map(missing -> longestWait(tokens, missing));
        });
    }

    /** With what was given back before. */
    private Telling reserved(TokenBucket bucket) {
        return telling(bucket, bucket.takeUntold().plusNanos(bucket.limiter().nanosPerToken()));
    }

    private static Duration longestWait(List<Telling> tokens, Map<UUID, Duration> missing) {
        return tokens.stream()
                .map(token -> Objects.requireNonNull(missing.get(token.key()))
                        .minusNanos(token.bucket().limiter().nanosOfAll()))
                .filter(tooMuch -> !tooMuch.isNegative())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Those of which there is nothing to be told any more are left out. */
    private List<Telling> next() {
        List<Telling> some = new ArrayList<>();
        while (some.size() < AT_ONCE) {
            TokenBucket bucket = waiting.poll();
            if (bucket == null) {
                break;
            }
            howManyWait.decrementAndGet();
            Duration cost = bucket.takeUntold();
            if (!cost.isZero()) {
                some.add(telling(bucket, cost));
            }
        }
        return some;
    }

    private Telling telling(TokenBucket bucket, Duration cost) {
        RateLimiter limiter = bucket.limiter();
        return new Telling(bucket, pseudonyms.of(limiter.name(), bucket.key()), cost, limiter.now());
    }

    /** Empty where it failed: then it is told later. */
    private Mono<Map<UUID, Duration>> tell(List<Telling> tellings) {
        return calls.call(shared.add(tellings.stream().map(Telling::use).toList()))
                .doOnNext(missing -> tellings.forEach(telling ->
                        telling.bucket().learn(telling.since(), Objects.requireNonNull(missing.get(telling.key())))))
                .doOnError(failure -> tellings.forEach(
                        telling -> telling.bucket().addUntold(telling.cost().toNanos())))
                .onErrorComplete();
    }
}
