package org.pressroom.comment.streaming;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What happens in one thread, for all who watch it: read from the database once, however many watch, and once for all
 * that happened while the last reading was under way.
 */
final class ThreadFeed {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadFeed.class);
    private static final int ROWS = 200;
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final UUID articleId;
    private final Changes changes;
    private final StreamSettings settings;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final Sinks.Many<Boolean> pokes = Sinks.many().multicast().directBestEffort();
    private final Disposable reading;
    private volatile long version;

    /** Starts at a version of the thread, and reads whenever it is poked. */
    ThreadFeed(UUID articleId, long version, Changes changes, StreamSettings settings) {
        this.articleId = articleId;
        this.version = version;
        this.changes = changes;
        this.settings = settings;
        this.reading = pokes.asFlux()
                .mergeWith(
                        Flux.interval(settings.look()).map(tick -> Boolean.TRUE).onBackpressureLatest())
                .onBackpressureLatest()
                .concatMap(poke -> readOn(), 0)
                .subscribe();
    }

    /** Something may have happened. Never blocks. */
    void poke() {
        pokes.emitNext(Boolean.TRUE, Sinks.EmitFailureHandler.busyLooping(PATIENCE));
    }

    /** What happens from now on waits for the watcher; some of it may have been seen before. */
    Watcher watch() {
        Watcher watcher =
                new Watcher(Sinks.many().unicast().onBackpressureBuffer(new LinkedBlockingQueue<>(settings.buffer())));
        watchers.add(watcher);
        return watcher;
    }

    /** Forgets a watcher. */
    void forget(Watcher watcher) {
        watchers.remove(watcher);
    }

    /** Reads no more. */
    void close() {
        reading.dispose();
    }

    private Mono<Void> readOn() {
        return Mono.defer(() -> changes.since(articleId, version, ROWS))
                .doOnNext(this::tell)
                .expand(read -> read.size() < ROWS ? Mono.empty() : nextPart())
                .then()
                .onErrorResume(failure -> {
                    LOG.warn(
                            "the stream of thread {} could not be read, the next look makes up for it: {}",
                            articleId,
                            failure.toString());
                    return Mono.empty();
                });
    }

    private Mono<List<Change>> nextPart() {
        return changes.since(articleId, version, ROWS).doOnNext(this::tell);
    }

    private void tell(List<Change> read) {
        for (Change change : read) {
            version = Math.max(version, change.version());
            watchers.forEach(watcher -> tell(watcher, change));
        }
    }

    private void tell(Watcher watcher, Change change) {
        if (watcher.sink().tryEmitNext(change) == Sinks.EmitResult.FAIL_OVERFLOW) {
            watchers.remove(watcher);
            watcher.sink().tryEmitComplete();
        }
    }

    /** What waits for one client, up to a bound: a client that does not keep up is sent what waits, and then the end. */
    record Watcher(Sinks.Many<Change> sink) {

        Flux<Change> changes() {
            return sink.asFlux();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
