package org.pressroom.gateway.routes;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.http.EndlessAnswer;
import org.pressroom.common.problem.ProblemException;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * One stream of a service for all clients that want it: it is asked for once, and its last events are kept for clients
 * that come a little late. Where it breaks off it is asked for again from where it was, unnoticed by its clients, for as
 * long as it has any.
 */
final class StreamFeed {

    private static final int MOST_KEPT = 100;
    private static final int MOST_BYTES_KEPT = 128 * 1024;

    /** The services send something every 15 s. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);
    private static final Duration UNWATCHED = Duration.ofSeconds(10);

    private static final byte[] HEARTBEAT = ":still here\n\n".getBytes(StandardCharsets.UTF_8);

    /** Asks the service for the stream from a place on, or from now on. */
    @FunctionalInterface
    interface Source {
        Flux<ServerSentEvent<String>> from(@Nullable Long place);
    }

    private final Source source;
    private final @Nullable Long asked;
    private final Runnable atEnd;
    private final Sinks.One<StreamFeed> opened = Sinks.one();
    private final Disposable.Swap reading = Disposables.swap();

    private final Map<EndlessAnswer, EndlessAnswer.Client> watchers = new HashMap<>(2);
    private final Deque<Event> kept = new ArrayDeque<>(2);
    private int bytesKept;
    private boolean open;
    private boolean ended;
    /** All events after this place are kept. */
    private long start;

    private long last;

    /** @param asked the place from which on the first client wants it; null for now */
    StreamFeed(Source source, @Nullable Long asked, Runnable atEnd) {
        this.source = source;
        this.asked = asked;
        this.atEnd = atEnd;
    }

    private record Event(long place, byte[] frame) {}

    /** This feed once it is known where it starts; fails as the service does. */
    Mono<StreamFeed> opened() {
        return opened.asMono();
    }

    /** Begins to read. To be called once. */
    void read() {
        reading.update(Flux.defer(() -> source.from(place()))
                .timeout(SILENCE)
                .doOnNext(this::take)
                // it sends only so much of what was missed at once
                .repeatWhen(done -> done.delayElements(FIRST_RETRY))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY)
                        .maxBackoff(LAST_RETRY)
                        .transientErrors(true)
                        .filter(this::isTransient))
                .subscribe(event -> {}, this::end));
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
            if (event.data() != null && place != null) {
                keep(new Event(place, frame(place, event)));
            }
        }
        opened.tryEmitValue(this);
    }

    private static byte[] frame(long place, ServerSentEvent<String> event) {
        String name = event.event() == null ? "" : "event:" + event.event() + "\n";
        String data = String.valueOf(event.data()).replace("\n", "\ndata:");
        return ("id:" + place + "\n" + name + "data:" + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private void keep(Event event) {
        last = Math.max(last, event.place());
        kept.add(event);
        bytesKept += event.frame().length;
        while (kept.size() > MOST_KEPT || (bytesKept > MOST_BYTES_KEPT && kept.size() > 1)) {
            Event dropped = kept.remove();
            bytesKept -= dropped.frame().length;
            start = Math.max(start, dropped.place());
        }
        watchers.values().forEach(client -> client.send(event.frame()));
    }

    /** Whether a client that has seen the stream up to a place misses nothing here. */
    synchronized boolean covers(@Nullable Long seen) {
        return !ended && (seen == null || seen >= start);
    }

    /** Sends a client what it has not seen, and then what happens. */
    synchronized void watch(EndlessAnswer answer, EndlessAnswer.Client client, @Nullable Long seen) {
        if (ended) {
            client.end();
            return;
        }
        // One that knows more than this feed is sent something twice rather than never.
        long known = seen == null ? last : Math.min(seen, last);
        client.send(beginning(known));
        for (Event event : kept) {
            if (event.place() > known) {
                client.send(event.frame());
            }
        }
        watchers.put(answer, client);
    }

    /** Nothing to see, but the place to come back to, and when: not all at once. */
    private static byte[] beginning(long place) {
        int retry = ThreadLocalRandom.current().nextInt(2_000, 10_000);
        return ("retry:" + retry + "\nid:" + place + "\n:connected\n\n").getBytes(StandardCharsets.UTF_8);
    }

    void forget(EndlessAnswer answer) {
        boolean unwatched;
        synchronized (this) {
            unwatched = watchers.remove(answer) != null && watchers.isEmpty();
        }
        if (unwatched) {
            endIfUnwatched();
        }
    }

    synchronized void beat() {
        watchers.values().forEach(client -> client.send(HEARTBEAT));
    }

    private void endIfUnwatched() {
        synchronized (this) {
            if (ended || !watchers.isEmpty()) {
                return;
            }
            ended = true;
        }
        finish(List.of());
    }

    /** First it is out of the way of those who ask anew, then those who wait are told. */
    private void end(Throwable failure) {
        end();
        opened.tryEmitError(failure);
    }

    /** Ends it for all who watch. */
    void end() {
        List<EndlessAnswer.Client> left;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            left = List.copyOf(watchers.values());
            watchers.clear();
        }
        finish(left);
    }

    private void finish(List<EndlessAnswer.Client> left) {
        reading.dispose();
        atEnd.run();
        left.forEach(EndlessAnswer.Client::end);
    }
}
