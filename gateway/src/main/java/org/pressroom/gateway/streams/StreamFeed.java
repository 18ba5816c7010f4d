package org.pressroom.gateway.streams;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.http.EndlessAnswer;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * One stream of a service for all clients that want it: it is asked for once, and its last events are kept for clients
 * that come a little late. Where it breaks off it is asked for again from where it was, unnoticed by its clients, for as
 * long as it has any. It is read on once somebody watches, so that nothing goes by before.
 */
final class StreamFeed {

    private static final Logger LOG = LoggerFactory.getLogger(StreamFeed.class);

    private static final int MOST_KEPT = 100;
    private static final long MOST_BYTES_KEPT = DataSize.ofKilobytes(128).toBytes();
    static final long MOST_BYTES_KEPT_IN_ALL = DataSize.ofMegabytes(16).toBytes();

    /** The services send something every 5 s. */
    private static final Duration SILENCE = Duration.ofSeconds(12);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);
    private static final Duration UNWATCHED = Duration.ofSeconds(10);

    private static final byte[] HEARTBEAT = ":still here\n\n".getBytes(StandardCharsets.UTF_8);

    /** Asks the service for the stream from a place on, or from now on. */
    @FunctionalInterface
    interface Source {
        Flux<ServerSentEvent<String>> from(@Nullable Long place);
    }

    /** What a feed is one of. Its methods do not wait. */
    interface Surroundings {

        /** How many bytes of events all feeds keep. */
        AtomicLong keptInAll();

        /** Another feed of the same stream, which is to have the clients of this one once it can tell them all; or none. */
        @Nullable
        StreamFeed heir();

        /** Nobody can join a feed any more. */
        void ended(StreamFeed feed);
    }

    private final Source source;
    private final @Nullable Long asked;
    private final Surroundings surroundings;
    private final Sinks.One<StreamFeed> opened = Sinks.one();
    private final Sinks.Empty<Void> over = Sinks.empty();
    private final Reading reading = new Reading();

    private final Map<EndlessAnswer, EndlessAnswer.Client> watchers = new HashMap<>(2);
    private final Deque<Event> kept = new ArrayDeque<>(2);
    private long bytesKept;
    private boolean open;
    private boolean ended;
    /** Who has the clients that this one had. */
    private @Nullable StreamFeed successor;
    /** All events after this place are kept. */
    private long start;

    private long last;

    /** @param asked the place from which on the first client wants it; null for now */
    StreamFeed(Source source, @Nullable Long asked, Surroundings surroundings) {
        this.source = source;
        this.asked = asked;
        this.surroundings = surroundings;
    }

    private record Event(long place, byte[] frame) {}

    /** This feed once it is known where it starts; fails as the service does. */
    Mono<StreamFeed> opened() {
        return opened.asMono();
    }

    /** Completes at the end of this feed. */
    Mono<Void> over() {
        return over.asMono();
    }

    /** Where it starts is read at once, the rest when somebody watches. */
    private final class Reading extends BaseSubscriber<ServerSentEvent<String>> {

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(1);
        }

        @Override
        protected void hookOnNext(ServerSentEvent<String> event) {
            take(event);
        }

        @Override
        protected void hookOnError(Throwable failure) {
            end(failure);
        }
    }

    /** Begins to read. To be called once. */
    void read() {
        Flux.defer(() -> source.from(place()))
                .timeout(SILENCE)
                // it sends only so much of what was missed at once
                .repeatWhen(done -> done.delayElements(FIRST_RETRY))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY)
                        .maxBackoff(LAST_RETRY)
                        .transientErrors(true)
                        .filter(this::isTransient))
                .subscribe(reading);
        opened().delayElement(UNWATCHED).subscribe(feed -> feed.endIfUnwatched(), failure -> {});
    }

    private synchronized @Nullable Long place() {
        return open ? Long.valueOf(last) : asked;
    }

    /** Before it was ever open its clients are told; afterwards only that it is not there any more ends it. */
    private synchronized boolean isTransient(Throwable failure) {
        return open
                && !(failure instanceof ProblemException problem
                        && problem.status().is4xxClientError());
    }

    private void take(ServerSentEvent<String> event) {
        Long place = event.id() == null ? null : Long.valueOf(event.id());
        synchronized (this) {
            if (!open) {
                open = true;
                // A service that does not say where it starts: only who wants just this can be served from here.
                start = place != null ? place : asked != null ? asked : Long.MAX_VALUE;
                if (event.data() != null && place != null) {
                    start = asked != null ? asked : place - 1;
                }
                last = start == Long.MAX_VALUE ? 0 : start;
            }
            if (event.data() != null && place != null && !ended) {
                keep(new Event(place, frame(place, event)));
            }
        }
        opened.tryEmitValue(this);
        StreamFeed heir = surroundings.heir();
        if (heir != null) {
            handOver(heir);
        }
    }

    private static byte[] frame(long place, ServerSentEvent<String> event) {
        String name = event.event() == null ? "" : "event:" + event.event() + "\n";
        String data = String.valueOf(event.data()).replace("\n", "\ndata:");
        return ("id:" + place + "\n" + name + "data:" + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private void keep(Event event) {
        last = Math.max(last, event.place());
        kept.add(event);
        weigh(event.frame().length);
        while (!kept.isEmpty() && keepsTooMuch()) {
            Event dropped = kept.remove();
            weigh(-dropped.frame().length);
            start = Math.max(start, dropped.place());
        }
        watchers.values().forEach(client -> send(client, event.frame()));
    }

    private boolean keepsTooMuch() {
        return kept.size() > MOST_KEPT
                || bytesKept > MOST_BYTES_KEPT
                || surroundings.keptInAll().get() > MOST_BYTES_KEPT_IN_ALL;
    }

    private void weigh(long bytes) {
        bytesKept += bytes;
        surroundings.keptInAll().addAndGet(bytes);
    }

    /** What fails for one client fails for that one alone. */
    private static void send(EndlessAnswer.Client client, byte[] part) {
        try {
            client.send(part);
        } catch (RuntimeException failure) {
            LOG.error("a client of a stream could not be sent something", failure);
        }
    }

    /** Whether a client that has seen the stream up to a place misses nothing here. */
    synchronized boolean covers(@Nullable Long seen) {
        return !ended && (seen == null || seen >= start);
    }

    /**
     * Sends a client what it has not seen, and then what happens. Where that cannot be told any more, it is sent back to
     * come again from where it was.
     */
    void watch(EndlessAnswer answer, EndlessAnswer.Client client, @Nullable Long seen) {
        StreamFeed next;
        synchronized (this) {
            next = successor;
            if (next == null) {
                begin(answer, client, seen);
            }
        }
        if (next == null) {
            reading.requestUnbounded();
        } else {
            next.watch(answer, client, seen);
        }
    }

    private void begin(EndlessAnswer answer, EndlessAnswer.Client client, @Nullable Long seen) {
        if (!covers(seen)) {
            if (seen != null) {
                send(client, beginning(seen));
            }
            client.end();
            return;
        }
        // One that knows more than this feed is sent something twice rather than never.
        long known = seen == null ? last : Math.min(seen, last);
        send(client, beginning(known));
        goOn(answer, client, known);
    }

    private void goOn(EndlessAnswer answer, EndlessAnswer.Client client, long known) {
        for (Event event : kept) {
            if (event.place() > known) {
                send(client, event.frame());
            }
        }
        watchers.put(answer, client);
    }

    private void handOver(StreamFeed heir) {
        synchronized (this) {
            if (ended || !heir.takesOver(watchers, last)) {
                return;
            }
            successor = heir;
            watchers.clear();
            forgetAll();
        }
        finish(List.of(), null);
    }

    /** Whether clients that have seen the stream up to a place miss nothing here, and are this feed's from now on. */
    private synchronized boolean takesOver(Map<EndlessAnswer, EndlessAnswer.Client> clients, long seen) {
        if (!open || !covers(seen) || seen > last) {
            return false;
        }
        clients.forEach((answer, client) -> goOn(answer, client, seen));
        return true;
    }

    /** Nothing to see, but the place to come back to, and when: not all at once. */
    private static byte[] beginning(long place) {
        int retry = ThreadLocalRandom.current().nextInt(2_000, 10_000);
        return ("retry:" + retry + "\nid:" + place + "\n:connected\n\n").getBytes(StandardCharsets.UTF_8);
    }

    void forget(EndlessAnswer answer) {
        boolean unwatched;
        StreamFeed next;
        synchronized (this) {
            next = successor;
            unwatched = watchers.remove(answer) != null && watchers.isEmpty();
        }
        if (next != null) {
            next.forget(answer);
        } else if (unwatched) {
            endIfUnwatched();
        }
    }

    synchronized void beat() {
        watchers.values().forEach(client -> send(client, HEARTBEAT));
    }

    private void endIfUnwatched() {
        synchronized (this) {
            if (ended || !watchers.isEmpty()) {
                return;
            }
            forgetAll();
        }
        finish(List.of(), null);
    }

    /** Ends it for all who watch. */
    void end() {
        end(null);
    }

    private void end(@Nullable Throwable failure) {
        List<EndlessAnswer.Client> left;
        synchronized (this) {
            if (ended) {
                return;
            }
            left = List.copyOf(watchers.values());
            watchers.clear();
            forgetAll();
        }
        finish(left, failure);
    }

    private void forgetAll() {
        ended = true;
        kept.clear();
        weigh(-bytesKept);
    }

    /** First it is out of the way of those who ask anew, then those who wait are told. */
    private void finish(List<EndlessAnswer.Client> left, @Nullable Throwable failure) {
        reading.dispose();
        surroundings.ended(this);
        left.forEach(EndlessAnswer.Client::end);
        opened.tryEmitError(failure == null ? Problems.unavailable(LAST_RETRY) : failure);
        over.tryEmitEmpty();
    }
}
