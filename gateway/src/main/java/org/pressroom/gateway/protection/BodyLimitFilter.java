package org.pressroom.gateway.protection;

import java.util.concurrent.atomic.AtomicLong;
import org.pressroom.common.problem.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Refuses bodies that are too long with 413: at once where their length is told, else as soon as too much has come. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 40)
final class BodyLimitFilter implements WebFilter {

    private final long mostBytes;

    BodyLimitFilter(ProtectionProperties properties) {
        this.mostBytes = properties.mostBody().toBytes();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (request.getHeaders().getContentLength() > mostBytes) {
            return Mono.error(Problems.tooLarge());
        }
        return chain.filter(exchange.mutate().request(new Limited(request)).build());
    }

    private final class Limited extends ServerHttpRequestDecorator {

        private Limited(ServerHttpRequest request) {
            super(request);
        }

        @Override
        public Flux<DataBuffer> getBody() {
            AtomicLong read = new AtomicLong();
            return super.getBody().handle((buffer, sink) -> {
                if (read.addAndGet(buffer.readableByteCount()) > mostBytes) {
                    DataBufferUtils.release(buffer);
                    sink.error(Problems.tooLarge());
                } else {
                    sink.next(buffer);
                }
            });
        }
    }
}
