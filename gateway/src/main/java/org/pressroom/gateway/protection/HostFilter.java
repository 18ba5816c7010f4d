package org.pressroom.gateway.protection;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.FilterOrder;
import org.pressroom.gateway.SiteProperties;
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
 * Refuses requests for hosts that are not this site's with 421 (RFC 9110, section 15.5.20), whatever their port: a name
 * that somebody else points here must not make this site theirs. The site's are that of its URL, those configured, and,
 * where the URL is of this very machine, all names of it. Probes ask by whatever address they know.
 */
@Component
@Order(FilterOrder.HOST)
final class HostFilter implements WebFilter {

    private final Set<String> hosts = new HashSet<>();
    private final boolean local;

    HostFilter(SiteProperties site, ProtectionProperties properties) {
        String own = name(URI.create(site.url()).getRawAuthority());
        hosts.add(own);
        properties.hosts().forEach(host -> hosts.add(name(host)));
        this.local = isLocal(own);
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
        String name = name(host);
        return hosts.contains(name) || (local && isLocal(name))
                ? null
                : Problems.of(HttpStatus.MISDIRECTED_REQUEST, "There is no such site here.");
    }

    /** A host without its port and the dot of the root, in lower case. */
    private static String name(String authority) {
        int port = authority.lastIndexOf(':');
        String name = port > authority.lastIndexOf(']') ? authority.substring(0, port) : authority;
        return (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).toLowerCase(Locale.ROOT);
    }

    private static boolean isLocal(String name) {
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return true;
        }
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(name);
        return address != null && address.isLoopbackAddress();
    }
}
