package org.pressroom.subscription.streaming;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.background.PollingTask;
import org.pressroom.common.background.WakeUp;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * New articles as they are published. One reader per process follows the positions that are given out and tells all who
 * listen; it looks as soon as it is woken, and every second for what another process was first to learn.
 */
@Component
public class ArticleStream implements SmartLifecycle {

    private static final Duration POLL = Duration.ofSeconds(1);
    /** A statement has a limit in the database, but an answer that is lost on its way would be waited for without end. */
    private static final Duration LONGEST_POLL = Duration.ofMinutes(1);

    private static final int MOST_AT_ONCE = 100;
    private static final int LISTENER_BUFFER = 256;

    private final StreamedArticleRepository articles;
    private final WakeUp wakeUp = new WakeUp();
    private final PollingTask polling = PollingTask.of("Telling new articles", this::poll, POLL, wakeUp);
    private volatile Sinks.Many<StreamedArticle> live = Sinks.many().multicast().directBestEffort();
    private final AtomicLong last = new AtomicLong();
    private volatile boolean knowsPosition;

    ArticleStream(StreamedArticleRepository articles) {
        this.articles = articles;
    }

    /** Has the stream look for a new article. */
    public WakeUp wakeUp() {
        return wakeUp;
    }

    /** Where a listener begins that comes from a position, or from nowhere. */
    long start(@Nullable Long position) {
        return position == null ? last.get() : Math.min(position, last.get());
    }

    /** What is published from now on; where a position is given, after what was missed since it. */
    Flux<StreamedArticle> since(@Nullable Long position) {
        Flux<StreamedArticle> now = live.asFlux().onBackpressureBuffer(LISTENER_BUFFER);
        if (position == null) {
            return now.onErrorComplete(Exceptions::isOverflow);
        }
        return Flux.defer(() -> {
            AtomicLong told = new AtomicLong(position);
            Sinks.Empty<Void> listening = Sinks.empty();
            // A position that was not given out yet is from elsewhere: then it counts from now.
            Flux<StreamedArticle> missed = articles.last()
                    .doOnNext(newest -> told.accumulateAndGet(newest, Math::min))
                    .flatMapMany(newest -> articles.latestAfter(position, MOST_AT_ONCE));
            // First listen, then read what was missed: what comes in between is in both, and told once.
            return Flux.mergeSequential(
                            missed.delaySubscription(listening.asMono()),
                            now.doOnSubscribe(subscription -> listening.tryEmitEmpty()))
                    .filter(article -> told.getAndAccumulate(article.position(), Math::max) < article.position())
                    // Who is too slow comes back with its last position.
                    .onErrorComplete(Exceptions::isOverflow);
        });
    }

    @Override
    public void start() {
        live = Sinks.many().multicast().directBestEffort();
        knowsPosition = false;
        polling.start();
    }

    /** The first look only learns where the others begin. */
    private Mono<Void> poll() {
        return knowsPosition
                ? publishNew()
                : articles.last().timeout(LONGEST_POLL).doOnNext(this::beginAt).then();
    }

    private void beginAt(long position) {
        last.set(position);
        knowsPosition = true;
    }

    private Mono<Void> publishNew() {
        return articles.firstAfter(last.get(), MOST_AT_ONCE)
                .collectList()
                .timeout(LONGEST_POLL)
                .doOnNext(articles -> articles.forEach(article -> {
                    last.set(article.position());
                    // Where nobody listens it goes nowhere, which is fine.
                    live.tryEmitNext(article);
                }))
                .then();
    }

    @Override
    public void stop() {
        polling.stop();
        live.tryEmitComplete();
    }

    @Override
    public boolean isRunning() {
        return polling.isRunning();
    }
}
