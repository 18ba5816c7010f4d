package org.pressroom.comment.streaming;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.store.ThreadListener;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Hands out the streams of threads: what a client missed, then what happens. All of them end before the web server
 * shuts down, which would wait for them as for any answer; clients come back with the last id they saw.
 */
@Component
class ThreadStreams implements SmartLifecycle, ThreadListener {

    private static final int PART = 200;
    private static final Duration SOON = Duration.ofSeconds(5);

    private final ThreadVersions versions;
    private final ThreadChanges changes;
    private final StreamProperties properties;
    private final ConcurrentHashMap<UUID, Watched> threads = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile Sinks.Empty<Void> end = Sinks.empty();
    private volatile boolean running = true;

    ThreadStreams(ThreadVersions versions, ThreadChanges changes, StreamProperties properties, MeterRegistry meters) {
        this.versions = versions;
        this.changes = changes;
        this.properties = properties;
        Gauge.builder("pressroom.streams.open", open, AtomicInteger::get)
                .description("Streams of threads that are open")
                .register(meters);
    }

    private record Watched(ThreadFeed feed, int watchers) {}

    /** Cheap where nobody watches the thread, or all know of it. */
    @Override
    public void changed(UUID articleId, long version) {
        Watched watched = threads.get(articleId);
        if (watched != null) {
            watched.feed().changed(version);
        }
    }

    /** Something may have happened in a thread. */
    void signal(UUID articleId) {
        Watched watched = threads.get(articleId);
        if (watched != null) {
            watched.feed().signal();
        }
    }

    /** Looks whether something happened in any of the threads that are watched, and reads those in which it did. */
    Mono<Void> lookAfterAll() {
        return Flux.fromIterable(threads.keySet())
                .buffer(ThreadVersions.MOST_AT_ONCE)
                .concatMap(versions::of, 1)
                .doOnNext(found -> found.forEach(this::changed))
                .then();
    }

    /**
     * A stream of a thread.
     *
     * @param lastSeen the version up to which the client has seen the thread; null for the present one
     * @return refused as not found where there is no such thread, and as busy at the limit of streams and on shutdown
     */
    Mono<Opened> open(UUID articleId, @Nullable Long lastSeen) {
        if (!running || open.get() >= properties.most()) {
            return Mono.error(RefusedException.busy(SOON));
        }
        return versions.now(articleId)
                .switchIfEmpty(Mono.error(() -> RefusedException.notFound("There is no such article.")))
                .map(now -> {
                    long from = lastSeen == null ? now : Math.min(now, lastSeen);
                    return new Opened(from, events(articleId, now, from).takeUntilOther(end.asMono()));
                });
    }

    /**
     * A stream.
     *
     * @param from the version after which it tells
     */
    record Opened(long from, Flux<ServerSentEvent<String>> events) {}

    @Override
    public void start() {
        end = Sinks.empty();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        end.tryEmitEmpty();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Watching begins before what was missed is read, so that nothing falls between the two. */
    private Flux<ServerSentEvent<String>> events(UUID articleId, long now, long lastSeen) {
        return Flux.using(
                () -> join(articleId, now),
                joined -> events(articleId, joined.watcher(), lastSeen),
                joined -> leave(articleId, joined));
    }

    private Flux<ServerSentEvent<String>> events(UUID articleId, ThreadFeed.Watcher watcher, long lastSeen) {
        AtomicLong seen = new AtomicLong(lastSeen);
        AtomicInteger left = new AtomicInteger(properties.replay());
        return missed(articleId, lastSeen, left)
                .map(change -> new ThreadFeed.News(change, lastSeen))
                // A client that missed more comes back for the rest, with the last id it saw.
                .concatWith(Flux.defer(() -> left.get() > 0 ? newsAfter(seen.get(), watcher) : Flux.empty()))
                .filter(news -> news.change().version() > seen.get())
                .map(news -> {
                    seen.set(news.change().version());
                    return news.change().eventAfter(news.known());
                });
    }

    /** A client that has caught up may know more than the feed did when it began to read. */
    private static Flux<ThreadFeed.News> newsAfter(long caughtUp, ThreadFeed.Watcher watcher) {
        return watcher.news().map(news -> new ThreadFeed.News(news.change(), Math.max(news.known(), caughtUp)));
    }

    /**
     * Part by part, as the client takes them; ends early where there is more than one connection is sent. Of most threads
     * nothing was missed, and nothing is read.
     */
    private Flux<ThreadChange> missed(UUID articleId, long lastSeen, AtomicInteger left) {
        return versions.now(articleId)
                .filter(version -> version > lastSeen)
                .flatMap(version -> part(articleId, lastSeen, left))
                .expand(part -> part.isEmpty()
                        ? Mono.empty()
                        : part(articleId, part.get(part.size() - 1).version(), left))
                .concatMapIterable(part -> part, 1);
    }

    private Mono<List<ThreadChange>> part(UUID articleId, long after, AtomicInteger left) {
        int rows = Math.min(PART, left.get());
        return rows == 0
                ? Mono.empty()
                : changes.since(articleId, after, rows).doOnNext(part -> left.addAndGet(-part.size()));
    }

    private Joined join(UUID articleId, long version) {
        if (open.incrementAndGet() > properties.most()) {
            open.decrementAndGet();
            throw RefusedException.busy(SOON);
        }
        ThreadFeed feed = threads.compute(
                        articleId,
                        (id, watched) -> watched == null
                                ? new Watched(new ThreadFeed(id, version, changes, properties.buffer()), 1)
                                : new Watched(watched.feed(), watched.watchers() + 1))
                .feed();
        return new Joined(feed, feed.watch());
    }

    private void leave(UUID articleId, Joined joined) {
        open.decrementAndGet();
        joined.feed().remove(joined.watcher());
        threads.computeIfPresent(articleId, (id, watched) -> {
            if (watched.watchers() > 1) {
                return new Watched(watched.feed(), watched.watchers() - 1);
            }
            watched.feed().close();
            return null;
        });
    }

    private record Joined(ThreadFeed feed, ThreadFeed.Watcher watcher) {}
}
