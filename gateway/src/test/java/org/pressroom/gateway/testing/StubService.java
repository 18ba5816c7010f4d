package org.pressroom.gateway.testing;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pressroom.embedded.Ports;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableChannel;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A service that answers as a test says, and remembers what it was asked. */
public final class StubService {

    /** What it was asked. */
    public record Asked(String method, String uri, HttpHeaders headers, String body) {}

    /** What it answers; the body is a stream of texts. */
    public record Reply(int status, Map<String, String> headers, Publisher<String> body) {

        /** JSON with headers, given as names and values in turn. */
        public static Reply json(int status, String body, String... headers) {
            Map<String, String> all = new LinkedHashMap<>();
            all.put("Content-Type", "application/json");
            for (int i = 0; i < headers.length; i += 2) {
                all.put(headers[i], headers[i + 1]);
            }
            return new Reply(status, all, Mono.just(body));
        }

        /** No answer at all: the connection is closed. */
        public static Reply hangUp() {
            return new Reply(0, Map.of(), Mono.empty());
        }

        /** An endless answer. */
        public static Reply stream(Flux<String> events) {
            return new Reply(200, Map.of("Content-Type", "text/event-stream"), events);
        }
    }

    private static final Reply READY = Reply.json(200, "{\"status\":\"UP\"}");

    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Function<Asked, Mono<Reply>> behaviour = StubService::nothingHere;
    private volatile Mono<Reply> readiness = Mono.just(READY);
    private @Nullable DisposableServer server;
    private final int port;

    public StubService() {
        try {
            port = Ports.free();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        server = start();
    }

    private DisposableServer start() {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .channelGroup(connections)
                .handle(this::handle)
                .bindNow(Duration.ofSeconds(10));
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Forgets what it was asked and what it does, and comes back where it went away. */
    public void reset() {
        asked.clear();
        behaviour = StubService::nothingHere;
        readiness = Mono.just(READY);
        if (server == null) {
            server = start();
        }
    }

    /** Refuses connections from now on. */
    public void goAway() {
        if (server != null) {
            connections.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
            server.disposeNow(Duration.ofSeconds(5));
            server = null;
        }
    }

    /** From now on it does this. */
    public void does(Function<Asked, Mono<Reply>> next) {
        behaviour = next;
    }

    /** From now on it answers this. */
    public void answers(Reply reply) {
        does(request -> Mono.just(reply));
    }

    /** It says of itself that it is not ready, and goes on with what it does. */
    public void isNotReady() {
        readiness = Mono.just(Reply.json(503, "{\"status\":\"OUT_OF_SERVICE\"}"));
    }

    /** It takes connections and answers nothing, as a process does that was stopped. */
    public void freezes() {
        readiness = Mono.never();
        does(request -> Mono.never());
    }

    /** All that it was asked so far, but for whether it is ready. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** The only thing that it was asked. */
    public Asked askedOnce() {
        if (asked.size() != 1) {
            throw new AssertionError("asked " + asked.size() + " times: " + asked);
        }
        return asked.get(0);
    }

    private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .asString(StandardCharsets.UTF_8)
                .defaultIfEmpty("")
                .map(body -> new Asked(
                        request.method().name(),
                        request.uri(),
                        request.requestHeaders().copy(),
                        body))
                .flatMap(this::replyTo)
                .flatMap(reply -> {
                    if (reply.status() == 0) {
                        request.withConnection(DisposableChannel::dispose);
                        return Mono.<Void>never();
                    }
                    response.status(reply.status());
                    reply.headers().forEach(response::header);
                    return response.sendString(Flux.from(reply.body())).then();
                });
    }

    private Mono<Reply> replyTo(Asked request) {
        if (request.uri().equals("/actuator/health/readiness")) {
            return readiness;
        }
        asked.add(request);
        return behaviour.apply(request);
    }

    private static Mono<Reply> nothingHere(Asked asked) {
        return Mono.just(Reply.json(404, "{\"status\":404}"));
    }
}
