package org.pressroom.article.edge;

import java.util.UUID;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * What an answer shows, for the gateway's cache, which drops it when that changes. The gateway keeps the header to
 * itself.
 */
public final class CacheTags {

    /** The header, a comma-separated list. */
    public static final String HEADER = "Cache-Tag";

    private CacheTags() {}

    /** The answer shows one article. */
    public static void article(ServerHttpResponse response, UUID id) {
        response.getHeaders().set(HEADER, "article:" + id);
    }

    /** The answer shows many articles, or counts them: any change of any may change it. */
    public static void list(ServerHttpResponse response) {
        response.getHeaders().set(HEADER, "list");
    }
}
