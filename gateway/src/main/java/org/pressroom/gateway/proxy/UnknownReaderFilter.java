package org.pressroom.gateway.proxy;

import org.pressroom.common.contract.CacheTags;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.gateway.FilterOrder;
import org.pressroom.gateway.readers.Readers;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Tells a program that nobody can say whether it is subscribed, where the service's answer is less than subscribers read.
 * Any other answer is the same for both, and is handed on.
 */
@Component
@Order(FilterOrder.UNKNOWN_READER)
final class UnknownReaderFilter implements GlobalFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Readers.areUnknown(exchange)
                ? chain.filter(exchange).then(Mono.defer(() -> requireNoLess(exchange)))
                : chain.filter(exchange);
    }

    private static Mono<Void> requireNoLess(ServerWebExchange exchange) {
        HttpHeaders answer = exchange.getResponse().getHeaders();
        if (!CacheTags.in(answer.getOrEmpty(HeaderNames.CACHE_TAG)).contains(CacheTags.LESS_THAN_SUBSCRIBERS_READ)) {
            return Mono.empty();
        }
        // They say of the answer what is not true of the problem in its place.
        answer.clear();
        return Mono.error(Readers.unknown());
    }
}
