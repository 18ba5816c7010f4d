package org.pressroom.article.media;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.media.MediaStore.StoredFile;
import org.pressroom.article.pictures.PictureType;
import org.pressroom.article.pictures.PictureWidths;
import org.pressroom.common.http.ETags;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.problem.Problems;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Pictures as readers see them. */
@Tag(name = "Pictures")
@RestController
class MediaFileController {

    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private static final MediaType WEBP = MediaType.parseMediaType(PictureType.WEBP.mediaType());

    /** Half of a digest tells files apart. */
    private static final int TAG_BYTES = 16;

    private final MediaRepository media;
    private final MediaFiles files;

    MediaFileController(MediaRepository media, MediaFiles files) {
        this.media = media;
        this.files = files;
    }

    /**
     * Shows a picture. It never changes: what is changed has another address. A width of it is WebP for those who say that
     * they take {@code image/webp}, where the program can make it.
     *
     * @param w how wide it is to be in pixels: 320, 480, 640, 960, 1280, 1920 or 2560. One that is not wider than that, or
     *     moves, is shown as it is
     */
    @GetMapping("/api/media/{id}/{name}")
    @ApiResponse(
            responseCode = "200",
            headers = @Header(name = HttpHeaders.ETAG),
            content = {
                @Content(mediaType = "image/jpeg", schema = @Schema(type = "string", format = "binary")),
                @Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary")),
                @Content(mediaType = "image/gif", schema = @Schema(type = "string", format = "binary")),
                @Content(mediaType = "image/webp", schema = @Schema(type = "string", format = "binary"))
            })
    @ApiResponse(responseCode = "304", headers = @Header(name = HttpHeaders.ETAG), content = @Content)
    Mono<ResponseEntity<Flux<DataBuffer>>> showMedia(
            @PathVariable UUID id,
            @PathVariable String name,
            @RequestParam @Nullable String w,
            ServerWebExchange exchange) {
        Integer width = width(w);
        return Refusals.orProblemOf(media.find(id), exchange.getRequest())
                .filter(item -> item.fileName().equals(name))
                .switchIfEmpty(Mono.error(MediaFileController::unknown))
                .flatMap(
                        item -> respond(item, width != null && item.widths().contains(width) ? width : null, exchange));
    }

    private static @Nullable Integer width(@Nullable String w) {
        if (w == null) {
            return null;
        }
        return PictureWidths.ALL.stream()
                .filter(width -> width.toString().equals(w))
                .findFirst()
                .orElseThrow(() -> Problems.badRequest("'w' must be one of " + PictureWidths.ALL + "."));
    }

    private static RuntimeException unknown() {
        return Problems.notFound("There is no such picture.");
    }

    private Mono<ResponseEntity<Flux<DataBuffer>>> respond(
            MediaItem item, @Nullable Integer width, ServerWebExchange exchange) {
        HttpHeaders request = exchange.getRequest().getHeaders();
        List<PictureType> types = width == null ? List.of(item.picture().type()) : item.typesOf(width);
        PictureType type = types.contains(PictureType.WEBP) && takesWebp(request) ? PictureType.WEBP : types.get(0);
        HttpHeaders headers = new HttpHeaders();
        headers.setETag(tag(item, width, types.size() > 1 ? type : null));
        headers.setCacheControl(FOR_GOOD);
        if (types.size() > 1) {
            headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        }
        if (ETags.isKnown(request, String.valueOf(headers.getETag()))) {
            return Mono.just(ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .headers(headers)
                    .build());
        }
        describe(headers, item, type);
        DataBufferFactory buffers = exchange.getResponse().bufferFactory();
        Mono<StoredFile> file = width == null ? files.original(item, buffers) : files.width(item, width, type, buffers);
        boolean head = exchange.getRequest().getMethod().equals(HttpMethod.HEAD);
        return Refusals.orProblemOf(file, exchange.getRequest())
                .switchIfEmpty(Mono.error(MediaFileController::unknown))
                .flatMap(found -> head ? found.withoutContent() : Mono.just(found))
                .map(found -> ResponseEntity.ok()
                        .headers(headers)
                        .contentLength(found.length())
                        .body(found.content()));
    }

    /** Browsers name it where they take it; {@code *}{@code /*} says nothing. */
    private static boolean takesWebp(HttpHeaders request) {
        return request.getAccept().stream()
                .anyMatch(type -> type.equalsTypeAndSubtype(WEBP) && type.getQualityValue() > 0);
    }

    private static String tag(MediaItem item, @Nullable Integer width, @Nullable PictureType chosen) {
        return '"'
                + HexFormat.of().formatHex(item.sha256(), 0, TAG_BYTES)
                + (width == null ? "" : "-" + width)
                + (chosen == null ? "" : "-" + chosen.extension())
                + '"';
    }

    /** Whatever somebody has hidden in it, a browser does nothing with it but show it. */
    private static void describe(HttpHeaders headers, MediaItem item, PictureType type) {
        headers.setContentType(MediaType.parseMediaType(type.mediaType()));
        headers.setContentDisposition(
                ContentDisposition.inline().filename(item.fileName()).build());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
    }
}
