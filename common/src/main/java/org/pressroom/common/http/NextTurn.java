package org.pressroom.common.http;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;

/**
 * Begins each request in a turn of its own on its connection's event loop.
 *
 * <p>Reactor Netty 1.3.6 and 1.3.7 stop reading a keep-alive connection for good when a request arrives before the one
 * before it has quite ended, and is then answered within the very call that hands it on: whatever comes next on that
 * connection waits until the client gives up (<a
 * href="https://github.com/reactor/reactor-netty/issues/4361">reactor-netty #4361</a>). A turn later the connection is
 * ready, whatever the answer takes. To be dropped with the first version that has the fix.
 */
public final class NextTurn implements HttpHandlerDecoratorFactory {

    @Override
    public HttpHandler apply(HttpHandler handler) {
        return (request, response) -> inNextTurn(handler, request, response);
    }

    private static Mono<Void> inNextTurn(HttpHandler handler, ServerHttpRequest request, ServerHttpResponse response) {
        Mono<Void> handling = Mono.defer(() -> handler.handle(request, response));
        Object ofNetty = ServerHttpRequestDecorator.getNativeRequest(request);
        return ofNetty instanceof Connection connection
                ? handling.subscribeOn(
                        Schedulers.fromExecutor(connection.channel().eventLoop()))
                : handling;
    }
}
