package org.pressroom.gateway.proxy;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.pressroom.common.problem.Problems;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Cuts an answer off that has begun and does not end in time. */
final class WholeAnswerFilter implements GatewayFilter {

    private final Duration limit;

    /** @param limit how long a whole answer may take */
    WholeAnswerFilter(Duration limit) {
        this.limit = limit;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange)
                .timeout(limit)
                .onErrorMap(
                        failure -> failure instanceof TimeoutException
                                && !exchange.getResponse().isCommitted(),
                        slow -> Problems.timedOut());
    }
}
