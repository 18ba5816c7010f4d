package org.pressroom.gateway.protection;

import java.net.URI;
import org.pressroom.gateway.FilterOrder;
import org.pressroom.gateway.principals.SafeMethods;
import org.pressroom.gateway.routes.Route;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Sends who reads an address with a slash too many at its end to the one without it (308), query and all. Never to
 * another site: an address with two slashes in a row is left to those who refuse it. Where the slash belongs to an
 * address, as to the desk's, whose parts are found relative to it, the table of routes says so.
 */
@Component
@Order(FilterOrder.SLASH)
final class SlashFilter implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        String path = request.getURI().getRawPath();
        if (!path.endsWith("/")
                || Route.of(exchange).isKnown()
                || path.contains("//")
                || !SafeMethods.isUsedBy(request)) {
            return chain.filter(exchange);
        }
        String query = request.getURI().getRawQuery();
        String without = path.substring(0, path.length() - 1);
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatus.PERMANENT_REDIRECT);
        response.getHeaders().setLocation(URI.create(query == null ? without : without + "?" + query));
        response.getHeaders().setCacheControl(CacheControl.noCache());
        return response.setComplete();
    }
}
