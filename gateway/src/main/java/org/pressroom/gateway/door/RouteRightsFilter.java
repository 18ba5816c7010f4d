package org.pressroom.gateway.door;

import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.principals.SafeMethods;
import org.pressroom.gateway.routes.Route;
import org.pressroom.gateway.routes.Scope;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Keeps tokens that were limited to other scopes from using a route of the API (403), and everybody from asking one for
 * what it does not answer to (405). Routes of the gateway itself that need a scope are for accounts alone (401); of its
 * own routes each service decides that.
 */
final class RouteRightsFilter implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Route route = Route.of(exchange);
        return route.isApi()
                ? Principal.current()
                        .doOnNext(principal -> check(exchange, route, principal))
                        .then(Mono.defer(() -> chain.filter(exchange)))
                : chain.filter(exchange);
    }

    private static void check(ServerWebExchange exchange, Route route, Principal principal) {
        boolean read = SafeMethods.isUsedBy(exchange.getRequest());
        Scope scope = route.scope(read);
        if (scope != null) {
            principal.requireScope(scope, read);
        }
        route.require(exchange.getRequest().getMethod());
        if (scope != null && route.group().service() == null) {
            principal.requireAccount();
        }
    }
}
