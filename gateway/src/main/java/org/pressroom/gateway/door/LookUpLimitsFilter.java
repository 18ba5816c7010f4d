package org.pressroom.gateway.door;

import org.pressroom.common.problem.ProblemException;
import org.pressroom.gateway.cookies.SessionCookie;
import org.pressroom.gateway.principals.ClientAddresses;
import org.pressroom.gateway.principals.Credentials;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Counts sessions and tokens that were never seen to be good, before anything is done for who shows them: whatever their
 * request is refused for, and however many come at once. {@link PrincipalFilter} gives back what turns out to be good.
 */
final class LookUpLimitsFilter implements WebFilter {

    private static final String COUNTED = LookUpLimitsFilter.class.getName() + ".counted";

    private final Credentials credentials;
    private final ClientAddresses addresses;
    private final SessionCookie cookie;
    private final PrincipalLimits limits;

    LookUpLimitsFilter(
            Credentials credentials, ClientAddresses addresses, SessionCookie cookie, PrincipalLimits limits) {
        this.credentials = credentials;
        this.addresses = addresses;
        this.cookie = cookie;
        this.limits = limits;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ShownCredential shown = ShownCredential.in(exchange.getRequest(), cookie);
        if (shown != null && !credentials.wasGood(shown.kind(), shown.secret())) {
            try {
                limits.countLookUp(addresses.of(exchange.getRequest()));
            } catch (ProblemException tooMany) {
                return Mono.error(tooMany);
            }
            exchange.getAttributes().put(COUNTED, true);
        }
        return chain.filter(exchange);
    }

    /** It was no guess, or nobody could find out. */
    static void giveBack(ServerWebExchange exchange, PrincipalLimits limits, String clientAddress) {
        if (exchange.getAttributes().remove(COUNTED) != null) {
            limits.giveBackLookUp(clientAddress);
        }
    }
}
