package org.pressroom.gateway.site;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.pressroom.gateway.settings.CurrentSite;
import org.pressroom.gateway.settings.SitePicture;
import org.pressroom.gateway.settings.SiteStyle;
import org.pressroom.gateway.site.rendering.PageRenderer;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What admins chose for the look of the site: its style sheet and its pictures. */
final class LookPages {

    private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);
    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    /** A drawing that is opened by itself is a document of this site: it is to run nothing. */
    private static final String OF_PICTURES = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    private final PageRenderer pages;
    private final CurrentSite current;

    LookPages(PageRenderer pages, CurrentSite current) {
        this.pages = pages;
        this.current = current;
    }

    /**
     * {@code GET /site/{hash}.css}. A page that is older than a change asks for the style sheet that was before it, and gets
     * the newest.
     */
    Mono<ServerResponse> style(ServerRequest request) {
        SiteStyle style = current.state().style();
        String file = request.pathVariable("file");
        if (!file.matches("[0-9a-f]{16}\\.css")) {
            return pages.notFound(request);
        }
        boolean newest = file.equals(style.hash() + ".css");
        return ServerResponse.ok()
                .contentType(CSS)
                .cacheControl(newest ? FOR_GOOD : CacheControl.noCache())
                .bodyValue(style.bytes());
    }

    /** {@code GET /site/pictures/{hash}.png}, and what else it may be. */
    Mono<ServerResponse> picture(ServerRequest request) {
        String file = request.pathVariable("file");
        Optional<SitePicture> found = current.state().pictures().values().stream()
                .filter(picture -> picture.file().equals(file))
                .findFirst();
        return found.map(picture -> ServerResponse.ok()
                        .contentType(MediaType.parseMediaType(picture.format().mediaType()))
                        .cacheControl(FOR_GOOD)
                        .header("Content-Security-Policy", OF_PICTURES)
                        .bodyValue(picture.content()))
                .orElseGet(() -> pages.notFound(request));
    }
}
