package org.pressroom.comment.streaming;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.Problems;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Hands out the streams of threads: what a client missed, then what happens. */
@Component
class ThreadStreams {

    private static final int PART = 200;
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Changes changes;
    private final StreamSettings settings;
    private final ConcurrentHashMap<UUID, Watched> threads = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();

    ThreadStreams(Changes changes, StreamSettings settings) {
        this.changes = changes;
        this.settings = settings;
    }

    private record Watched(ThreadFeed feed, int watchers) {}

    /** Something may have happened in a thread. Cheap where nobody watches it. */
    void poke(UUID articleId) {
        Watched watched = threads.get(articleId);
        if (watched != null) {
            watched.feed().poke();
        }
    }

    /** How many streams are open. */
    int open() {
        return open.get();
    }

    /**
     * A stream of a thread.
     *
     * @param lastSeen the id of the last event that the client has seen; null for one that comes for the first time
     * @return fails with 404 where there is no such thread, and with 503 at the limit of streams
     */
    Mono<Flux<ServerSentEvent<String>>> open(UUID articleId, @Nullable Long lastSeen) {
        return changes.version(articleId)
                .switchIfEmpty(Mono.error(() -> Problems.notFound("There is no such article.")))
                .map(now -> {
                    if (open.get() >= settings.limit()) {
                        throw Problems.unavailable(SOON);
                    }
                    return Flux.defer(() -> events(articleId, now, lastSeen == null ? now : Math.min(now, lastSeen)));
                });
    }

    private Flux<ServerSentEvent<String>> events(UUID articleId, long now, long lastSeen) {
        open.incrementAndGet();
        // Watching begins before the replay is read, so that nothing falls between the two.
        Flux<Change> live = join(articleId, now).watch();
        AtomicLong seen = new AtomicLong(lastSeen);
        AtomicInteger left = new AtomicInteger(settings.replay());
        return missed(articleId, seen, left)
                .concatWith(Flux.defer(() -> left.get() > 0 ? live : Flux.empty()))
                .filter(change -> change.version() > seen.get())
                .map(change -> change.eventAfter(seen.getAndSet(change.version())))
                // It comes back with the last id it saw.
                .onErrorComplete(ThreadFeed.TooSlow.class)
                .doFinally(end -> leave(articleId));
    }

    /** Part by part, as the client takes them; ends early where there is more than one connection is sent. */
    private Flux<Change> missed(UUID articleId, AtomicLong seen, AtomicInteger left) {
        return part(articleId, seen.get(), left)
                .expand(part -> part.isEmpty()
                        ? Mono.empty()
                        : part(articleId, part.get(part.size() - 1).version(), left))
                .concatMapIterable(part -> part, 1);
    }

    private Mono<java.util.List<Change>> part(UUID articleId, long after, AtomicInteger left) {
        int rows = Math.min(PART, left.get());
        return rows == 0
                ? Mono.empty()
                : changes.since(articleId, after, rows).doOnNext(part -> left.addAndGet(-part.size()));
    }

    private ThreadFeed join(UUID articleId, long version) {
        return threads.compute(
                        articleId,
                        (id, watched) -> watched == null
                                ? new Watched(new ThreadFeed(id, version, changes, settings), 1)
                                : new Watched(watched.feed(), watched.watchers() + 1))
                .feed();
    }

    private void leave(UUID articleId) {
        open.decrementAndGet();
        threads.computeIfPresent(articleId, (id, watched) -> {
            if (watched.watchers() > 1) {
                return new Watched(watched.feed(), watched.watchers() - 1);
            }
            watched.feed().close();
            return null;
        });
    }
}
