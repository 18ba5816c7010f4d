package org.pressroom.gateway.proxy;

import org.pressroom.gateway.routes.Scope;
import org.pressroom.gateway.visitors.SafeMethods;
import org.pressroom.gateway.visitors.Visitor;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Keeps a token that was limited to other scopes from using a route. */
final class ScopeFilter implements GatewayFilter {

    private final Scope scope;

    ScopeFilter(Scope scope) {
        this.scope = scope;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        boolean read = SafeMethods.isUsedBy(exchange.getRequest());
        return Visitor.current()
                .doOnNext(visitor -> visitor.requireScope(scope, read))
                .then(Mono.defer(() -> chain.filter(exchange)));
    }
}
