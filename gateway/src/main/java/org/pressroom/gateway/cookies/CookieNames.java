package org.pressroom.gateway.cookies;

import org.pressroom.gateway.SiteProperties;

/**
 * Over TLS a cookie of ours has the prefix {@code __Host-}: browsers then take it from this very host over TLS alone, so
 * that neither a sister site nor somebody on the line can put one of their own in its place (RFC 6265bis, section
 * 4.1.3.2).
 */
final class CookieNames {

    static final String PREFIX = "__Host-";

    private CookieNames() {}

    static String of(String name, SiteProperties site) {
        return site.secure() ? PREFIX + name : name;
    }
}
