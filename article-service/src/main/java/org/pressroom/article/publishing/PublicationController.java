package org.pressroom.article.publishing;

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
import org.pressroom.common.usecase.Result;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What readers see, as the desk decides it. */
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

    @PostMapping("/api/articles/{id}/publication")
    Mono<ResponseEntity<Publication>> publish(
            @ForWriters Caller caller,
            @PathVariable UUID id,
            ServerHttpRequest request,
            @RequestBody(required = false) Mono<PublicationRequest> body) {
        Actor actor = Actors.account(caller);
        return Refusals.orProblem(Result.of(drafts.author(id, actor)), request)
                .then(body)
                .map(sent -> Optional.ofNullable(sent.at()))
                .defaultIfEmpty(Optional.empty())
                .flatMap(at -> Refusals.orProblem(
                        publishArticle.execute(new PublishArticle.Command(
                                id, actor, ETags.expectedVersion(request), ifFuture(at.orElse(null)), true)),
                        request))
                .map(published -> ResponseEntity.ok()
                        .eTag(ETags.strong(published.draftVersion()))
                        .body(publication(published.article())));
    }

    @DeleteMapping("/api/articles/{id}/publication")
    Mono<ResponseEntity<Void>> unpublish(@ForWriters Caller caller, @PathVariable UUID id, ServerHttpRequest request) {
        return Refusals.orProblem(
                        unpublishArticle.execute(new UnpublishArticle.Command(
                                id, Actors.account(caller), ETags.expectedVersion(request))),
                        request)
                .map(draftVersion -> ResponseEntity.noContent()
                        .eTag(ETags.strong(draftVersion))
                        .build());
    }

    @DeleteMapping("/api/drafts/{id}")
    Mono<ResponseEntity<Void>> remove(@ForWriters Caller caller, @PathVariable UUID id, ServerHttpRequest request) {
        return Refusals.orProblem(
                        removeArticle.execute(
                                new RemoveArticle.Command(id, Actors.account(caller), ETags.expectedVersion(request))),
                        request)
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
