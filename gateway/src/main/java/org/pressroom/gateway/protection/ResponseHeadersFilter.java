package org.pressroom.gateway.protection;

import org.pressroom.gateway.FilterOrder;
import org.pressroom.gateway.cookies.SessionCookie;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Gives every answer its {@link AnswerHeaders}. */
@Component
@Order(FilterOrder.RESPONSE_HEADERS)
final class ResponseHeadersFilter implements WebFilter {

    private final AnswerHeaders headers;

    ResponseHeadersFilter(AnswerHeaders headers) {
        this.headers = headers;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpResponse response = exchange.getResponse();
        response.beforeCommit(() -> {
            headers.complete(response.getHeaders(), showsWho(exchange.getRequest()));
            return Mono.empty();
        });
        return chain.filter(exchange);
    }

    private static boolean showsWho(ServerHttpRequest request) {
        return SessionCookie.isIn(request) || request.getHeaders().containsHeader(HttpHeaders.AUTHORIZATION);
    }
}
