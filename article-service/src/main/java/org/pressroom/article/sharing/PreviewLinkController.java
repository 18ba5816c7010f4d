package org.pressroom.article.sharing;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.publishing.DraftRenderer;
import org.pressroom.article.rendering.RenderedBody;
import org.pressroom.article.site.SiteProperties;
import org.pressroom.article.writing.Draft;
import org.pressroom.article.writing.DraftContent;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.article.writing.ForWriters;
import org.pressroom.common.contract.Named;
import org.pressroom.common.contract.SharedPreview;
import org.pressroom.common.http.Actors;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Links by which somebody without an account reads a draft. */
@Tag(name = "Drafts")
@RestController
class PreviewLinkController {

    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS = 365;
    private static final String OF_DAYS = "must be between 1 and " + MOST_DAYS;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final PreviewLinkRepository links;
    private final DraftRepository drafts;
    private final DraftRenderer renderer;
    private final SiteProperties site;
    private final Clock clock;

    PreviewLinkController(
            PreviewLinkRepository links,
            DraftRepository drafts,
            DraftRenderer renderer,
            SiteProperties site,
            Clock clock) {
        this.links = links;
        this.drafts = drafts;
        this.renderer = renderer;
        this.site = site;
        this.clock = clock;
    }

    /**
     * How long a link is to stand.
     *
     * @param days 1 to 365; 30 where null
     */
    record PreviewLinkRequest(
            @Nullable @Min(value = 1, message = OF_DAYS) @Max(value = MOST_DAYS, message = OF_DAYS)
            Integer days) {

        private static final PreviewLinkRequest USUAL = new PreviewLinkRequest(null);

        private Duration lifetime() {
            return Duration.ofDays(days == null ? USUAL_DAYS : days);
        }
    }

    /** The page that the link leads to, and until when. */
    record PreviewLinkView(String url, Instant createdAt, Instant expiresAt) {}

    /** Reads a draft's link; 404 where none stands. */
    @GetMapping("/api/drafts/{id}/preview-link")
    Mono<ResponseEntity<PreviewLinkView>> readPreviewLink(
            @ForWriters Caller caller, @PathVariable UUID id, ServerHttpRequest request) {
        return Refusals.orProblemOf(drafts.author(id, Actors.account(caller)), request)
                .then(links.find(id, clock.instant()))
                .map(link ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(view(link)))
                .switchIfEmpty(Mono.error(() -> Problems.notFound("No link leads to this draft.")));
    }

    /** Makes a link by which whoever has it reads a draft as it is then. The one that there was leads nowhere any more. */
    @PostMapping("/api/drafts/{id}/preview-link")
    @ApiResponse(responseCode = "201", headers = @Header(name = HttpHeaders.LOCATION))
    Mono<ResponseEntity<PreviewLinkView>> makePreviewLink(
            @ForWriters Caller caller,
            @PathVariable UUID id,
            ServerHttpRequest request,
            @Valid @RequestBody(required = false) Mono<PreviewLinkRequest> body) {
        return Refusals.orProblemOf(drafts.author(id, Actors.account(caller)), request)
                .then(body)
                .defaultIfEmpty(PreviewLinkRequest.USUAL)
                .flatMap(asked -> links.replace(id, link(asked)))
                .map(link -> ResponseEntity.created(URI.create("/api/drafts/" + id + "/preview-link"))
                        .cacheControl(CacheControl.noStore())
                        .body(view(link)))
                .switchIfEmpty(Mono.error(() -> Problems.notFound("There is no such draft.")));
    }

    /** Withdraws a draft's link: it leads nowhere any more. */
    @DeleteMapping("/api/drafts/{id}/preview-link")
    @ApiResponse(responseCode = "204")
    Mono<ResponseEntity<Void>> withdrawPreviewLink(
            @ForWriters Caller caller, @PathVariable UUID id, ServerHttpRequest request) {
        return Refusals.orProblemOf(drafts.author(id, Actors.account(caller)), request)
                .then(links.delete(id))
                .thenReturn(ResponseEntity.noContent().build());
    }

    /**
     * Reads a draft by the last part of a link to it. For whoever has that; 404 where the link was withdrawn or its time is
     * over.
     */
    @GetMapping("/api/previews/{token}")
    Mono<ResponseEntity<SharedPreview>> readSharedPreview(@PathVariable String token, ServerHttpRequest request) {
        return Mono.just(token)
                .filter(shown -> TOKEN.matcher(shown).matches())
                .flatMap(shown -> links.follow(shown, clock.instant()))
                .flatMap(target -> Refusals.orProblemOf(drafts.find(target.articleId()), request)
                        .zipWhen(draft -> Refusals.orProblemOf(renderer.render(draft.content()), request))
                        .map(parts -> preview(parts.getT1(), parts.getT2(), target.expiresAt())))
                .map(preview ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(preview))
                .switchIfEmpty(Mono.error(() -> Problems.notFound("This link leads nowhere any more.")));
    }

    private PreviewLink link(PreviewLinkRequest asked) {
        Instant now = clock.instant();
        return new PreviewLink(Ids.secret(), now, now.plus(asked.lifetime()));
    }

    private PreviewLinkView view(PreviewLink link) {
        return new PreviewLinkView(site.url() + "/previews/" + link.token(), link.createdAt(), link.expiresAt());
    }

    private static SharedPreview preview(Draft draft, RenderedBody body, Instant expiresAt) {
        DraftContent content = draft.content();
        List<Named> authors = draft.authors().stream()
                .map(author -> new Named(author.slug(), author.name()))
                .toList();
        return new SharedPreview(
                draft.slug(),
                content.title(),
                content.summary(),
                authors.get(0),
                authors,
                content.category(),
                content.tags(),
                draft.updatedAt(),
                body.readingMinutes(),
                content.cover(),
                content.kind().name().toLowerCase(Locale.ROOT),
                content.language(),
                body.html(),
                expiresAt);
    }
}
