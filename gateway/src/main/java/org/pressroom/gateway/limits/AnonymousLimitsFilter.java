package org.pressroom.gateway.limits;

import org.pressroom.common.problem.ProblemException;
import org.pressroom.gateway.FilterOrder;
import org.pressroom.gateway.cookies.SessionCookie;
import org.pressroom.gateway.principals.ClientAddresses;
import org.pressroom.gateway.routes.Route;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Counts requests of strangers, before anything is done for them.
 */
@Component
@Order(FilterOrder.ANONYMOUS_LIMITS)
final class AnonymousLimitsFilter implements WebFilter {

    private final Limits limits;
    private final ClientAddresses addresses;
    private final SessionCookie cookie;

    AnonymousLimitsFilter(Limits limits, ClientAddresses addresses, SessionCookie cookie) {
        this.limits = limits;
        this.addresses = addresses;
        this.cookie = cookie;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (Route.of(exchange).counting() == Route.Counting.NONE) {
            Limits.exempt(exchange);
        } else if (!showsCredentials(request)) {
            try {
                limits.checkAnonymous(exchange, addresses.of(request));
            } catch (ProblemException tooMany) {
                return Mono.error(tooMany);
            }
        }
        return chain.filter(exchange);
    }

    /** A session under another name than this site's is none, and nobody would count who shows it. */
    private boolean showsCredentials(ServerHttpRequest request) {
        return cookie.secret(request) != null || request.getHeaders().containsHeader(HttpHeaders.AUTHORIZATION);
    }
}
