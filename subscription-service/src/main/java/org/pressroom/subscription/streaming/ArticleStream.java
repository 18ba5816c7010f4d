package org.pressroom.subscription.streaming;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.outage.OutageLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * New articles as they are published. One reader per process follows the places that are given out and tells all who
 * listen; it looks as soon as it is woken, and every second for what another process was first to learn.
 */
@Component
public class ArticleStream implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ArticleStream.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** A statement has a limit in the database, but an answer that is lost on its way would be waited for without end. */
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);

    private static final int MOST_AT_ONCE = 100;
    private static final int LISTENER_BUFFER = 256;

    private final Arrivals arrivals;
    private final Sinks.Many<Boolean> wakes = Sinks.many().multicast().directBestEffort();
    private final OutageLog outage = new OutageLog(log, "The stream of new articles waits");
    private volatile Sinks.Many<StreamedArticle> live = Sinks.many().multicast().directBestEffort();
    private final AtomicLong last = new AtomicLong();
    private final Disposable.Swap reader = Disposables.swap();

    ArticleStream(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    /** Has the stream look for a new article once the current transaction is committed. */
    public Mono<Void> wakeAfterCommit() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(ArticleStream.this::wake);
                    }
                }))
                .then();
    }

    void wake() {
        synchronized (wakes) {
            // Where it is busy already, it looks again anyway.
            wakes.tryEmitNext(true);
        }
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
        reader.update(arrivals.last()
                .timeout(LONGEST_LOOK)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100)).maxBackoff(Duration.ofSeconds(5)))
                .doOnNext(last::set)
                .thenMany(Flux.merge(wakes.asFlux(), Flux.interval(LOOK)))
                .onBackpressureLatest()
                .concatMap(look -> tellNew(), 0)
                .subscribe());
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
                .then()
                .doOnSuccess(done -> outage.worked())
                .onErrorResume(failure -> Mono.fromRunnable(() -> outage.failed(failure)));
    }

    @Override
    public void stop() {
        reader.update(null);
        live.tryEmitComplete();
    }

    @Override
    public boolean isRunning() {
        return reader.get() != null;
    }
}
