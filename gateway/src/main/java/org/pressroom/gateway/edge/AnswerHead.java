package org.pressroom.gateway.edge;

import java.util.List;
import java.util.Map;
import org.pressroom.common.http.ETags;
import org.pressroom.gateway.edge.EdgeCache.Served;
import org.pressroom.gateway.edge.EdgeCache.Source;
import org.springframework.http.HttpHeaders;

/**
 * What the head of an answer of the cache says. {@code Age} and {@code Cache-Status} (RFC 9211) say how it came about.
 */
final class AnswerHead {

    private static final String NAME = "pressroom";
    private static final String VARY = "Cookie, Authorization, Accept-Language, Accept-Encoding";

    private AnswerHead() {}

    static void write(HttpHeaders headers, Served served, Variant variant) {
        CachedAnswer answer = served.answer();
        for (Map.Entry<String, List<String>> header : answer.headers().entrySet()) {
            headers.put(header.getKey(), header.getValue());
        }
        headers.set(HttpHeaders.VARY, VARY);
        headers.set("Cache-Status", status(served));
        if (served.source() == Source.HIT || served.source() == Source.STALE) {
            headers.set(HttpHeaders.AGE, Long.toString(served.age().toSeconds()));
        }
        String etag = answer.etag();
        if (etag != null) {
            // A strong one is of these bytes and no others (RFC 9110, section 8.8.1).
            headers.set(HttpHeaders.ETAG, variant == Variant.GZIP ? ETags.weakened(etag) : etag);
        }
        switch (variant) {
            case WHOLE -> headers.setContentLength(answer.body(variant).length);
            case GZIP -> {
                headers.set(HttpHeaders.CONTENT_ENCODING, Gzip.NAME);
                headers.setContentLength(answer.body(variant).length);
            }
            case NOT_MODIFIED -> headers.remove(HttpHeaders.CONTENT_TYPE);
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
