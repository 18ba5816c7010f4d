package org.pressroom.gateway.site;

import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A service that answers what a test tells it to, and remembers what it was asked. What it was not told is 404. */
final class PathStub implements AutoCloseable {
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final DisposableServer server;

    private record Answer(int status, String body, Duration delay, Map<String, String> headers) {}

    /** One request as it came. */
    record Asked(
            String method,
            String uri,
            String body,
            @Nullable String editToken,
            @Nullable String idempotencyKey,
            @Nullable String articleAccess) {}

    PathStub() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> request.receive()
                        .aggregate()
                        .asString(StandardCharsets.UTF_8)
                        .defaultIfEmpty("")
                        .flatMap(body -> answer(request, response, body)))
                .bindNow();
    }

    WebClient client() {
        return WebClient.create("http://127.0.0.1:" + server.port());
    }

    /** @param path with its query where the request is to have exactly that one */
    PathStub answers(String method, String path, int status, String body) {
        answers.put(method + " " + path, new Answer(status, body, Duration.ZERO, Map.of()));
        return this;
    }

    PathStub answersWithTag(String method, String path, String body, String etag) {
        answers.put(method + " " + path, new Answer(200, body, Duration.ZERO, Map.of("ETag", etag)));
        return this;
    }

    PathStub answersMoved(String method, String path, String location) {
        answers.put(method + " " + path, new Answer(301, "", Duration.ZERO, Map.of("Location", location)));
        return this;
    }

    PathStub answersLate(String method, String path, String body) {
        answers.put(method + " " + path, new Answer(200, body, Duration.ofSeconds(20), Map.of()));
        return this;
    }

    List<Asked> asked(String method) {
        return asked.stream().filter(each -> each.method().equals(method)).toList();
    }

    void forget() {
        answers.clear();
        asked.clear();
    }

    private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response, String body) {
        String method = request.method().name();
        String uri = request.uri();
        HttpHeaders headers = request.requestHeaders();
        asked.add(new Asked(
                method,
                uri,
                body,
                headers.get("X-Edit-Token"),
                headers.get("Idempotency-Key"),
                headers.get("X-Article-Access")));
        Answer exact = answers.get(method + " " + uri);
        Answer answer = exact == null ? answers.get(method + " " + uri.replaceAll("\\?.*", "")) : exact;
        if (answer == null) {
            return response.status(404).send();
        }
        String type = answer.status() < 400 ? "application/json" : "application/problem+json";
        answer.headers().forEach(response::header);
        return Mono.delay(answer.delay())
                .then(response.status(answer.status())
                        .header("Content-Type", type)
                        .sendString(Mono.just(answer.body()))
                        .then());
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
