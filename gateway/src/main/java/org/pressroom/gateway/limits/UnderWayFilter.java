package org.pressroom.gateway.limits;

import java.time.Duration;
import org.pressroom.common.http.Counts;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.FilterOrder;
import org.pressroom.gateway.principals.ClientAddresses;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets one client have only so many requests under way at once, whoever it says that it is: connections to the services
 * and to the database are few, and everybody's. A stream counts until it has begun.
 */
@Component
@Order(FilterOrder.UNDER_WAY)
final class UnderWayFilter implements WebFilter {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final boolean enabled;
    private final Counts underWay;
    private final ClientAddresses addresses;

    UnderWayFilter(LimitsProperties properties, ClientAddresses addresses) {
        this.enabled = properties.enabled();
        this.underWay = new Counts(properties.underWay());
        this.addresses = addresses;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!enabled) {
            return chain.filter(exchange);
        }
        String key = AddressKeys.of(addresses.of(exchange.getRequest()));
        return underWay.begin(key)
                ? chain.filter(exchange).doFinally(end -> underWay.end(key))
                : Mono.error(Problems.tooManyRequests(RETRY_AFTER));
    }
}
