package org.pressroom.article.media;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.ByteBufFlux;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/**
 * Sends the requests of Amazon's SDK over Reactor Netty, on the event loops that the program has anyway, within a bounded
 * number of connections. Bodies are read as fast as who asked takes them.
 */
final class ReactorNettyHttp implements SdkAsyncHttpClient {

    private static final int MOST_CONNECTIONS = 64;
    private static final int MOST_WAITING = 500;
    private static final int TO_CONNECT_MILLIS = 2_000;

    /** Below what servers keep a connection open for. */
    private static final Duration MOST_IDLE = Duration.ofSeconds(10);

    /** Longer than a client may leave an answer unread, who would else be cut off from here. */
    private static final Duration MOST_SILENCE = Duration.ofSeconds(60);

    private final ConnectionProvider connections;
    private final HttpClient client;

    /** @param patience how long a request may wait for a connection */
    ReactorNettyHttp(Duration patience) {
        connections = ConnectionProvider.builder("media-s3")
                .maxConnections(MOST_CONNECTIONS)
                .pendingAcquireMaxCount(MOST_WAITING)
                .pendingAcquireTimeout(patience)
                .maxIdleTime(MOST_IDLE)
                .lifo()
                .build();
        client = HttpClient.create(connections)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, TO_CONNECT_MILLIS)
                .responseTimeout(MOST_SILENCE);
    }

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest asked) {
        SdkHttpRequest request = asked.request();
        SdkAsyncHttpResponseHandler handler = asked.responseHandler();
        return client.headers(headers -> request.forEachHeader(headers::set))
                .request(HttpMethod.valueOf(request.method().name()))
                .uri(request.getUri())
                .send((head, out) -> body(asked, out))
                .response((response, body) -> handOn(response, body, handler))
                .then()
                .onErrorMap(failure -> failure instanceof IOException ? failure : new IOException(failure))
                .doOnError(handler::onError)
                .toFuture();
    }

    private static Publisher<Void> body(AsyncExecuteRequest asked, NettyOutbound out) {
        return asked.requestContentPublisher().contentLength().orElse(0L) > 0
                ? out.send(Flux.from(asked.requestContentPublisher()).map(Unpooled::wrappedBuffer))
                : out;
    }

    /** Ends with the body, however that ends, so that the connection is the body's until then. */
    private static Mono<Void> handOn(
            HttpClientResponse response, ByteBufFlux body, SdkAsyncHttpResponseHandler handler) {
        Sinks.Empty<Void> end = Sinks.empty();
        handler.onHeaders(head(response));
        handler.onStream(body.asByteArray()
                .map(ByteBuffer::wrap)
                .doOnError(end::tryEmitError)
                .doOnComplete(end::tryEmitEmpty)
                .doOnCancel(end::tryEmitEmpty));
        return end.asMono();
    }

    private static SdkHttpResponse head(HttpClientResponse response) {
        SdkHttpFullResponse.Builder head = SdkHttpResponse.builder()
                .statusCode(response.status().code())
                .statusText(response.status().reasonPhrase());
        HttpHeaders headers = response.responseHeaders();
        headers.forEach(header -> head.appendHeader(header.getKey(), header.getValue()));
        return head.build();
    }

    @Override
    public String clientName() {
        return "reactor-netty";
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
