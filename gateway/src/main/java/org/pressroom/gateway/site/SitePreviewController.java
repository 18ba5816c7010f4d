package org.pressroom.gateway.site;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.RequiresRole;
import org.pressroom.common.security.Role;
import org.pressroom.common.validation.Line;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.settings.SiteSettings;
import org.pressroom.gateway.site.rendering.PageRenderer;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code /api/site/previews}: pages as they would look, for admins before they choose. */
@Tag(name = "Site")
@RestController
@RequestMapping("/api/site/previews")
class SitePreviewController {

    private static final int ADDRESS = 2_000;

    private final PageRenderer pages;
    private final RouterFunction<ServerResponse> readingSite;
    private final ServerCodecConfigurer codecs;

    SitePreviewController(
            PageRenderer pages, RouterFunction<ServerResponse> readingSite, ServerCodecConfigurer codecs) {
        this.pages = pages;
        this.readingSite = readingSite;
        this.codecs = codecs;
    }

    /**
     * What to look at.
     *
     * @param settings as {@code PUT /api/site} takes them
     * @param page a path on this site with its query; the front page where it is left out
     */
    record PreviewRequest(
            @NotNull @Valid SiteSettings settings,

            @Nullable @Line(min = 1, max = ADDRESS) String page) {}

    /**
     * A page as it would look.
     *
     * @param html the whole page; it links to the style sheets of the site, and has no scripts and none of the code that was
     *     given
     * @param css what is read after these
     */
    record PagePreview(String html, String css) {}

    /** Shows how a page of the site would look. Nothing is changed. */
    @PostMapping
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "404", description = "There is no such page.")
    Mono<ResponseEntity<PagePreview>> previewSite(
            @RequiresRole(Role.ADMIN) Principal principal,
            @Valid @RequestBody PreviewRequest request,
            ServerWebExchange exchange) {
        PageRenderer.Draft draft = pages.draft(exchange, request.settings());
        ServerRequest reading = reading(exchange, request.page() == null ? "/" : request.page());
        return readingSite
                .route(reading)
                .flatMap(handler -> handler.handle(reading))
                .filter(answer -> answer.statusCode().isSameCodeAs(HttpStatus.OK))
                .flatMap(answer -> Mono.justOrEmpty(draft.html().get()))
                .switchIfEmpty(Mono.error(() -> Problems.notFound("There is no such page.")))
                .map(html -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(new PagePreview(withoutScripts(html), draft.css())));
    }

    private static String withoutScripts(String html) {
        Document page = Jsoup.parse(html);
        page.outputSettings().prettyPrint(false);
        page.select("script, link[rel=modulepreload]").remove();
        return page.html();
    }

    /** The same request as if it had asked for that page. */
    private ServerRequest reading(ServerWebExchange exchange, String page) {
        URI address;
        try {
            address = new URI(page);
        } catch (URISyntaxException malformed) {
            throw Problems.notFound("There is no such page.");
        }
        if (address.isAbsolute() || address.getRawAuthority() != null || !page.startsWith("/")) {
            throw Problems.notFound("There is no such page.");
        }
        ServerHttpRequest asked = exchange.getRequest();
        ServerHttpRequest reading = asked.mutate()
                .method(HttpMethod.GET)
                .uri(asked.getURI().resolve(address))
                .headers(headers -> {
                    headers.setAccept(List.of(MediaType.TEXT_HTML));
                    headers.remove(HttpHeaders.CONTENT_TYPE);
                    headers.remove(HttpHeaders.CONTENT_LENGTH);
                })
                .build();
        return ServerRequest.create(exchange.mutate().request(reading).build(), codecs.getReaders());
    }
}
