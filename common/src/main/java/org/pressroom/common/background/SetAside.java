package org.pressroom.common.background;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.outage.Outages;
import org.slf4j.Logger;
import reactor.core.publisher.Mono;

/**
 * What failed and is left alone for a while, so that whoever works through a list goes on with the rest of it: the
 * longer, the more often it failed in a row. Kept in memory alone, so that all of it is tried again after a start.
 *
 * @param <K> what it is known by
 */
public final class SetAside<K> {

    /** The newest; those before them are tried again. */
    private static final int MOST = 1_000;

    private static final int LONGEST_FACTOR = 30;

    private final Clock clock;
    private final Duration rest;
    private final Map<K, Failed> failed = new LinkedHashMap<>();

    private record Failed(int times, Instant until) {}

    /** @param rest how long it is left alone after the first time; 30 times as long at most */
    public SetAside(Clock clock, Duration rest) {
        this.clock = clock;
        this.rest = rest;
    }

    /** It failed; how often it has by now, since it last worked. */
    public synchronized int failed(K key) {
        Failed before = failed.remove(key);
        int times = before == null ? 1 : before.times() + 1;
        failed.put(key, new Failed(times, clock.instant().plus(rest.multipliedBy(Math.min(times, LONGEST_FACTOR)))));
        if (failed.size() > MOST) {
            failed.remove(failed.keySet().iterator().next());
        }
        return times;
    }

    /** It worked, or is gone. */
    public synchronized void worked(K key) {
        failed.remove(key);
    }

    /**
     * A step with the first that does not rest. One that fails through no outage is told of and rests, so that the next
     * has its turn.
     *
     * @param what is done, as a sentence begins
     * @param step is given those that rest, and somebody to tell what it is at; whether there may be more to do
     * @return whether there may be more to do
     */
    public Mono<Boolean> step(Logger log, String what, BiFunction<List<K>, Consumer<K>, Mono<Boolean>> step) {
        return Mono.defer(() -> {
            AtomicReference<@Nullable K> at = new AtomicReference<>();
            return step.apply(resting(), at::set)
                    .onErrorResume(failure -> at.get() != null && !Outages.isOutage(failure), failure -> {
                        K key = Objects.requireNonNull(at.get());
                        log.error(
                                "{} {} failed for the {}. time and is tried again: {} {}",
                                what,
                                key,
                                failed(key),
                                failure.getClass().getName(),
                                Outages.sqlState(failure).orElse(""));
                        return Mono.just(true);
                    });
        });
    }

    /** What is to be left alone now. */
    public synchronized List<K> resting() {
        Instant now = clock.instant();
        return failed.entrySet().stream()
                .filter(each -> each.getValue().until().isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
    }
}
