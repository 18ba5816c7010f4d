package org.pressroom.gateway.principals;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Finds the address of a client's machine: that of the connection, or, where the connection comes from a trusted proxy,
 * the last one in {@code X-Forwarded-For} that is no trusted proxy.
 */
@Component
public final class ClientAddresses {

    /** The header by which proxies say for whom they ask. */
    public static final String FORWARDED_FOR = "X-Forwarded-For";

    private static final String UNKNOWN = "0.0.0.0";
    private static final int HOPS_LOOKED_AT = 20;

    private final List<IpSubnetFilterRule> trusted;

    public ClientAddresses(PrincipalProperties properties) {
        this.trusted = properties.trustedProxies().stream()
                .map(ClientAddresses::network)
                .toList();
    }

    /** The client's address as text, without a zone. */
    public String of(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        if (remote == null || remote.getAddress() == null) {
            return UNKNOWN;
        }
        return of(remote.getAddress(), request.getHeaders().getOrEmpty(FORWARDED_FOR));
    }

    /**
     * The client's address as text, without a zone.
     *
     * @param peer from where the connection comes
     * @param forwardedFor the request's lines of {@link #FORWARDED_FOR}
     */
    public String of(InetAddress peer, List<String> forwardedFor) {
        return NetUtil.toAddressString(isTrusted(peer) ? forwarded(forwardedFor, peer) : peer);
    }

    private InetAddress forwarded(List<String> forwardedFor, InetAddress proxy) {
        String[] hops = String.join(",", forwardedFor).split(",", -1);
        InetAddress last = proxy;
        for (int i = hops.length - 1; i >= Math.max(0, hops.length - HOPS_LOOKED_AT); i--) {
            InetAddress hop = NetUtil.createInetAddressFromIpAddressString(withoutPort(hops[i].trim()));
            if (hop == null) {
                return last;
            }
            last = hop;
            if (!isTrusted(hop)) {
                return hop;
            }
        }
        return last;
    }

    /** Some proxies write the port of the connection behind the address: {@code 192.0.2.1:80}, {@code [2001:db8::1]:80}. */
    private static String withoutPort(String hop) {
        int bracket = hop.startsWith("[") ? hop.indexOf(']') : -1;
        if (bracket > 0) {
            return hop.substring(1, bracket);
        }
        int colon = hop.indexOf(':');
        return colon > 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }

    /** Whether a machine is a trusted proxy, which brings requests of many clients. */
    public boolean isTrusted(InetAddress address) {
        InetSocketAddress socket = trusted.isEmpty() ? null : new InetSocketAddress(address, 0);
        return socket != null && trusted.stream().anyMatch(network -> network.matches(socket));
    }

    private static IpSubnetFilterRule network(String cidr) {
        String[] parts = cidr.split("/", -1);
        byte @Nullable [] address = NetUtil.createByteArrayFromIpAddressString(parts[0]);
        if (address == null || parts.length > 2) {
            throw new IllegalArgumentException("not a network: " + cidr);
        }
        int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : address.length * 8;
        return new IpSubnetFilterRule(parts[0], bits, IpFilterRuleType.ACCEPT);
    }
}
