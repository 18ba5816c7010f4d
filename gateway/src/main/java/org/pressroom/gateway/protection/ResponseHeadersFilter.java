package org.pressroom.gateway.protection;

import org.pressroom.common.contract.HeaderNames;
import org.pressroom.gateway.FilterOrder;
import org.pressroom.gateway.SiteProperties;
import org.pressroom.gateway.cookies.SessionCookie;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Gives every answer the headers that keep browsers from doing more with it than was meant, and takes away those that
 * are not for clients.
 */
@Component
@Order(FilterOrder.RESPONSE_HEADERS)
final class ResponseHeadersFilter implements WebFilter {

    private static final String ONE_YEAR = "max-age=31536000";

    private final boolean secure;
    private final String contentSecurityPolicy;

    ResponseHeadersFilter(SiteProperties site, ProtectionProperties properties) {
        this.secure = site.secure();
        this.contentSecurityPolicy = properties.contentSecurityPolicy();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpResponse response = exchange.getResponse();
        response.beforeCommit(() -> {
            finish(exchange.getRequest(), response.getHeaders());
            return Mono.empty();
        });
        return chain.filter(exchange);
    }

    private void finish(ServerHttpRequest request, HttpHeaders headers) {
        headers.remove(HeaderNames.CACHE_TAG);
        headers.set("X-Content-Type-Options", "nosniff");
        if (secure) {
            headers.set("Strict-Transport-Security", ONE_YEAR);
        }
        if (showsWho(request) && !isForAll(headers)) {
            headers.setCacheControl("private, no-store");
        } else if (headers.getCacheControl() == null) {
            // what nobody thought about may be somebody's own
            headers.setCacheControl(CacheControl.noStore());
        }
        MediaType type = headers.getContentType();
        if (type != null && type.isCompatibleWith(MediaType.TEXT_HTML)) {
            // not "no-referrer": browsers then send forms with "Origin: null"
            headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
            headers.set("Content-Security-Policy", contentSecurityPolicy);
            headers.set("X-Frame-Options", "DENY");
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
        }
    }

    /** What is answered to somebody known stays with nobody in between, and not in a browser that others use next. */
    private static boolean showsWho(ServerHttpRequest request) {
        return SessionCookie.isIn(request) || request.getHeaders().containsHeader(HttpHeaders.AUTHORIZATION);
    }

    /** Such as assets, which are the same for everybody. */
    private static boolean isForAll(HttpHeaders headers) {
        String cacheControl = headers.getCacheControl();
        return cacheControl != null && cacheControl.contains("public");
    }
}
