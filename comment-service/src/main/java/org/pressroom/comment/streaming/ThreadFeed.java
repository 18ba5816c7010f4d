package org.pressroom.comment.streaming;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    /** One that is read for now, and one for all that came since. */
    private static final int MOST_SIGNALS = 2;

    /** An answer of the database that is lost on its way would be waited for without end. */
    private static final Duration LONGEST_POLL = Duration.ofSeconds(10);

    private final UUID articleId;
    private final ThreadChanges changes;
    private final int buffer;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger signals = new AtomicInteger();
    private final Sinks.Empty<Void> closed = Sinks.empty();
    private volatile long version;
    private volatile long known;

    /**
     * Starts at a version of the thread, and reads whenever it is signalled.
     *
     * @param buffer how many changes wait for a slow watcher
     */
    ThreadFeed(UUID articleId, long version, ThreadChanges changes, int buffer) {
        this.articleId = articleId;
        this.version = version;
        this.known = version;
        this.changes = changes;
        this.buffer = buffer;
    }

    /** Something may have happened. Never waits: while the thread is being read, it is noted to be read once more. */
    void signal() {
        if (signals.getAndUpdate(waiting -> Math.min(waiting + 1, MOST_SIGNALS)) == 0) {
            readOn().repeat(() -> signals.decrementAndGet() > 0)
                    .takeUntilOther(closed.asMono())
                    .subscribe(nothing -> {}, failure -> LOG.error("thread {} is read no more", articleId, failure));
        }
    }

    /** Whoever has read on to a version needs not be told of it once more. */
    void changed(long by) {
        if (by > version) {
            signal();
        }
    }

    /** What happens from now on waits for the watcher; some of it may have been seen before. */
    Watcher watch() {
        Watcher watcher = new Watcher(Sinks.many().unicast().onBackpressureBuffer(new LinkedBlockingQueue<>(buffer)));
        watchers.add(watcher);
        return watcher;
    }

    /** Tells a watcher nothing more. */
    void remove(Watcher watcher) {
        watchers.remove(watcher);
    }

    /** Reads no more. */
    void close() {
        closed.tryEmitEmpty();
    }

    private Mono<Void> readOn() {
        return Mono.defer(this::nextPart)
                .expand(read -> read.size() < ROWS ? Mono.empty() : nextPart())
                .then(Mono.<Void>fromRunnable(() -> known = version))
                .onErrorResume(failure -> {
                    LOG.warn(
                            "the stream of thread {} could not be read, it is looked after again: {}",
                            articleId,
                            failure.toString());
                    return Mono.empty();
                });
    }

    private Mono<List<ThreadChange>> nextPart() {
        return changes.since(articleId, version, ROWS).timeout(LONGEST_POLL).doOnNext(this::tell);
    }

    private void tell(List<ThreadChange> read) {
        for (ThreadChange change : read) {
            version = Math.max(version, change.version());
            News news = new News(change, known);
            watchers.forEach(watcher -> tell(watcher, news));
        }
    }

    private void tell(Watcher watcher, News news) {
        if (watcher.sink().tryEmitNext(news) == Sinks.EmitResult.FAIL_OVERFLOW) {
            watchers.remove(watcher);
            watcher.sink().tryEmitComplete();
        }
    }

    /**
     * A change that is told.
     *
     * @param known up to this version of the thread all had been told when the reading began that found it
     */
    record News(ThreadChange change, long known) {}

    /** What waits for one client, up to a bound: a client that does not keep up is sent what waits, and then the end. */
    record Watcher(Sinks.Many<News> sink) {

        Flux<News> news() {
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
