package org.pressroom.gateway.cookies;

import org.jspecify.annotations.Nullable;
import org.pressroom.common.ids.Ids;
import org.pressroom.gateway.SiteProperties;
import org.pressroom.gateway.secrets.Signatures;
import org.pressroom.gateway.secrets.SiteSecret;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.DefaultCsrfToken;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The cookie {@code XSRF-TOKEN}, over TLS {@code __Host-XSRF-TOKEN}, that scripts repeat in the header
 * {@code X-XSRF-TOKEN}. Its token is signed for one session, or for whoever has none: one that somebody made up, or got
 * for another session, is as good as none.
 */
@Component
public final class CsrfCookie implements ServerCsrfTokenRepository {

    public static final String HEADER = "X-XSRF-TOKEN";
    private static final String NAME = "XSRF-TOKEN";
    private static final String FIELD = "_csrf";
    private static final String NO_SESSION = "";

    private final SiteProperties site;
    private final SessionCookie sessions;
    private final Signatures signatures;

    CsrfCookie(SiteProperties site, SessionCookie sessions, SiteSecret secret) {
        this.site = site;
        this.sessions = sessions;
        this.signatures = secret.signatures("csrf");
    }

    /** What it is called here. */
    public String name() {
        return CookieNames.of(NAME, site);
    }

    /** Sets the cookie of a session that begins with this answer; null where one ends, for whoever has none then. */
    public void renew(ServerWebExchange exchange, @Nullable String session) {
        set(exchange, made(session == null ? NO_SESSION : session));
    }

    @Override
    public Mono<CsrfToken> generateToken(ServerWebExchange exchange) {
        return Mono.fromSupplier(() -> token(made(session(exchange))));
    }

    @Override
    public Mono<Void> saveToken(ServerWebExchange exchange, @Nullable CsrfToken token) {
        return Mono.fromRunnable(() -> set(exchange, token == null ? "" : token.getToken()));
    }

    @Override
    public Mono<CsrfToken> loadToken(ServerWebExchange exchange) {
        return Mono.defer(() ->
                        Mono.justOrEmpty(exchange.getRequest().getCookies().getFirst(name())))
                .map(HttpCookie::getValue)
                .filter(value -> isOf(session(exchange), value))
                .map(CsrfCookie::token);
    }

    /** A session that has ended is none, and its cookie is taken away with this answer. */
    private String session(ServerWebExchange exchange) {
        String secret = sessions.secret(exchange.getRequest());
        return secret == null || SessionCookie.hasEnded(exchange) ? NO_SESSION : secret;
    }

    private String made(String session) {
        String random = Ids.secret();
        return random + "." + signatures.of(random + "." + session);
    }

    private boolean isOf(String session, String value) {
        int dot = value.indexOf('.');
        String random = value.substring(0, Math.max(0, dot));
        return dot > 0 && signatures.isOf(random + "." + session, value.substring(dot + 1));
    }

    private static CsrfToken token(String value) {
        return new DefaultCsrfToken(HEADER, FIELD, value);
    }

    private void set(ServerWebExchange exchange, String value) {
        ResponseCookie cookie = ResponseCookie.from(name(), value)
                .path("/")
                .secure(site.secure())
                .sameSite("Lax")
                .maxAge(value.isEmpty() ? 0 : -1)
                .build();
        exchange.getResponse().getCookies().set(name(), cookie);
    }
}
