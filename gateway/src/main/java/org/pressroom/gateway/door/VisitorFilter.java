package org.pressroom.gateway.door;

import java.util.concurrent.TimeoutException;
import org.pressroom.common.outage.Outages;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.cookies.CsrfCookie;
import org.pressroom.gateway.cookies.SessionCookie;
import org.pressroom.gateway.routes.Routes;
import org.pressroom.gateway.visitors.ClientAddresses;
import org.pressroom.gateway.visitors.Credentials;
import org.pressroom.gateway.visitors.SafeMethods;
import org.pressroom.gateway.visitors.Visitor;
import org.pressroom.gateway.visitors.Visitor.Credential;
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
        String address = addresses.of(exchange.getRequest());
        ShownCredential shown = ShownCredential.in(exchange.getRequest(), cookie);
        if (shown == null) {
            return Mono.just(Visitor.stranger(address));
        }
        Mono<Visitor> found = shown.kind() == Credential.TOKEN
                ? credentials.token(shown.secret(), address)
                : credentials.session(shown.secret(), address);
        Mono<Visitor> known = found.doOnNext(good -> LookUpLimitsFilter.giveBack(exchange, limits, address))
                .doOnError(away -> LookUpLimitsFilter.giveBack(exchange, limits, address));
        return shown.kind() == Credential.TOKEN
                ? known.switchIfEmpty(Mono.error(Problems::unauthorized))
                : session(exchange, known, address);
    }

    private Mono<Visitor> session(ServerWebExchange exchange, Mono<Visitor> known, String address) {
        return known.switchIfEmpty(ended(exchange, address))
                .onErrorResume(
                        failure -> isPage(exchange.getRequest()) && isOutage(failure),
                        away -> Mono.just(Visitor.stranger(address)));
    }

    private static boolean isApi(ServerHttpRequest request) {
        return Routes.isApi(request.getPath().value());
    }

    /** Pages are read on while nobody can be known. */
    private static boolean isPage(ServerHttpRequest request) {
        return !isApi(request) && SafeMethods.isUsedBy(request);
    }

    private static boolean isOutage(Throwable failure) {
        return failure instanceof TimeoutException || Outages.isOutage(failure);
    }

    private Mono<Visitor> ended(ServerWebExchange exchange, String address) {
        return Mono.fromSupplier(() -> {
            cookie.end(exchange);
            csrf.renew(exchange, null);
            return Visitor.stranger(address);
        });
    }
}
