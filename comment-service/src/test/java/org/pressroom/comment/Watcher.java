package org.pressroom.comment;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.pressroom.testkit.Tokens;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import tools.jackson.databind.JsonNode;

/** Watches a thread as a browser does, and keeps what it saw. */
final class Watcher implements AutoCloseable {

    private final List<ServerSentEvent<String>> seen = new CopyOnWriteArrayList<>();
    private final Disposable subscription;

    private Watcher(Disposable.Swap subscription) {
        this.subscription = subscription;
    }

    /** Connects, and waits for the first line. */
    static Watcher of(int port, UUID articleId, @Nullable String lastEventId) {
        return of(port, "/api/articles/" + articleId + "/comments/stream", lastEventId);
    }

    /** Connects as a page that shows the thread at a version. */
    static Watcher ofPage(int port, UUID articleId, String after, @Nullable String lastEventId) {
        return of(port, "/api/articles/" + articleId + "/comments/stream?after=" + after, lastEventId);
    }

    private static Watcher of(int port, String path, @Nullable String lastEventId) {
        Disposable.Swap connection = reactor.core.Disposables.swap();
        Watcher watcher = new Watcher(connection);
        WebClient.RequestHeadersSpec<?> request = WebClient.create("http://127.0.0.1:" + port)
                .get()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(Tokens.anonymous()));
        if (lastEventId != null) {
            request = request.header("Last-Event-ID", lastEventId);
        }
        connection.update(request.retrieve()
                .bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
                .subscribe(watcher.seen::add));
        await().atMost(ServiceTest.PATIENCE).until(() -> !watcher.seen.isEmpty());
        return watcher;
    }

    /** Events so far, without comment lines. */
    List<ServerSentEvent<String>> events() {
        return seen.stream().filter(event -> event.event() != null).toList();
    }

    /** Names of events so far, each with the id of its comment. */
    List<String> story() {
        return events().stream()
                .map(event -> event.event() + " " + data(event).path("id").asString())
                .toList();
    }

    /** All that came, comment lines too. */
    List<ServerSentEvent<String>> all() {
        return seen;
    }

    static JsonNode data(ServerSentEvent<String> event) {
        return ServiceTest.JSON.readTree(event.data());
    }

    @Override
    public void close() {
        subscription.dispose();
    }
}
