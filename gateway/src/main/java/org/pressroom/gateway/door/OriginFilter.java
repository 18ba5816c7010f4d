package org.pressroom.gateway.door;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.principals.SafeMethods;
import org.pressroom.gateway.routes.Route;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses unsafe requests that a browser sends from another site, which is told by {@code Sec-Fetch-Site} and
 * {@code Origin}. Mail programs that unsubscribe with one click (RFC 8058) are let pass.
 */
final class OriginFilter implements WebFilter {

    private final String siteOrigin;

    OriginFilter(String siteUrl) {
        this.siteOrigin = siteUrl.toLowerCase(Locale.ROOT);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (SafeMethods.isUsedBy(request) || Route.of(exchange).csrf() == Route.Csrf.NEVER || !isForeign(request)) {
            return chain.filter(exchange);
        }
        return Mono.error(Problems.forbidden("Requests from other sites may not do this."));
    }

    private boolean isForeign(ServerHttpRequest request) {
        String site = request.getHeaders().getFirst("Sec-Fetch-Site");
        if ("cross-site".equalsIgnoreCase(site)) {
            return true;
        }
        String origin = request.getHeaders().getFirst(HttpHeaders.ORIGIN);
        if (origin == null) {
            return false;
        }
        if (origin.equals("null")) {
            // a page that hides where it is; the browser itself still says that it is ours
            return !"same-origin".equalsIgnoreCase(site);
        }
        return !origin.toLowerCase(Locale.ROOT).equals(siteOrigin) && !isSameHost(origin, request);
    }

    /** A site may be reached by more names than that of its URL; requests for names that are not its own never get here. */
    private static boolean isSameHost(String origin, ServerHttpRequest request) {
        String host = request.getHeaders().getFirst(HttpHeaders.HOST);
        String authority = authority(origin);
        return host != null && authority != null && authority.equalsIgnoreCase(host);
    }

    private static @Nullable String authority(String origin) {
        try {
            return URI.create(origin).getRawAuthority();
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
