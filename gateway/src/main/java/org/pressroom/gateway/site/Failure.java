package org.pressroom.gateway.site;

import org.springframework.http.HttpStatusCode;

/** What went wrong, as the error page says it. */
record Failure(int status, String name) {
    static Failure of(HttpStatusCode status) {
        return new Failure(status.value(), name(status.value()));
    }

    private static String name(int status) {
        return switch (status) {
            case 404, 410 -> "not-found";
            case 401, 403 -> "forbidden";
            case 429 -> "too-many";
            case 502, 503, 504 -> "away";
            default -> status < 500 ? "bad-request" : "failed";
        };
    }
}
