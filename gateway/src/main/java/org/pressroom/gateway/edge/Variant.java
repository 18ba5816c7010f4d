package org.pressroom.gateway.edge;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.http.ETags;

/** The forms in which an answer of the cache goes out. */
enum Variant {
    WHOLE,
    GZIP,
    /** The client has the answer already. */
    NOT_MODIFIED;

    /**
     * What a client gets.
     *
     * @param ifNoneMatch its lines of that header
     * @param acceptEncoding null where it does not say
     */
    static Variant of(CachedAnswer answer, List<String> ifNoneMatch, @Nullable String acceptEncoding) {
        String etag = answer.etag();
        if (etag != null && !ifNoneMatch.isEmpty() && ETags.isKnown(ifNoneMatch, etag)) {
            return NOT_MODIFIED;
        }
        return answer.gzip() != null && Gzip.isAccepted(acceptEncoding) ? GZIP : WHOLE;
    }
}
