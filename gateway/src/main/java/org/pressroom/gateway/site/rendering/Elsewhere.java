package org.pressroom.gateway.site.rendering;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** Links that are about in the world keep leading to what they meant. */
public final class Elsewhere {

    private Elsewhere() {}

    /** Leads on to a path on this site, for good; whoever keeps that asks again, since what is there may move once more. */
    public static Mono<ServerResponse> at(String path) {
        return ServerResponse.status(HttpStatus.MOVED_PERMANENTLY)
                .location(URI.create(path))
                .cacheControl(CacheControl.noCache())
                .build();
    }

    /**
     * Leads on to another slug in the folder of what was asked for.
     *
     * @param rest what stands behind the slug, encoded
     */
    public static Mono<ServerResponse> under(ServerRequest request, String slug, String rest) {
        String folder = request.path().substring(0, request.path().indexOf('/', 1) + 1);
        return at(folder + UriUtils.encodePathSegment(slug, StandardCharsets.UTF_8) + rest);
    }
}
