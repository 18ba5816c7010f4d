package org.pressroom.gateway.proxy;

import java.util.Set;
import java.util.function.Consumer;
import org.pressroom.gateway.protection.UploadBody;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Has a body whole before its service is asked, so that a slow sender neither holds a connection to the service nor
 * counts as a slow service; how long a body may be is limited before. The length that a service is told is that of what
 * it gets, whoever read of the body before. A body of {@code GET} and {@code HEAD} means nothing (RFC 9110, section
 * 9.3.1) and is left behind, which lets them be tried again. An upload is
 * handed on as it comes, in its own time.
 */
final class RequestBodyFilter implements GatewayFilter {

    private static final Set<HttpMethod> BODILESS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private static final byte[] NONE = {};

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (UploadBody.isIn(exchange) && !BODILESS.contains(request.getMethod())) {
            return chain.filter(exchange);
        }
        Mono<ServerHttpRequest> forwarded = BODILESS.contains(request.getMethod())
                ? Mono.just(carrying(NONE, exchange, RequestBodyFilter::describeNone))
                : whole(request)
                        .defaultIfEmpty(NONE)
                        .map(body -> carrying(body, exchange, headers -> describe(headers, body.length)));
        return forwarded.flatMap(
                it -> chain.filter(exchange.mutate().request(it).build()));
    }

    private static Mono<byte[]> whole(ServerHttpRequest request) {
        return DataBufferUtils.join(request.getBody()).map(joined -> {
            byte[] bytes = new byte[joined.readableByteCount()];
            joined.read(bytes);
            DataBufferUtils.release(joined);
            return bytes;
        });
    }

    private static ServerHttpRequest carrying(
            byte[] body, ServerWebExchange exchange, Consumer<HttpHeaders> description) {
        DataBufferFactory buffers = exchange.getResponse().bufferFactory();
        return new ServerHttpRequestDecorator(
                exchange.getRequest().mutate().headers(description).build()) {
            @Override
            public Flux<DataBuffer> getBody() {
                return body.length == 0 ? Flux.empty() : Flux.defer(() -> Flux.just(buffers.wrap(body)));
            }
        };
    }

    private static void describeNone(HttpHeaders headers) {
        headers.remove(HttpHeaders.CONTENT_TYPE);
        headers.remove(HttpHeaders.CONTENT_LENGTH);
        headers.remove(HttpHeaders.TRANSFER_ENCODING);
    }

    private static void describe(HttpHeaders headers, int length) {
        boolean announced = headers.containsHeader(HttpHeaders.CONTENT_LENGTH)
                || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
        headers.remove(HttpHeaders.TRANSFER_ENCODING);
        if (announced) {
            headers.setContentLength(length);
        }
    }
}
