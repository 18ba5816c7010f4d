package org.pressroom.gateway.visitors;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.SiteProperties;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** The cookie that carries a session's secret. */
@Component
public final class SessionCookie {

    public static final String NAME = "PRESSROOM_SESSION";

    private final SiteProperties site;
    private final VisitorProperties properties;

    SessionCookie(SiteProperties site, VisitorProperties properties) {
        this.site = site;
        this.properties = properties;
    }

    /** Whether the request carries a session cookie, good or not. */
    public static boolean isIn(ServerHttpRequest request) {
        return request.getCookies().containsKey(NAME);
    }

    /** The secret in the request's cookie. */
    public static @Nullable String secret(ServerHttpRequest request) {
        HttpCookie cookie = request.getCookies().getFirst(NAME);
        return cookie == null ? null : cookie.getValue();
    }

    /** A cookie that carries the secret. */
    public ResponseCookie carrying(String secret) {
        return cookie(secret, properties.sessionLifetime());
    }

    /** A cookie that takes the other one away. */
    public ResponseCookie removed() {
        return cookie("", Duration.ZERO);
    }

    private ResponseCookie cookie(String value, Duration age) {
        return ResponseCookie.from(NAME, value)
                .path("/")
                .httpOnly(true)
                .secure(site.secure())
                .sameSite("Lax")
                .maxAge(age)
                .build();
    }
}
