package org.pressroom.article.media;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.writing.ForWriters;
import org.pressroom.common.http.Actors;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
import org.pressroom.common.security.Role;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.validation.Line;
import org.pressroom.common.validation.TextLimits;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The library of pictures. */
@Tag(name = "Pictures")
@RestController
class MediaController {

    private static final int MOST_ASKED = 200;

    private final UploadForms forms;
    private final UploadPicture uploadPicture;
    private final DescribePicture describePicture;
    private final DeletePicture deletePicture;
    private final MediaRepository media;
    private final MediaQueries queries;
    private final TaggedJson json;

    MediaController(
            UploadForms forms,
            UploadPicture uploadPicture,
            DescribePicture describePicture,
            DeletePicture deletePicture,
            MediaRepository media,
            MediaQueries queries,
            TaggedJson json) {
        this.forms = forms;
        this.uploadPicture = uploadPicture;
        this.describePicture = describePicture;
        this.deletePicture = deletePicture;
        this.media = media;
        this.queries = queries;
        this.json = json;
    }

    /** Whose a picture is, by the public name. */
    record Uploader(String slug, String name) {}

    /** An article that uses a picture; {@code slug} where readers see it. */
    record UsedIn(UUID articleId, String title, @Nullable String slug) {}

    /** A category or a tag whose picture it is. */
    record PictureOf(String kind, String slug, String name) {}

    /**
     * A picture of the library.
     *
     * @param url its address; with {@code ?w=} and one of {@code widths} it is smaller
     * @param alt what is said to those who do not see it, where an article says nothing else
     * @param bytes how long the original is
     * @param width,height in pixels, as it is shown
     * @param mayChange whether the caller may describe and delete it
     * @param useCount how many articles use it, drafts among them
     * @param uses up to 50 of them, those that the caller may see; left out in lists
     * @param termCount how many categories and tags have it as their picture
     * @param terms up to 50 of them; left out in lists
     */
    record MediaView(
            UUID id,
            String url,
            String name,
            @Nullable String alt,
            String type,
            long bytes,
            int width,
            int height,
            boolean animated,
            List<Integer> widths,
            Uploader uploader,
            boolean mayChange,
            Instant createdAt,
            long useCount,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<UsedIn> uses,

            long termCount,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<PictureOf> terms) {

        static MediaView of(
                MediaItem item,
                Actor.Account caller,
                MediaQueries.UseCounts counts,
                @Nullable List<UsedIn> uses,
                @Nullable List<PictureOf> terms) {
            return new MediaView(
                    item.id(),
                    item.url(),
                    item.name(),
                    item.alt(),
                    item.picture().type().mediaType(),
                    item.bytes(),
                    item.picture().width(),
                    item.picture().height(),
                    item.picture().animated(),
                    item.widths(),
                    new Uploader(item.ownerSlug(), item.ownerName()),
                    item.ownerId().equals(caller.id()) || caller.mayActAs(Role.EDITOR, Role.ADMIN),
                    item.createdAt(),
                    counts.articles(),
                    uses,
                    counts.terms(),
                    terms);
        }
    }

    /** @param alt null for nothing */
    record Description(
            @Nullable @Line(max = TextLimits.ALTERNATIVE) String alt) {}

    /** The form that a picture is uploaded with. */
    @Schema(requiredProperties = "file")
    private record UploadForm(
            @Schema(type = "string", format = "binary", description = "A JPEG, PNG, GIF or WebP file.")
            Object file,

            @Nullable @Schema(description = "What is said to those who do not see it.")
            String alt) {}

    /** Lists pictures, the newest first. {@code q}: words of the name or the alternative text. */
    @GetMapping("/api/media")
    Mono<ResponseEntity<JsonBytes<Page<MediaView>>>> listMedia(
            @ForWriters Caller caller,
            ServerHttpRequest request,
            @RequestParam @Nullable String q,
            @RequestParam @Nullable String limit,
            @RequestParam @Nullable String after) {
        if (q != null && q.length() > MOST_ASKED) {
            return Mono.error(Problems.badRequest("'q' must have at most " + MOST_ASKED + " characters."));
        }
        String asked = q == null || q.isBlank() ? null : q;
        Actor.Account actor = Actors.account(caller);
        return queries.page(asked, PageRequest.of(List.of("media", asked == null ? "" : asked), limit, after))
                .map(page -> page.map(listed -> MediaView.of(listed.item(), actor, listed.uses(), null, null)))
                .map(page -> json.respond(request, page));
    }

    /**
     * Takes a picture into the library: a JPEG, PNG, GIF or WebP of up to 20 MB and 50 million pixels, whatever its name
     * says. It is kept without what cameras and programs write into it, such as the place; only its colours and how it is to
     * be turned are kept. What the caller has uploaded before is answered as it is there (200).
     */
    @PostMapping("/api/media")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                            schema = @Schema(implementation = UploadForm.class)))
    @ApiResponse(responseCode = "200", description = "The caller has uploaded it before.")
    @ApiResponse(responseCode = "201", headers = @Header(name = HttpHeaders.LOCATION))
    @ApiResponse(responseCode = "413", description = "The file is too large.")
    @ApiResponse(responseCode = "415", description = "It is no picture of a kind that is taken.")
    @ApiResponse(responseCode = "422", description = "It is empty, damaged, or has too many pixels.")
    Mono<ResponseEntity<MediaView>> uploadMedia(@ForWriters Caller caller, ServerWebExchange exchange) {
        Actor.Account actor = Actors.account(caller);
        return forms.read(exchange, form -> Refusals.orProblem(
                        uploadPicture.execute(new UploadPicture.Command(actor, form.name(), form.alt(), form.file())),
                        exchange.getRequest())
                .flatMap(uploaded -> view(uploaded.item(), actor)
                        .map(view -> uploaded.known()
                                ? ResponseEntity.ok(view)
                                : ResponseEntity.created(URI.create("/api/media/" + view.id()))
                                        .body(view))));
    }

    /** Reads what is known of a picture, and where it is used. */
    @GetMapping("/api/media/{id}")
    Mono<ResponseEntity<JsonBytes<MediaView>>> readMedia(
            @ForWriters Caller caller, @PathVariable UUID id, ServerHttpRequest request) {
        return Refusals.orProblemOf(media.find(id), request)
                .flatMap(item -> view(item, Actors.account(caller)))
                .map(view -> json.respond(request, view));
    }

    /** Says what is told to those who do not see a picture. Articles that use it keep what they say themselves. */
    @PatchMapping("/api/media/{id}")
    Mono<MediaView> describeMedia(
            @ForWriters Caller caller,
            @PathVariable UUID id,
            ServerHttpRequest request,
            @Valid @org.springframework.web.bind.annotation.RequestBody Mono<Description> body) {
        Actor.Account actor = Actors.account(caller);
        return Refusals.orProblemOf(media.find(id).doOnNext(item -> item.requireAccess(actor)), request)
                .then(body)
                .flatMap(description -> Refusals.orProblem(
                        describePicture.execute(
                                new DescribePicture.Command(id, actor, UploadForms.stripped(description.alt()))),
                        request))
                .flatMap(item -> view(item, actor));
    }

    /** Deletes a picture that no article uses, nor a category or a tag. */
    @DeleteMapping("/api/media/{id}")
    @ApiResponse(responseCode = "204")
    @ApiResponse(responseCode = "409", description = "An article uses it, or a category or a tag.")
    Mono<ResponseEntity<Void>> deleteMedia(
            @ForWriters Caller caller, @PathVariable UUID id, ServerHttpRequest request) {
        return Refusals.orProblem(deletePicture.execute(new DeletePicture.Command(id, Actors.account(caller))), request)
                .thenReturn(ResponseEntity.noContent().build());
    }

    private Mono<MediaView> view(MediaItem item, Actor.Account caller) {
        return Mono.zip(queries.useCounts(item.id()), queries.uses(item.id(), caller), queries.terms(item.id()))
                .map(found -> MediaView.of(
                        item,
                        caller,
                        found.getT1(),
                        found.getT2().stream()
                                .map(use -> new UsedIn(use.articleId(), use.title(), use.slug()))
                                .toList(),
                        found.getT3().stream()
                                .map(term -> new PictureOf(term.kind(), term.slug(), term.name()))
                                .toList()));
    }
}
