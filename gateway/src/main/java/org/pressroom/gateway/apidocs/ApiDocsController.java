package org.pressroom.gateway.apidocs;

import static io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue.TRUE;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.pressroom.common.http.ETags;
import org.pressroom.gateway.SiteProperties;
import org.pressroom.gateway.routes.Routes;
import org.pressroom.gateway.site.rendering.PageFrame;
import org.pressroom.gateway.site.rendering.PageRenderer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.accept.HeaderContentTypeResolver;
import org.springframework.web.reactive.accept.RequestedContentTypeResolver;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /api/docs}: what there is to ask for, for people and for programs. */
@Tag(name = "Documentation")
@RestController
class ApiDocsController {

    private static final String PATH = "/api/docs";
    private static final String OPENAPI_JSON = "application/vnd.oai.openapi+json";

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final MediaType OPENAPI = MediaType.parseMediaType(OPENAPI_JSON);

    /** The first is for who takes anything. */
    private static final List<MediaType> OFFERED = List.of(MediaType.TEXT_HTML, MediaType.APPLICATION_JSON, OPENAPI);

    /** How long a change of a publisher's template may take to show. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final RequestedContentTypeResolver accepted = new HeaderContentTypeResolver();
    private final PageRenderer pages;
    private final String origin;
    private final byte[] document;

    /** The page without its frame, which is long and changes with the program alone. */
    private final Mono<String> reference;

    ApiDocsController(JsonMapper json, PageRenderer pages, SiteProperties site) {
        this.pages = pages;
        JsonNode gathered = GatheredDocument.of(json, Routes.all());
        this.document = json.writerWithDefaultPrettyPrinter().writeValueAsBytes(gathered);
        Reference read = ReferenceReader.read(gathered, json, site.url());
        this.reference = pages.part("api-docs-reference", Map.of("reference", read, "origin", site.url()))
                .cache(html -> KEPT, failure -> Duration.ZERO, () -> Duration.ZERO);
        this.origin = site.url();
    }

    private PageFrame page() {
        String description = "Every operation of the API of %s: who may call it, what it takes, what it answers."
                .formatted(pages.site().name());
        return new PageFrame(
                "API", description, origin + PATH, PATH, "API", "website", null, true, null, null, null, List.of());
    }

    /** Tells what there is to ask for: a page to read, or, to programs that accept JSON, one OpenAPI document. */
    @GetMapping(PATH)
    @ApiResponse(
            responseCode = "200",
            headers = @Header(name = HttpHeaders.ETAG),
            content = {
                @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string")),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(type = "object", additionalProperties = TRUE)),
                @Content(mediaType = OPENAPI_JSON, schema = @Schema(type = "object", additionalProperties = TRUE))
            })
    @ApiResponse(responseCode = "406", description = "`Accept` names neither HTML nor JSON.")
    Mono<ResponseEntity<byte[]>> readDocumentation(ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        MediaType chosen = chosen(exchange);
        return chosen.equals(MediaType.TEXT_HTML)
                ? reference
                        .flatMap(html -> pages.text(exchange, "api-docs", page(), Map.of("reference", html)))
                        .map(html -> tagged(exchange.getRequest(), HTML, html.getBytes(StandardCharsets.UTF_8)))
                : Mono.just(tagged(exchange.getRequest(), chosen, document));
    }

    /** Answers the OpenAPI document of all routes. */
    @GetMapping(PATH + "/openapi.json")
    @ApiResponse(
            responseCode = "200",
            headers = @Header(name = HttpHeaders.ETAG),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(type = "object", additionalProperties = TRUE)))
    Mono<ResponseEntity<byte[]>> readDocument(ServerWebExchange exchange) {
        return Mono.just(tagged(exchange.getRequest(), MediaType.APPLICATION_JSON, document));
    }

    private MediaType chosen(ServerWebExchange exchange) {
        for (MediaType wanted : accepted.resolveMediaTypes(exchange)) {
            for (MediaType offered : OFFERED) {
                if (wanted.includes(offered)) {
                    return offered;
                }
            }
        }
        throw new NotAcceptableStatusException(OFFERED);
    }

    private static ResponseEntity<byte[]> tagged(ServerHttpRequest request, MediaType type, byte[] body) {
        ResponseEntity<byte[]> answer = ETags.respond(request, ETags.weak(body), body);
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .contentType(type)
                .body(answer.getBody());
    }
}
