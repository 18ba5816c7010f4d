package org.pressroom.gateway.routes;

import java.time.Duration;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.limits.OpenStreams;
import org.pressroom.gateway.visitors.Visitor;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Refuses a stream with 429 where its client has as many open as it may have. */
final class StreamLimitFilter implements GatewayFilter {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final OpenStreams open;

    StreamLimitFilter(OpenStreams open) {
        this.open = open;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Visitor.current().flatMap(visitor -> {
            String address = visitor.clientAddress();
            if (!open.begin(address)) {
                return Mono.error(Problems.tooManyRequests(RETRY_AFTER));
            }
            return chain.filter(exchange).doFinally(end -> open.end(address));
        });
    }
}
