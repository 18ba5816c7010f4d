package org.pressroom.gateway.edge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer.
 *
 * @param etag null where it has none
 * @param tags what it shows
 * @param keepable whether it may be kept at all
 */
record CachedAnswer(
        int status,
        Map<String, List<String>> headers,
        byte[] body,
        @Nullable String etag,
        Set<String> tags,
        boolean keepable) {

    private static final int OVERHEAD = 600;

    /** About how much memory it takes. */
    int weight() {
        return OVERHEAD + body.length + tags.size() * 100;
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
