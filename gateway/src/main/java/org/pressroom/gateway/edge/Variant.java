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
     * @param ifModifiedSince null where it does not say; counts where the former does not stand beside it, and where it is
     *     what {@code Last-Modified} was: something older is not always less, for articles are withdrawn, too
     * @param acceptEncoding null where it does not say
     */
    static Variant of(
            CachedAnswer answer,
            List<String> ifNoneMatch,
            @Nullable String ifModifiedSince,
            @Nullable String acceptEncoding) {
        String etag = answer.etag();
        boolean known = ifNoneMatch.isEmpty()
                ? ifModifiedSince != null && ifModifiedSince.equals(answer.lastModified())
                : etag != null && ETags.isKnown(ifNoneMatch, etag);
        if (known) {
            return NOT_MODIFIED;
        }
        return answer.gzip() != null && Gzip.isAccepted(acceptEncoding) ? GZIP : WHOLE;
    }
}
