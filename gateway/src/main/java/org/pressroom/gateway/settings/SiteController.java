package org.pressroom.gateway.settings;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.http.ETags;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.RequiresRole;
import org.pressroom.common.security.Role;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.gateway.SiteProperties;
import org.pressroom.gateway.principals.Principal;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import reactor.core.publisher.Mono;

/** {@code /api/site}: what the publication is called and how it looks, which admins choose. */
@Tag(name = "Site")
@RestController
@RequestMapping("/api/site")
class SiteController {

    /**
     * The publication.
     *
     * @param name as it was chosen; null where it is the one that the program was started with, as with all others
     * @param pictures that it shows of itself
     * @param shown what readers see of all this
     * @param version grows with each change
     * @param updatedAt null before anybody chose anything
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record SiteView(
            @Nullable String name,
            @Nullable String description,
            @Nullable Boolean logoAlone,
            SiteSettings.@Nullable Colours colours,
            SiteSettings.@Nullable Type type,
            @Nullable List<SiteSettings.MenuLink> menu,
            @Nullable String css,
            SiteSettings.@Nullable Code code,
            PicturesView pictures,
            Shown shown,
            long version,
            @Nullable Instant updatedAt) {}

    /**
     * Each null where there is none.
     *
     * @param logo before the name at the head of each page
     * @param logoDark in its place by night
     * @param icon for tabs and bookmarks
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PicturesView(
            @Nullable PictureView logo,
            @Nullable PictureView logoDark,
            @Nullable PictureView icon) {}

    /** @param url a path on this site, another one for each file */
    record PictureView(String url, String mediaType, int width, int height) {
        static @Nullable PictureView of(@Nullable SitePicture picture) {
            return picture == null
                    ? null
                    : new PictureView(picture.path(), picture.format().mediaType(), picture.width(), picture.height());
        }
    }

    /**
     * What readers see.
     *
     * @param colours such as were chosen where they can be read, or else lighter or darker
     */
    record Shown(String name, String description, SiteSettings.Colours colours) {}

    private static final List<MediaType> PICTURES = List.of(
            MediaType.IMAGE_PNG,
            MediaType.IMAGE_JPEG,
            MediaType.valueOf("image/svg+xml"),
            MediaType.APPLICATION_OCTET_STREAM);

    private final CurrentSite current;
    private final UpdateSite updateSite;
    private final SiteProperties defaults;

    SiteController(CurrentSite current, UpdateSite updateSite, SiteProperties defaults) {
        this.current = current;
        this.updateSite = updateSite;
        this.defaults = defaults;
    }

    /** Tells what the publication is called and how it looks. */
    @GetMapping
    @ApiResponse(responseCode = "200", headers = @Header(name = HttpHeaders.ETAG))
    Mono<ResponseEntity<SiteView>> readSite(ServerHttpRequest http) {
        SiteState state = current.state();
        return Mono.just(ETags.respond(http, ETags.strong(state.version()), view(state)));
    }

    /** Chooses what the publication is called and how it looks, its pictures aside. What is left out is not chosen. */
    @PutMapping
    @ApiResponse(responseCode = "200", headers = @Header(name = HttpHeaders.ETAG))
    Mono<ResponseEntity<SiteView>> chooseSite(
            @RequiresRole(Role.ADMIN) Principal principal,
            ExpectedVersion expected,
            @Valid @RequestBody SiteSettings settings,
            ServerHttpRequest http) {
        return Refusals.orProblem(updateSite.choose(settings, expected), http).map(this::answer);
    }

    /**
     * Puts a picture of the publication in its place.
     *
     * @param kind {@code logo}, {@code logo-dark} or {@code icon}
     * @param picture of whatever type it is said to be, a PNG, JPEG or SVG file of at most 256 KB, and of at most 2,000 pixels each way. A drawing may have
     *     no scripts, and nothing from elsewhere
     */
    @PutMapping("/pictures/{kind}")
    @ApiResponse(responseCode = "200", headers = @Header(name = HttpHeaders.ETAG))
    Mono<ResponseEntity<SiteView>> putPicture(
            @RequiresRole(Role.ADMIN) Principal principal,
            ExpectedVersion expected,
            @PathVariable String kind,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = {
                                @Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary")),
                                @Content(
                                        mediaType = "image/jpeg",
                                        schema = @Schema(type = "string", format = "binary")),
                                @Content(
                                        mediaType = "image/svg+xml",
                                        schema = @Schema(type = "string", format = "binary")),
                                @Content(
                                        mediaType = "application/octet-stream",
                                        schema = @Schema(type = "string", format = "binary"))
                            })
                    @RequestBody
                    byte[] picture,
            ServerHttpRequest http) {
        requirePicture(http.getHeaders().getContentType());
        return Refusals.orProblem(updateSite.show(named(kind), picture, expected), http)
                .map(this::answer);
    }

    /** Not by the mapping, which would say so before it is known whether who asks may. What it is, the file itself says. */
    private static void requirePicture(@Nullable MediaType type) {
        if (type == null || PICTURES.stream().noneMatch(type::equalsTypeAndSubtype)) {
            throw new UnsupportedMediaTypeStatusException(type, PICTURES);
        }
    }

    /**
     * Takes a picture of the publication away.
     *
     * @param kind {@code logo}, {@code logo-dark} or {@code icon}
     */
    @DeleteMapping("/pictures/{kind}")
    @ApiResponse(responseCode = "200", headers = @Header(name = HttpHeaders.ETAG))
    Mono<ResponseEntity<SiteView>> removePicture(
            @RequiresRole(Role.ADMIN) Principal principal,
            ExpectedVersion expected,
            @PathVariable String kind,
            ServerHttpRequest http) {
        return Refusals.orProblem(updateSite.hide(named(kind), expected), http).map(this::answer);
    }

    private static SitePicture.Kind named(String kind) {
        return SitePicture.Kind.named(kind)
                .orElseThrow(() -> Problems.notFound("There is no such picture of the site."));
    }

    private ResponseEntity<SiteView> answer(SiteState state) {
        return ResponseEntity.ok().eTag(ETags.strong(state.version())).body(view(state));
    }

    private SiteView view(SiteState state) {
        SiteSettings settings = state.settings();
        return new SiteView(
                settings.name(),
                settings.description(),
                settings.logoAlone(),
                settings.colours(),
                settings.type(),
                settings.menu(),
                settings.css(),
                settings.code(),
                new PicturesView(
                        PictureView.of(state.picture(SitePicture.Kind.LOGO)),
                        PictureView.of(state.picture(SitePicture.Kind.LOGO_DARK)),
                        PictureView.of(state.picture(SitePicture.Kind.ICON))),
                new Shown(
                        settings.nameOr(defaults),
                        settings.descriptionOr(defaults),
                        state.style().shown()),
                state.version(),
                state.updatedAt());
    }
}
