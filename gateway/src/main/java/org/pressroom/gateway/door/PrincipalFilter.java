package org.pressroom.gateway.door;

import java.util.concurrent.TimeoutException;
import org.pressroom.common.outage.Outages;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.cookies.CsrfCookie;
import org.pressroom.gateway.cookies.SessionCookie;
import org.pressroom.gateway.principals.ClientAddresses;
import org.pressroom.gateway.principals.Credentials;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.principals.Principal.Credential;
import org.pressroom.gateway.principals.SafeMethods;
import org.pressroom.gateway.readers.Readers;
import org.pressroom.gateway.routes.Routes;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Finds out who asks and puts the {@link Principal} into the exchange and the Reactor context. A bearer token that is no
 * good is refused with 401 everywhere, one that is good serves under {@code /api/} alone; a session that has ended makes
 * a stranger, whose cookie is taken away. On routes that ask for it, it finds out too whether that one is subscribed.
 */
final class PrincipalFilter implements WebFilter {

    private final Credentials credentials;
    private final ClientAddresses addresses;
    private final SessionCookie cookie;
    private final CsrfCookie csrf;
    private final PrincipalLimits limits;
    private final Readers readers;

    PrincipalFilter(
            Credentials credentials,
            ClientAddresses addresses,
            SessionCookie cookie,
            CsrfCookie csrf,
            PrincipalLimits limits,
            Readers readers) {
        this.credentials = credentials;
        this.addresses = addresses;
        this.cookie = cookie;
        this.csrf = csrf;
        this.limits = limits;
        this.readers = readers;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.defer(() -> principal(exchange)).flatMap(principal -> {
            limits.check(exchange, principal);
            Principal there = principal.credential() == Credential.TOKEN
                    ? withToken(exchange.getRequest(), principal)
                    : principal;
            return readers.known(exchange, there).flatMap(known -> handled(exchange, chain, known));
        });
    }

    private static Mono<Void> handled(ServerWebExchange exchange, WebFilterChain chain, Principal principal) {
        exchange.getAttributes().put(Principal.class.getName(), principal);
        return chain.filter(exchange).contextWrite(context -> context.put(Principal.class, principal));
    }

    /** Only the API takes tokens and looks at their scopes: pages show strangers' things, and forms are for people. */
    private static Principal withToken(ServerHttpRequest request, Principal principal) {
        if (isApi(request)) {
            return principal;
        }
        if (!SafeMethods.isUsedBy(request)) {
            throw Problems.forbidden("Forms are for people: a program uses the addresses under /api/.");
        }
        return Principal.anonymous(principal.clientAddress());
    }

    private Mono<Principal> principal(ServerWebExchange exchange) {
        String address = addresses.of(exchange.getRequest());
        ShownCredential shown = ShownCredential.in(exchange.getRequest(), cookie);
        if (shown == null) {
            return Mono.just(Principal.anonymous(address));
        }
        Mono<Principal> found = shown.kind() == Credential.TOKEN
                ? credentials.token(shown.secret(), address)
                : credentials.session(shown.secret(), address);
        Mono<Principal> known = found.doOnNext(good -> LookUpLimitsFilter.giveBack(exchange, limits, address))
                .doOnError(away -> LookUpLimitsFilter.giveBack(exchange, limits, address));
        return shown.kind() == Credential.TOKEN
                ? known.switchIfEmpty(Mono.error(Problems::unauthorized))
                : session(exchange, known, address);
    }

    private Mono<Principal> session(ServerWebExchange exchange, Mono<Principal> known, String address) {
        return known.switchIfEmpty(ended(exchange, address))
                .onErrorResume(
                        failure -> isPage(exchange.getRequest()) && isOutage(failure),
                        away -> Mono.just(Principal.anonymous(address)));
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

    private Mono<Principal> ended(ServerWebExchange exchange, String address) {
        return Mono.fromSupplier(() -> {
            cookie.end(exchange);
            csrf.renew(exchange, null);
            return Principal.anonymous(address);
        });
    }
}
