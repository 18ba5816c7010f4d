package org.pressroom.gateway.principals;

import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** The methods that only read (RFC 9110, section 9.2.1). */
public final class SafeMethods {

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private SafeMethods() {}

    /** Whether the request only reads. */
    public static boolean isUsedBy(ServerHttpRequest request) {
        return SAFE.contains(request.getMethod());
    }
}
