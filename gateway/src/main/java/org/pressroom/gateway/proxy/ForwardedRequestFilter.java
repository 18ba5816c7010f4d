package org.pressroom.gateway.proxy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pressroom.common.contract.HeaderNames;
import org.pressroom.gateway.FilterOrder;
import org.pressroom.gateway.keys.InternalTokens;
import org.pressroom.gateway.principals.Principal;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Makes the request that a service sees: of the client's headers only those that services know, and beside them the
 * internal token and the client's address. Answers lose what is not for clients.
 */
@Component
@Order(FilterOrder.FORWARDED_REQUEST)
final class ForwardedRequestFilter implements GlobalFilter {

    private static final Set<String> HANDED_ON = Stream.of(
                    HeaderNames.ARTICLE_ACCESS,
                    HttpHeaders.ACCEPT,
                    HttpHeaders.ACCEPT_LANGUAGE,
                    HttpHeaders.CONTENT_LENGTH,
                    HttpHeaders.CONTENT_TYPE,
                    HeaderNames.IDEMPOTENCY_KEY,
                    HttpHeaders.IF_MATCH,
                    HttpHeaders.IF_NONE_MATCH,
                    HeaderNames.LAST_EVENT_ID,
                    "traceparent",
                    "tracestate",
                    HttpHeaders.TRANSFER_ENCODING,
                    HttpHeaders.USER_AGENT,
                    HeaderNames.EDIT_TOKEN)
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    /** {@code Cache-Tag} stays for now: the edge cache reads it and takes it away. */
    private static final List<String> NOT_FOR_CLIENTS =
            List.of(HttpHeaders.SET_COOKIE, HttpHeaders.SERVER, "X-Powered-By", "X-Frame-Options", "X-XSS-Protection");

    private final InternalTokens tokens;

    ForwardedRequestFilter(InternalTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        ServerHttpResponse response = exchange.getResponse();
        response.beforeCommit(() -> {
            NOT_FOR_CLIENTS.forEach(response.getHeaders()::remove);
            return Mono.empty();
        });
        return Principal.current()
                .flatMap(principal -> tokens.of(principal)
                        .map(token -> forwarded(exchange.getRequest(), token, principal.clientAddress())))
                .flatMap(request ->
                        chain.filter(exchange.mutate().request(request).build()));
    }

    private static ServerHttpRequest forwarded(ServerHttpRequest request, String token, String clientAddress) {
        return request.mutate()
                .headers(headers -> {
                    List<String> dropped = headers.headerNames().stream()
                            .filter(name -> !HANDED_ON.contains(name.toLowerCase(Locale.ROOT)))
                            .toList();
                    dropped.forEach(headers::remove);
                    headers.setBearerAuth(token);
                    headers.set(HeaderNames.CLIENT_ADDRESS, clientAddress);
                })
                .build();
    }
}
