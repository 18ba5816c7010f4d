package org.pressroom.gateway.cookies;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.SiteProperties;
import org.pressroom.gateway.principals.PrincipalProperties;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** The cookie {@code PRESSROOM_SESSION}, over TLS {@code __Host-PRESSROOM_SESSION}, which carries a session's secret. */
@Component
public final class SessionCookie {

    private static final String NAME = CookieNames.OURS + "SESSION";
    private static final String ENDED = SessionCookie.class.getName() + ".ended";

    private final SiteProperties site;
    private final PrincipalProperties properties;

    SessionCookie(SiteProperties site, PrincipalProperties properties) {
        this.site = site;
        this.properties = properties;
    }

    /** Whether the request carries a session cookie, good or not, under whichever name. */
    public static boolean isIn(ServerHttpRequest request) {
        return request.getCookies().containsKey(NAME) || request.getCookies().containsKey(CookieNames.PREFIX + NAME);
    }

    /** Whether it was found out that the request's session has ended; its cookie is taken away then. */
    static boolean hasEnded(ServerWebExchange exchange) {
        return exchange.getAttributes().containsKey(ENDED);
    }

    /** The secret in the request's cookie. */
    public @Nullable String secret(ServerHttpRequest request) {
        HttpCookie cookie = request.getCookies().getFirst(name());
        return cookie == null ? null : cookie.getValue();
    }

    /** The session of the request has ended: takes its cookie away. */
    public void end(ServerWebExchange exchange) {
        exchange.getAttributes().put(ENDED, true);
        set(exchange, removed());
    }

    /** Sets the cookie in the place of whatever else was to be set under its name. */
    public static void set(ServerWebExchange exchange, ResponseCookie cookie) {
        exchange.getResponse().getCookies().set(cookie.getName(), cookie);
    }

    private String name() {
        return CookieNames.of(NAME, site);
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
        return ResponseCookie.from(name(), value)
                .path("/")
                .httpOnly(true)
                .secure(site.secure())
                .sameSite("Lax")
                .maxAge(age)
                .build();
    }
}
