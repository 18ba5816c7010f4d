package org.pressroom.gateway.cookies;

import org.pressroom.gateway.SiteProperties;

/**
 * Over TLS a cookie of ours has the prefix {@code __Host-}: browsers then take it from this very host over TLS alone, so
 * that neither a sister site nor somebody on the line can put one of their own in its place (RFC 6265bis, section
 * 4.1.3.2).
 */
public final class CookieNames {

    static final String PREFIX = "__Host-";

    /** What names of cookies begin with by which we know who asks, behind that. */
    static final String OURS = "PRESSROOM_";

    private CookieNames() {}

    /** Whether such a cookie may be in a line of {@code Cookie}. */
    public static boolean mayBeIn(String cookies) {
        return cookies.contains(OURS);
    }

    static String of(String name, SiteProperties site) {
        return site.secure() ? PREFIX + name : name;
    }
}
