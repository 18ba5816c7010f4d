package org.pressroom.article.writing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.access.Visibility;
import org.pressroom.article.authors.AuthorRepository;
import org.pressroom.article.slugs.ArticleSlugs;
import org.pressroom.common.contract.Cover;
import org.pressroom.common.http.Actors;
import org.pressroom.common.http.ETags;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.idempotency.IdempotencyKeys;
import org.pressroom.common.idempotency.Idempotent;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.security.Caller;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The working copy of every article, published or not. */
@Tag(name = "Drafts")
@RestController
class DraftController {

    private final StartDraft startDraft;
    private final ReviseDraft reviseDraft;
    private final DraftRepository drafts;
    private final DraftQueries list;
    private final AuthorRepository authors;
    private final IdempotencyKeys idempotency;
    private final TaggedJson json;

    DraftController(
            StartDraft startDraft,
            ReviseDraft reviseDraft,
            DraftRepository drafts,
            DraftQueries list,
            AuthorRepository authors,
            IdempotencyKeys idempotency,
            TaggedJson json) {
        this.startDraft = startDraft;
        this.reviseDraft = reviseDraft;
        this.drafts = drafts;
        this.list = list;
        this.authors = authors;
        this.idempotency = idempotency;
        this.json = json;
    }

    /** Starts a draft, of which readers see nothing yet. */
    @Idempotent
    @PostMapping("/api/articles")
    @ApiResponse(
            responseCode = "201",
            headers = {@Header(name = HttpHeaders.ETAG), @Header(name = HttpHeaders.LOCATION)})
    @ApiResponse(responseCode = "409", description = "Another article has the slug, or the key had another body.")
    Mono<ResponseEntity<JsonBytes<DraftView>>> startDraft(
            @ForWriters Caller caller, ServerWebExchange exchange, @Valid @RequestBody Mono<DraftContent> body) {
        return body.flatMap(content -> idempotency.run(exchange, caller, content, () -> Refusals.orProblem(
                        startDraft.execute(new StartDraft.Command(Actors.account(caller), content)),
                        exchange.getRequest())
                .map(draft -> ResponseEntity.created(URI.create("/api/drafts/" + draft.id()))
                        .eTag(ETags.strong(draft.version()))
                        .body(DraftView.whole(draft)))));
    }

    /**
     * Lists drafts, the last changed first: of all writers to editors, else those that one is an author of.
     *
     * @param q words of the title, the summary or the tags, in any order; the beginning of each is enough
     * @param status {@code draft}, {@code scheduled}, {@code published}, {@code changed} where readers see an earlier
     *     version, or {@code unpublished}
     * @param author the slug of one of its authors
     * @param category,tag the name of one that it has, as a writer gave it
     * @param language the one that it is in, as of BCP 47
     * @param sort {@code updated}, {@code created}, {@code published} or {@code title}, behind a {@code -} the other way
     *     round; {@code -updated} where it is left out
     */
    @GetMapping("/api/drafts")
    Mono<ResponseEntity<JsonBytes<Page<DraftView>>>> listDrafts(
            @ForWriters Caller caller,
            ServerHttpRequest request,
            @RequestParam @Nullable String q,
            @RequestParam @Nullable String status,
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String author,
            @RequestParam @Nullable String category,
            @RequestParam @Nullable String tag,
            @RequestParam @Nullable String language,
            @RequestParam @Nullable String sort,
            @RequestParam @Nullable String limit,
            @RequestParam @Nullable String after) {
        DraftOrder order = DraftListQuery.order(sort);
        DraftListQuery query = DraftListQuery.of(q, status, kind, author, category, tag, language);
        PageRequest page = PageRequest.of(List.of("drafts", query, order), limit, after);
        return filter(query, ArticleAccess.onlyAuthor(Actors.account(caller)))
                .flatMap(filter -> list.page(filter, order, page))
                .defaultIfEmpty(new Page<>(List.of(), null))
                .map(drafts -> drafts.map(DraftView::line))
                .map(drafts -> json.respond(request, drafts));
    }

    /** Empty where there can be no such draft. */
    private Mono<DraftFilter> filter(DraftListQuery query, @Nullable UUID onlyAuthor) {
        if (query.author() == null) {
            return Mono.just(query.filter(onlyAuthor));
        }
        return authors.named(query.author())
                .filter(author -> onlyAuthor == null || author.equals(onlyAuthor))
                .map(query::filter);
    }

    /** Reads a draft. */
    @GetMapping("/api/drafts/{id}")
    @ApiResponse(responseCode = "200", headers = @Header(name = HttpHeaders.ETAG))
    Mono<ResponseEntity<DraftView>> readDraft(
            @ForWriters Caller caller, @PathVariable UUID id, ServerHttpRequest request) {
        return Refusals.orProblemOf(drafts.find(id, Actors.account(caller)), request)
                .map(draft -> ETags.respond(request, ETags.strong(draft.version()), DraftView.whole(draft)));
    }

    /**
     * Puts other content in the place of a draft's; what readers see stays until it is published again. It is kept as a
     * revision.
     *
     * @param autosave whether this is saved while somebody writes: then the next such of the same writer, within ten
     *     minutes, is the same revision
     */
    @PutMapping("/api/drafts/{id}")
    @ApiResponse(responseCode = "200", headers = @Header(name = HttpHeaders.ETAG))
    @ApiResponse(responseCode = "409", description = "Another article has the slug.")
    Mono<ResponseEntity<DraftView>> reviseDraft(
            @ForWriters Caller caller,
            @PathVariable UUID id,
            ExpectedVersion expected,
            ServerHttpRequest request,
            @RequestParam(defaultValue = "false") boolean autosave,
            @Valid @RequestBody Mono<DraftContent> body) {
        RevisionOrigin origin = autosave ? new RevisionOrigin.Autosaved() : new RevisionOrigin.Saved();
        Actor actor = Actors.account(caller);
        return Refusals.orProblemOf(drafts.author(id, actor), request)
                .then(body)
                .flatMap(content -> Refusals.orProblem(
                        reviseDraft.execute(new ReviseDraft.Command(id, actor, expected, content, origin)), request))
                .map(draft ->
                        ResponseEntity.ok().eTag(ETags.strong(draft.version())).body(DraftView.whole(draft)));
    }

    /**
     * A draft: what may be sent back by PUT, and more.
     *
     * @param version which its {@code ETag} carries too
     * @param slugFromTitle whether the slug is one that is made from the title: sent back without a slug, the draft gets
     *     one that fits its title then
     * @param body left out in lists
     * @param passwordSet whether it has a password, which is never told
     * @param translationOf the article whose translations it is one of; null where it is that article itself, or has none
     * @param authors the accounts' ids, in the order of the byline
     * @param author the first of them
     * @param bylines all of them, as readers know them
     * @param schedule what is to become of it at a time to come; null for nothing
     * @param review how its review stands; null where it was never handed in
     */
    record DraftView(
            UUID id,
            long version,
            PublicationStatus status,
            boolean changed,
            String slug,
            boolean slugFromTitle,
            String title,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String body,

            Format format,
            @Nullable String summary,
            @Nullable String category,
            List<String> tags,
            CommentPolicy commentPolicy,
            @Nullable Integer commentDays,
            @Nullable Cover cover,
            ArticleKind kind,
            @Nullable Integer menuPosition,
            Seo seo,
            Visibility visibility,
            boolean passwordSet,
            String language,
            @Nullable UUID translationOf,
            List<UUID> authors,
            Byline author,
            List<Byline> bylines,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant publishedAt,
            @Nullable ScheduleView schedule,
            @Nullable ReviewView review) {

        static DraftView whole(Draft draft) {
            return of(draft, draft.content().body());
        }

        static DraftView line(Draft draft) {
            return of(draft, null);
        }

        private static DraftView of(Draft draft, @Nullable String body) {
            DraftContent content = draft.content();
            return new DraftView(
                    draft.id(),
                    draft.version(),
                    draft.status(),
                    draft.changed(),
                    draft.slug(),
                    ArticleSlugs.isMadeFrom(content.title(), draft.slug()),
                    content.title(),
                    body,
                    content.format(),
                    content.summary(),
                    content.category(),
                    content.tags(),
                    content.commentPolicy(),
                    content.commentDays(),
                    content.cover(),
                    content.kind(),
                    content.menuPosition(),
                    content.seo(),
                    content.visibility(),
                    draft.passwordHash() != null,
                    Objects.requireNonNull(content.language()),
                    content.translationOf(),
                    draft.authorIds(),
                    Byline.of(draft.author()),
                    draft.authors().stream().map(Byline::of).toList(),
                    draft.createdAt(),
                    draft.updatedAt(),
                    draft.publishedAt(),
                    ScheduleView.of(draft.schedule()),
                    ReviewView.of(draft.review()));
        }
    }
}
