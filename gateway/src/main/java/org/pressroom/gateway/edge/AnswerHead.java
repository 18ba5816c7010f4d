package org.pressroom.gateway.edge;

import java.util.List;
import java.util.Map;
import org.pressroom.gateway.edge.EdgeCache.Served;
import org.pressroom.gateway.edge.EdgeCache.Source;
import org.springframework.http.HttpHeaders;

/**
 * What the head of an answer of the cache says. {@code Age} and {@code Cache-Status} (RFC 9211) say how it came about.
 */
final class AnswerHead {

    static final String CACHE_STATUS = "Cache-Status";

    private static final String NAME = "pressroom";
    private static final String VARY = "Cookie, Authorization, Accept-Language, Accept-Encoding";

    private AnswerHead() {}

    /**
     * Writes the head of a whole answer.
     *
     * @param gzip whether its compressed body follows
     */
    static void write(HttpHeaders headers, Served served, boolean gzip) {
        common(headers, served);
        byte[] compressed = served.answer().gzip();
        if (gzip && compressed != null) {
            headers.set(HttpHeaders.CONTENT_ENCODING, Gzip.NAME);
            headers.setContentLength(compressed.length);
            String etag = served.answer().etag();
            if (etag != null && !etag.startsWith("W/")) {
                // A strong one is of these bytes and no others (RFC 9110, section 8.8.1).
                headers.set(HttpHeaders.ETAG, "W/" + etag);
            }
        } else {
            headers.setContentLength(served.answer().body().length);
        }
    }

    /** Writes the head that says that the client has the answer already. */
    static void writeNotModified(HttpHeaders headers, Served served) {
        common(headers, served);
        headers.remove(HttpHeaders.CONTENT_TYPE);
    }

    private static void common(HttpHeaders headers, Served served) {
        for (Map.Entry<String, List<String>> header : served.answer().headers().entrySet()) {
            headers.put(header.getKey(), header.getValue());
        }
        headers.set(HttpHeaders.VARY, VARY);
        headers.set(CACHE_STATUS, status(served));
        if (served.source() == Source.HIT || served.source() == Source.STALE) {
            headers.set(HttpHeaders.AGE, Long.toString(served.age().toSeconds()));
        }
        String etag = served.answer().etag();
        if (etag != null) {
            headers.set(HttpHeaders.ETAG, etag);
        }
    }

    private static String status(Served served) {
        return switch (served.source()) {
            case HIT -> NAME + "; hit; ttl=" + served.freshFor().toSeconds();
            case STALE -> NAME + "; hit; ttl=" + served.freshFor().toSeconds() + "; detail=stale";
            case MISS -> NAME + "; fwd=miss" + (served.stored() ? "; stored" : "");
            case COLLAPSED -> NAME + "; fwd=miss; collapsed" + (served.stored() ? "; stored" : "");
        };
    }
}
