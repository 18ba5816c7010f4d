package org.pressroom.common.streaming;

import java.time.Duration;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Server-sent events (HTML Living Standard, section 9.2). */
public final class EventStreams {

    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private EventStreams() {}

    /**
     * A stream that sends a comment line at once, since headers leave with the first element alone and proxies wait for
     * them, and another every 5 s, so that nobody between takes it for dead. It ends when the events end.
     *
     * @param from the place that it starts at: a client that loses it before the first event comes back with that
     */
    public static <T> Flux<ServerSentEvent<T>> sse(long from, Flux<ServerSentEvent<T>> events) {
        Flux<ServerSentEvent<T>> heartbeats =
                Flux.interval(HEARTBEAT).onBackpressureDrop().map(tick -> EventStreams.<T>comment("still here"));
        return Flux.concat(
                Mono.just(ServerSentEvent.<T>builder()
                        .id(Long.toString(from))
                        .comment("connected")
                        .build()),
                events.materialize().mergeWith(heartbeats.materialize()).<ServerSentEvent<T>>dematerialize());
    }

    private static <T> ServerSentEvent<T> comment(String text) {
        return ServerSentEvent.<T>builder().comment(text).build();
    }
}
