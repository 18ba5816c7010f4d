package org.pressroom.gateway.door;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.cookies.SessionCookie;
import org.pressroom.gateway.principals.Principal.Credential;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * What a request shows to say whose it is. A token goes before a session.
 *
 * @param secret empty where it cannot be one
 */
record ShownCredential(Credential kind, String secret) {

    private static final String BEARER = "bearer ";

    /** Null for a request of a stranger. */
    static @Nullable ShownCredential in(ServerHttpRequest request, SessionCookie cookie) {
        List<String> authorization = request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (!authorization.isEmpty()) {
            return new ShownCredential(Credential.TOKEN, bearer(authorization));
        }
        String session = cookie.secret(request);
        return session == null ? null : new ShownCredential(Credential.SESSION, session);
    }

    private static String bearer(List<String> authorization) {
        String value = authorization.get(0);
        return authorization.size() == 1 && value.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? value.substring(BEARER.length()).trim()
                : "";
    }
}
