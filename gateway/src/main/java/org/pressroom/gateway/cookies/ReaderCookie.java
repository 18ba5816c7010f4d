package org.pressroom.gateway.cookies;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.SiteProperties;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * The cookie {@code PRESSROOM_READER}, over TLS {@code __Host-PRESSROOM_READER}: it says that this browser's reader is
 * subscribed, and is no more than what the link in a mail says, good as long as the subscription is confirmed. It opens
 * nothing but what is for subscribers.
 */
@Component
public final class ReaderCookie {

    private static final String NAME = CookieNames.OURS + "READER";
    private static final Duration KEPT = Duration.ofDays(180);
    private static final int LONGEST = 100;

    private final SiteProperties site;

    ReaderCookie(SiteProperties site) {
        this.site = site;
    }

    /** Whether the request carries one, good or not, under whichever name. */
    public static boolean isIn(ServerHttpRequest request) {
        return request.getCookies().containsKey(NAME) || request.getCookies().containsKey(CookieNames.PREFIX + NAME);
    }

    /** The token in the request's cookie; null where there is none. */
    public @Nullable String token(ServerHttpRequest request) {
        HttpCookie cookie = request.getCookies().getFirst(name());
        return cookie == null || cookie.getValue().length() > LONGEST ? null : cookie.getValue();
    }

    /** A cookie that carries the token. */
    public ResponseCookie carrying(String token) {
        return cookie(token, KEPT);
    }

    /** A cookie that takes the other one away. */
    public ResponseCookie removed() {
        return cookie("", Duration.ZERO);
    }

    private ResponseCookie cookie(String value, Duration age) {
        return ResponseCookie.from(name(), value)
                .path("/")
                .httpOnly(true)
                .secure(site.secure())
                .sameSite("Lax")
                .maxAge(age)
                .build();
    }

    private String name() {
        return CookieNames.of(NAME, site);
    }
}
