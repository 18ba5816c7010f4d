package org.pressroom.gateway.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Whole answers by key, each tagged with what it shows.
 *
 * <p>What is promised: a request that comes after a purge gets nothing that was fetched before it. An answer is not kept
 * if one of its tags was purged since its fetch began, and a request that waits for a fetch of somebody else's checks
 * the same for the time before its own arrival. One fetch a key is under way at a time, apart from that.
 *
 * <p>What is asked for shortly before it is no longer fresh is fetched anew meanwhile, so that nobody waits for what many
 * read.
 *
 * <p>Purged answers stay for a while, to stand in for a service that is down, unless what they show was taken away or
 * the service has said since that there is nothing to show.
 */
final class EdgeCache {

    /** How an answer came about. */
    enum Source {
        /** It was kept. */
        HIT,
        /** It was fetched for this request. */
        MISS,
        /** It was fetched for another request that was already under way. */
        COLLAPSED,
        /** It is old, and stands in for a service that is down. */
        STALE
    }

    /**
     * An answer for one request.
     *
     * @param age how long ago it was fetched
     * @param freshFor how much longer it will be served from here; negative for stale ones
     * @param stored whether it is kept now
     */
    record Served(CachedAnswer answer, Source source, Duration age, Duration freshFor, boolean stored) {}

    /** A kept answer that is fresh, with what of it is made once for all who get it. */
    record Hit(PreparedAnswer prepared, Served served) {}

    /** The last part of the time that an answer is fresh, in which it is fetched anew: one of so many. */
    private static final int RENEWED_IN_THE_LAST = 5;

    /** Beyond this many tags with a purge on record, the record starts anew. */
    private static final int MOST_PURGES_ON_RECORD = 100_000;

    /** Compared by identity: a newer answer under the same key is another one. */
    private static final class Entry {
        private final String key;
        private final CachedAnswer answer;
        private final PreparedAnswer prepared;
        private final long storedAt;
        private final AtomicBoolean renewing = new AtomicBoolean();
        private volatile boolean purged;

        private Entry(String key, CachedAnswer answer, long storedAt) {
            this.key = key;
            this.answer = answer;
            this.prepared = new PreparedAnswer(answer);
            this.storedAt = storedAt;
        }
    }

    /**
     * A fetch that is under way. It goes on when the request that began it goes away: others may wait for it, and the
     * answer is worth keeping. It is under way no more before anybody sees its end.
     */
    private final class InFlightFetch {
        /** How many purges there had been when it began. */
        private final long begun = purges.get();

        private final Mono<Fetched> fetched;

        private InFlightFetch(String key, Mono<CachedAnswer> fetch) {
            fetched = fetch.timeout(properties.fillLimit())
                    .map(answer -> new Fetched(answer, keep(key, answer, begun)))
                    .doOnNext(fetched -> inFlight.remove(key, this))
                    .doOnTerminate(() -> inFlight.remove(key, this))
                    .cache();
        }
    }

    private record Fetched(CachedAnswer answer, boolean stored) {}

    private final EdgeProperties properties;
    private final Duration untilRenewed;
    private final Predicate<Throwable> isOutage;
    private final Ticker clock;
    private final Cache<String, Entry> entries;
    private final ConcurrentMap<String, Set<Entry>> byTag = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, InFlightFetch> inFlight = new ConcurrentHashMap<>();
    private final AtomicLong purges = new AtomicLong();
    private final ConcurrentMap<String, Long> purgedAt = new ConcurrentHashMap<>();
    private volatile long forgottenPurges;

    /** @param isOutage which failures of a fetch mean that its service is down */
    EdgeCache(EdgeProperties properties, Predicate<Throwable> isOutage, Ticker clock) {
        this.properties = properties;
        this.untilRenewed = properties.freshFor().minus(properties.freshFor().dividedBy(RENEWED_IN_THE_LAST));
        this.isOutage = isOutage;
        this.clock = clock;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(properties.maxWeight().toBytes())
                .weigher((String key, Entry entry) -> entry.answer.weight() + 2 * key.length())
                .expireAfterWrite(properties.freshFor().plus(properties.staleFor()))
                .ticker(clock)
                .executor(Runnable::run)
                .removalListener((@Nullable String key, @Nullable Entry entry, RemovalCause cause) -> {
                    if (entry != null) {
                        untag(entry);
                    }
                })
                .build();
    }

    /**
     * The answer that is kept for a key, while it is fresh; null where there is none, or somebody is to {@link #get} it who
     * can fetch it anew.
     */
    @Nullable
    Hit hit(String key) {
        Entry entry = entries.getIfPresent(key);
        if (entry == null) {
            return null;
        }
        Duration age = age(entry);
        return isFresh(entry, age) && !isToBeRenewed(entry, age)
                ? new Hit(entry.prepared, served(entry, Source.HIT, age))
                : null;
    }

    /**
     * The answer for a key: a kept one while it is fresh, else that of a fetch.
     *
     * @param fetch asks the service; subscribed to at most once. Its failures are handed on unless a stale answer can
     *     stand in
     */
    Mono<Served> get(String key, Mono<CachedAnswer> fetch) {
        Entry entry = entries.getIfPresent(key);
        Duration age = entry == null ? Duration.ZERO : age(entry);
        if (entry == null || !isFresh(entry, age)) {
            return fetched(key, fetch, purges.get());
        }
        Mono<Served> kept = Mono.just(served(entry, Source.HIT, age));
        return isToBeRenewed(entry, age) && entry.renewing.compareAndSet(false, true)
                ? renewal(key, fetch).then(kept)
                : kept;
    }

    /** Begins to fetch it anew, and is over at once. What comes of it is seen by who asks later. */
    private Mono<Void> renewal(String key, Mono<CachedAnswer> fetch) {
        return Mono.deferContextual(context -> {
            fetched(key, fetch, purges.get())
                    .onErrorComplete()
                    .contextWrite(context)
                    .subscribe();
            return Mono.empty();
        });
    }

    private Mono<Served> fetched(String key, Mono<CachedAnswer> fetch, long arrived) {
        InFlightFetch mine = new InFlightFetch(key, fetch);
        InFlightFetch underWay = inFlight.putIfAbsent(key, mine);
        InFlightFetch joined = underWay == null ? mine : underWay;
        Source source = underWay == null ? Source.MISS : Source.COLLAPSED;
        return joined.fetched
                .flatMap(fetched -> isTooOld(joined, fetched.answer(), arrived)
                        ? fetched(key, fetch, arrived)
                        : Mono.just(fresh(key, fetched, source)))
                .onErrorResume(isOutage, failure -> standIn(key).switchIfEmpty(Mono.error(failure)));
    }

    /**
     * Whether the answer may be from before a purge that came before the request. One without tags, such as that nothing
     * is there, does not say what it depends on.
     */
    private boolean isTooOld(InFlightFetch fetch, CachedAnswer answer, long arrived) {
        if (fetch.begun >= arrived || answer.isOutage()) {
            return false;
        }
        return answer.tags().isEmpty() || isPurgedSince(fetch.begun, answer.tags());
    }

    private Served fresh(String key, Fetched fetched, Source source) {
        if (fetched.answer().isOutage()) {
            Served old = oldAnswer(key);
            if (old != null) {
                return old;
            }
        }
        return new Served(
                fetched.answer(),
                source,
                Duration.ZERO,
                fetched.stored() ? properties.freshFor() : Duration.ZERO,
                fetched.stored());
    }

    private Mono<Served> standIn(String key) {
        return Mono.justOrEmpty(oldAnswer(key));
    }

    private @Nullable Served oldAnswer(String key) {
        Entry entry = entries.getIfPresent(key);
        return entry == null ? null : served(entry, Source.STALE, age(entry));
    }

    private boolean keep(String key, CachedAnswer answer, long begun) {
        if (answer.isRefusal()) {
            entries.invalidate(key);
            return false;
        }
        if (!answer.keepable() || answer.tags().isEmpty() || isPurgedSince(begun, answer.tags())) {
            return false;
        }
        Entry entry = new Entry(key, answer, clock.read());
        for (String tag : answer.tags()) {
            byTag.compute(tag, (name, tagged) -> {
                Set<Entry> set = tagged == null ? ConcurrentHashMap.newKeySet() : tagged;
                set.add(entry);
                return set;
            });
        }
        entries.put(key, entry);
        if (isPurgedSince(begun, answer.tags())) {
            // a purge that came in between may have looked for it too early
            entries.asMap().remove(key, entry);
            return false;
        }
        return true;
    }

    /** What shows this has changed: answers with the tag are fetched anew. */
    void purge(String tag) {
        record(tag);
        Set<Entry> tagged = byTag.get(tag);
        if (tagged != null) {
            tagged.forEach(entry -> entry.purged = true);
        }
    }

    /** What shows this was taken away: answers with the tag are never served again, not even while a service is down. */
    void remove(String tag) {
        record(tag);
        Set<Entry> tagged = byTag.get(tag);
        if (tagged != null) {
            Set.copyOf(tagged).forEach(entry -> entries.asMap().remove(entry.key, entry));
        }
    }

    /** Everything has changed: all answers are fetched anew. */
    void purgeAll() {
        forgottenPurges = purges.incrementAndGet();
        purgedAt.clear();
        entries.asMap().values().forEach(entry -> entry.purged = true);
    }

    /** On record before the answers are looked for, so that one that is kept just now finds out itself. */
    private void record(String tag) {
        long now = purges.incrementAndGet();
        if (purgedAt.size() >= MOST_PURGES_ON_RECORD) {
            forgottenPurges = now;
            purgedAt.clear();
        }
        purgedAt.merge(tag, now, Math::max);
    }

    private boolean isPurgedSince(long begun, Set<String> tags) {
        if (begun < forgottenPurges) {
            return true;
        }
        for (String tag : tags) {
            Long at = purgedAt.get(tag);
            if (at != null && at > begun) {
                return true;
            }
        }
        return false;
    }

    private Duration age(Entry entry) {
        return Duration.ofNanos(clock.read() - entry.storedAt);
    }

    private boolean isFresh(Entry entry, Duration age) {
        return !entry.purged && age.compareTo(properties.freshFor()) < 0;
    }

    private boolean isToBeRenewed(Entry entry, Duration age) {
        return age.compareTo(untilRenewed) >= 0 && !entry.renewing.get();
    }

    private Served served(Entry entry, Source source, Duration age) {
        return new Served(entry.answer, source, age, properties.freshFor().minus(age), true);
    }

    private void untag(Entry entry) {
        for (String tag : entry.answer.tags()) {
            byTag.computeIfPresent(tag, (name, tagged) -> {
                tagged.remove(entry);
                return tagged.isEmpty() ? null : tagged;
            });
        }
    }

    /** How many tags are known; for tests of what is forgotten. */
    int tags() {
        return byTag.size();
    }
}
