package org.pressroom.gateway.visitors;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.outage.Outages;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.visitors.Visitor.Credential;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Finds out who asks and puts the {@link Visitor} into the exchange and the Reactor context. A bearer token that is no
 * good is refused with 401 everywhere, one that is good serves under {@code /api/} alone; a session that has ended makes
 * a stranger, whose cookie is taken away.
 */
final class VisitorFilter implements WebFilter {

    private static final String API = "/api/";
    private static final String BEARER = "bearer ";

    private final Credentials credentials;
    private final ClientAddresses addresses;
    private final SessionCookie cookie;
    private final CsrfCookie csrf;
    private final VisitorLimits limits;

    VisitorFilter(
            Credentials credentials,
            ClientAddresses addresses,
            SessionCookie cookie,
            CsrfCookie csrf,
            VisitorLimits limits) {
        this.credentials = credentials;
        this.addresses = addresses;
        this.cookie = cookie;
        this.csrf = csrf;
        this.limits = limits;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.defer(() -> visitor(exchange)).flatMap(visitor -> {
            limits.check(exchange, visitor);
            Visitor there =
                    visitor.credential() == Credential.TOKEN ? withToken(exchange.getRequest(), visitor) : visitor;
            exchange.getAttributes().put(Visitor.class.getName(), there);
            return chain.filter(exchange).contextWrite(context -> context.put(Visitor.class, there));
        });
    }

    /** Only the API takes tokens and looks at their scopes: pages show strangers' things, and forms are for people. */
    private static Visitor withToken(ServerHttpRequest request, Visitor visitor) {
        if (isApi(request)) {
            return visitor;
        }
        if (!SafeMethods.isUsedBy(request)) {
            throw Problems.forbidden("Forms are for people: a program uses the addresses under /api/.");
        }
        return Visitor.stranger(visitor.clientAddress());
    }

    private Mono<Visitor> visitor(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        String address = addresses.of(request);
        List<String> authorization = request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        String secret = cookie.secret(request);
        if (authorization.isEmpty()) {
            return secret == null ? Mono.just(Visitor.stranger(address)) : session(exchange, secret, address);
        }
        String token = bearer(authorization);
        checkFailures(Credential.TOKEN, token == null ? "" : token, address);
        return token(token, address);
    }

    private Mono<Visitor> session(ServerWebExchange exchange, String secret, String address) {
        checkFailures(Credential.SESSION, secret, address);
        return credentials
                .session(secret, address)
                .switchIfEmpty(ended(exchange, address))
                .onErrorResume(
                        failure -> isPage(exchange.getRequest()) && isOutage(failure),
                        away -> Mono.just(Visitor.stranger(address)));
    }

    private static boolean isApi(ServerHttpRequest request) {
        return request.getPath().value().startsWith(API);
    }

    /** Pages are read on while nobody can be known. */
    private static boolean isPage(ServerHttpRequest request) {
        return !isApi(request) && SafeMethods.isUsedBy(request);
    }

    private static boolean isOutage(Throwable failure) {
        return failure instanceof TimeoutException || Outages.isOutage(failure);
    }

    /** Who guesses must not make the database look; who has shown something good before does not guess. */
    private void checkFailures(Credential kind, String secret, String address) {
        if (!credentials.wasGood(kind, secret)) {
            limits.checkFailures(address);
        }
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
            cookie.end(exchange);
            csrf.renew(exchange, null);
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
