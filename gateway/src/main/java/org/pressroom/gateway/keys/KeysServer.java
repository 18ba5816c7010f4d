package org.pressroom.gateway.keys;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Publishes the public keys for the services, at {@code /keys} on a port that clients do not reach. */
@Component
final class KeysServer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KeysServer.class);

    private final SigningKeys keys;
    private final InternalProperties properties;
    private @Nullable DisposableServer server;

    KeysServer(SigningKeys keys, InternalProperties properties) {
        this.keys = keys;
        this.properties = properties;
    }

    @Override
    public void start() {
        server = HttpServer.create()
                .host(properties.address())
                .port(properties.port())
                .idleTimeout(Duration.ofSeconds(30))
                .route(routes -> routes.get("/keys", this::answer))
                .bindNow(Duration.ofSeconds(10));
        LOG.info("keys for the services are at port {}", server.port());
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return keys.published()
                .flatMap(set -> response.header(HttpHeaderNames.CONTENT_TYPE, "application/jwk-set+json")
                        .sendString(Mono.just(set))
                        .then())
                .onErrorResume(failure -> {
                    LOG.warn("keys cannot be published just now: {}", failure.toString());
                    return response.status(HttpResponseStatus.SERVICE_UNAVAILABLE)
                            .header(HttpHeaderNames.RETRY_AFTER, "1")
                            .send();
                });
    }

    @Override
    public void stop() {
        if (server != null) {
            server.disposeNow(Duration.ofSeconds(2));
            server = null;
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    /** The port that it listens on. */
    int port() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server.port();
    }
}
