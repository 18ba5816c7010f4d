package org.pressroom.gateway.edge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * A whole answer.
 *
 * @param gzip the body compressed (RFC 1952); null where it is not, or would hardly be shorter
 * @param etag null where it has none
 * @param tags what it shows
 * @param keepable whether it may be kept at all
 */
record CachedAnswer(
        int status,
        Map<String, List<String>> headers,
        byte[] body,
        byte @Nullable [] gzip,
        @Nullable String etag,
        Set<String> tags,
        boolean keepable) {

    private static final byte[] NOTHING = new byte[0];
    private static final int OVERHEAD = 3_000;

    /** With its body compressed, where that is worth it: takes some milliseconds. */
    CachedAnswer compressed() {
        byte @Nullable [] compressed = keepable ? Gzip.compress(headers, body) : null;
        return compressed == null ? this : new CachedAnswer(status, headers, body, compressed, etag, tags, true);
    }

    /** What goes out as the body of a variant; nothing for one that has none. */
    byte[] body(Variant variant) {
        return switch (variant) {
            case WHOLE -> body;
            case GZIP -> gzip == null ? body : gzip;
            case NOT_MODIFIED -> NOTHING;
        };
    }

    /** When it was changed last, as the header says it; null where it does not. */
    @Nullable
    String lastModified() {
        List<String> said = headers.get(HttpHeaders.LAST_MODIFIED);
        return said == null || said.isEmpty() ? null : said.get(0);
    }

    /** About how much memory it takes, with the heads that are {@link PreparedAnswer prepared} of it. */
    int weight() {
        return OVERHEAD + body.length + (gzip == null ? 0 : gzip.length) + tags.size() * 100;
    }

    /** Whether the service says for sure that there is nothing to show, or not to this request. */
    boolean isRefusal() {
        return status >= 300 && !isOutage();
    }

    /** Whether the service behind it could not do its work. */
    boolean isOutage() {
        return status >= 500;
    }
}
