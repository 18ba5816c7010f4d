package org.pressroom.gateway.protection;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.pressroom.gateway.SiteProperties;
import org.springframework.stereotype.Component;

/**
 * The hosts that are this site's, whatever their port: that of its URL, those configured, and, where the URL is of this
 * very machine, all names of it.
 */
@Component
public final class SiteHosts {

    private final Set<String> hosts = new HashSet<>();
    private final boolean local;

    /** The last that was found to be ours, as almost all requests have it. */
    private volatile String known = "";

    SiteHosts(SiteProperties site, ProtectionProperties properties) {
        String own = name(URI.create(site.url()).getRawAuthority());
        hosts.add(own);
        properties.hosts().forEach(host -> hosts.add(name(host)));
        this.local = isLocal(own);
    }

    /** Whether a request for this host, as the header of that name has it, is for this site. */
    public boolean include(String host) {
        if (host.equals(known)) {
            return true;
        }
        String name = name(host);
        boolean ours = hosts.contains(name) || (local && isLocal(name));
        if (ours) {
            known = host;
        }
        return ours;
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
