package org.pressroom.article.publishing;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.article.writing.ForWriters;
import org.pressroom.common.http.Actors;
import org.pressroom.common.http.ETags;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.security.Caller;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What readers see, as the desk decides it. */
@Tag(name = "Publishing")
@RestController
class PublicationController {

    private final DraftRepository drafts;
    private final PublishArticle publishArticle;
    private final UnpublishArticle unpublishArticle;
    private final RemoveArticle removeArticle;
    private final Clock clock;

    PublicationController(
            DraftRepository drafts,
            PublishArticle publishArticle,
            UnpublishArticle unpublishArticle,
            RemoveArticle removeArticle,
            Clock clock) {
        this.drafts = drafts;
        this.publishArticle = publishArticle;
        this.unpublishArticle = unpublishArticle;
        this.removeArticle = removeArticle;
        this.clock = clock;
    }

    /**
     * When to publish.
     *
     * @param at now, where it is null or past
     */
    record PublicationRequest(@Nullable Instant at) {}

    /** What is public of the article. */
    record Publication(
            UUID id,
            String slug,
            String title,
            String status,
            int publication,
            Instant firstPublishedAt,
            Instant publishedAt,
            Instant updatedAt) {}

    /**
     * Publishes an article as its draft is now.
     *
     * @return what readers see from now on, with the draft's new version
     */
    @PostMapping("/api/articles/{id}/publication")
    @ApiResponse(responseCode = "200", headers = @Header(name = HttpHeaders.ETAG))
    @ApiResponse(responseCode = "409", description = "The draft is being rewritten just now.")
    Mono<ResponseEntity<Publication>> publishArticle(
            @ForWriters Caller caller,
            @PathVariable UUID id,
            ExpectedVersion expected,
            ServerHttpRequest request,
            @RequestBody(required = false) Mono<PublicationRequest> body) {
        Actor actor = Actors.account(caller);
        return Refusals.orProblemOf(drafts.author(id, actor), request)
                .then(body)
                .map(sent -> Optional.ofNullable(sent.at()))
                .defaultIfEmpty(Optional.empty())
                .flatMap(at -> Refusals.orProblem(
                        publishArticle.execute(
                                new PublishArticle.Command(id, actor, expected, ifFuture(at.orElse(null)), true)),
                        request))
                .map(published -> ResponseEntity.ok()
                        .eTag(ETags.strong(published.draftVersion()))
                        .body(publication(published.article())));
    }

    /** Takes an article from readers; the draft stays, at a new version. */
    @DeleteMapping("/api/articles/{id}/publication")
    @ApiResponse(responseCode = "204", headers = @Header(name = HttpHeaders.ETAG))
    @ApiResponse(responseCode = "409", description = "The article is not published.")
    Mono<ResponseEntity<Void>> unpublishArticle(
            @ForWriters Caller caller, @PathVariable UUID id, ExpectedVersion expected, ServerHttpRequest request) {
        return Refusals.orProblem(
                        unpublishArticle.execute(new UnpublishArticle.Command(id, Actors.account(caller), expected)),
                        request)
                .map(draftVersion -> ResponseEntity.noContent()
                        .eTag(ETags.strong(draftVersion))
                        .build());
    }

    /** Lets a draft go for good, and the article that readers see no more. */
    @DeleteMapping("/api/drafts/{id}")
    @ApiResponse(responseCode = "204")
    @ApiResponse(responseCode = "409", description = "The article is published. Unpublish it first.")
    Mono<ResponseEntity<Void>> removeDraft(
            @ForWriters Caller caller, @PathVariable UUID id, ExpectedVersion expected, ServerHttpRequest request) {
        return Refusals.orProblem(
                        removeArticle.execute(new RemoveArticle.Command(id, Actors.account(caller), expected)), request)
                .map(removed -> ResponseEntity.noContent().build());
    }

    /** A time that is past means now. */
    private @Nullable Instant ifFuture(@Nullable Instant at) {
        return at != null && at.isAfter(clock.instant()) ? at : null;
    }

    private static Publication publication(PublishedArticle article) {
        return new Publication(
                article.articleId(),
                article.content().slug(),
                article.content().title(),
                "published",
                article.publication(),
                article.firstPublishedAt(),
                article.publishedAt(),
                article.updatedAt());
    }
}
