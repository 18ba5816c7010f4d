package org.pressroom.gateway.protection;

import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.FilterOrder;
import org.pressroom.gateway.routes.Route;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses requests for hosts that are not this site's with 421 (RFC 9110, section 15.5.20): a name that somebody else
 * points here must not make this site theirs. Probes ask by whatever address they know.
 */
@Component
@Order(FilterOrder.HOST)
final class HostFilter implements WebFilter {

    private final SiteHosts hosts;

    HostFilter(SiteHosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ProblemException refusal = Route.of(exchange).isHealth() ? null : refusal(exchange.getRequest());
        return refusal == null ? chain.filter(exchange) : Mono.error(refusal);
    }

    private @Nullable ProblemException refusal(ServerHttpRequest request) {
        String host = request.getHeaders().getFirst(HttpHeaders.HOST);
        if (host == null) {
            return Problems.badRequest("Say in Host which site you mean.");
        }
        return hosts.include(host) ? null : Problems.of(HttpStatus.MISDIRECTED_REQUEST, "There is no such site here.");
    }
}
