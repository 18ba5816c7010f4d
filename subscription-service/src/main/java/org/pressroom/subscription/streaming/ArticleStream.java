package org.pressroom.subscription.streaming;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.background.Rounds;
import org.pressroom.common.background.WakeUp;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * New articles as they are published. One reader per process follows the places that are given out and tells all who
 * listen; it looks as soon as it is woken, and every second for what another process was first to learn.
 */
@Component
public class ArticleStream implements SmartLifecycle {

    private static final Duration LOOK = Duration.ofSeconds(1);
    /** A statement has a limit in the database, but an answer that is lost on its way would be waited for without end. */
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);

    private static final int MOST_AT_ONCE = 100;
    private static final int LISTENER_BUFFER = 256;

    private final Arrivals arrivals;
    private final WakeUp wakeUp = new WakeUp();
    private final Rounds rounds = Rounds.of("Telling new articles", this::look, LOOK, wakeUp);
    private volatile Sinks.Many<StreamedArticle> live = Sinks.many().multicast().directBestEffort();
    private final AtomicLong last = new AtomicLong();
    private volatile boolean knowsPlace;

    ArticleStream(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    /** Has the stream look for a new article. */
    public WakeUp wakeUp() {
        return wakeUp;
    }

    /** Where a listener begins that comes from a place, or from nowhere. */
    long start(@Nullable Long place) {
        return place == null ? last.get() : Math.min(place, last.get());
    }

    /** What is published from now on; where a place is given, after what was missed since it. */
    Flux<StreamedArticle> since(@Nullable Long place) {
        Flux<StreamedArticle> now = live.asFlux().onBackpressureBuffer(LISTENER_BUFFER);
        if (place == null) {
            return now.onErrorComplete(Exceptions::isOverflow);
        }
        return Flux.defer(() -> {
            AtomicLong told = new AtomicLong(place);
            Sinks.Empty<Void> listening = Sinks.empty();
            // A place that was not given out yet is from elsewhere: then it counts from now.
            Flux<StreamedArticle> missed = arrivals.last()
                    .doOnNext(newest -> told.accumulateAndGet(newest, Math::min))
                    .flatMapMany(newest -> arrivals.latestAfter(place, MOST_AT_ONCE));
            // First listen, then read what was missed: what comes in between is in both, and told once.
            return Flux.mergeSequential(
                            missed.delaySubscription(listening.asMono()),
                            now.doOnSubscribe(subscription -> listening.tryEmitEmpty()))
                    .filter(article -> told.getAndAccumulate(article.arrival(), Math::max) < article.arrival())
                    // Who is too slow comes back with its last place.
                    .onErrorComplete(Exceptions::isOverflow);
        });
    }

    @Override
    public void start() {
        live = Sinks.many().multicast().directBestEffort();
        knowsPlace = false;
        rounds.start();
    }

    /** The first look only learns where the others begin. */
    private Mono<Void> look() {
        return knowsPlace
                ? tellNew()
                : arrivals.last().timeout(LONGEST_LOOK).doOnNext(this::beginAt).then();
    }

    private void beginAt(long place) {
        last.set(place);
        knowsPlace = true;
    }

    private Mono<Void> tellNew() {
        return arrivals.firstAfter(last.get(), MOST_AT_ONCE)
                .collectList()
                .timeout(LONGEST_LOOK)
                .doOnNext(articles -> articles.forEach(article -> {
                    last.set(article.arrival());
                    // Where nobody listens it goes nowhere, which is fine.
                    live.tryEmitNext(article);
                }))
                .then();
    }

    @Override
    public void stop() {
        rounds.stop();
        live.tryEmitComplete();
    }

    @Override
    public boolean isRunning() {
        return rounds.isRunning();
    }
}
