package org.pressroom.gateway.site.rendering;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;

/**
 * What went wrong, as the error page says it.
 *
 * @param sent whether it was a form that was sent: the page of the form still has what was typed
 */
record Failure(int status, String name, boolean sent) {
    static Failure of(HttpStatusCode status, HttpMethod method) {
        return new Failure(status.value(), name(status.value()), method.equals(HttpMethod.POST));
    }

    private static String name(int status) {
        return switch (status) {
            case 404, 410 -> "not-found";
            case 401, 403 -> "forbidden";
            case 408 -> "too-slow";
            case 413 -> "too-large";
            case 429 -> "too-many";
            case 502, 503, 504 -> "away";
            default -> status < 500 ? "bad-request" : "failed";
        };
    }
}
