package org.pressroom.gateway.visitors;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Finds out who asks and puts the {@link Visitor} into the exchange and the Reactor context. A bearer token that is no
 * good is refused with 401 everywhere; a session that has ended makes a stranger, whose cookie is taken away.
 */
final class VisitorFilter implements WebFilter {

    private static final String BEARER = "bearer ";

    private final Credentials credentials;
    private final ClientAddresses addresses;
    private final SessionCookie cookie;
    private final VisitorLimits limits;

    VisitorFilter(Credentials credentials, ClientAddresses addresses, SessionCookie cookie, VisitorLimits limits) {
        this.credentials = credentials;
        this.addresses = addresses;
        this.cookie = cookie;
        this.limits = limits;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.defer(() -> visitor(exchange)).flatMap(visitor -> {
            limits.check(exchange, visitor);
            exchange.getAttributes().put(Visitor.class.getName(), visitor);
            return chain.filter(exchange).contextWrite(context -> context.put(Visitor.class, visitor));
        });
    }

    private Mono<Visitor> visitor(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        String address = addresses.of(request);
        List<String> authorization = request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        String secret = SessionCookie.secret(request);
        if (authorization.isEmpty() && secret == null) {
            return Mono.just(Visitor.stranger(address));
        }
        limits.checkFailures(address);
        return authorization.isEmpty()
                ? credentials.session(secret == null ? "" : secret, address).switchIfEmpty(ended(exchange, address))
                : token(bearer(authorization), address);
    }

    private Mono<Visitor> token(@Nullable String token, String address) {
        Mono<Visitor> found = token == null ? Mono.empty() : credentials.token(token, address);
        return found.switchIfEmpty(Mono.error(() -> {
            limits.countFailure(address);
            return Problems.unauthorized();
        }));
    }

    private Mono<Visitor> ended(ServerWebExchange exchange, String address) {
        return Mono.fromSupplier(() -> {
            limits.countFailure(address);
            exchange.getResponse().addCookie(cookie.removed());
            return Visitor.stranger(address);
        });
    }

    private static @Nullable String bearer(List<String> authorization) {
        String value = authorization.get(0);
        return authorization.size() == 1 && value.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? value.substring(BEARER.length()).trim()
                : null;
    }
}
