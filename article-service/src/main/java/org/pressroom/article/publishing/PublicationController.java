package org.pressroom.article.publishing;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.writing.Drafts;
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

    private final Drafts drafts;
    private final Publishing publishing;
    private final Clock clock;

    PublicationController(Drafts drafts, Publishing publishing, Clock clock) {
        this.drafts = drafts;
        this.publishing = publishing;
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
                        publishing.publish(new PublishArticle(
                                id, actor, ETags.expectedVersion(request), ifFuture(at.orElse(null)), true)),
                        request))
                .map(outcome -> ResponseEntity.ok()
                        .eTag(ETags.strong(outcome.draftVersion()))
                        .body(publication(outcome.showing())));
    }

    @DeleteMapping("/api/articles/{id}/publication")
    Mono<ResponseEntity<Void>> withdraw(@ForWriters Caller caller, @PathVariable UUID id, ServerHttpRequest request) {
        return Refusals.orProblem(
                        publishing.unpublish(
                                new UnpublishArticle(id, Actors.account(caller), ETags.expectedVersion(request))),
                        request)
                .map(draftVersion -> ResponseEntity.noContent()
                        .eTag(ETags.strong(draftVersion))
                        .build());
    }

    @DeleteMapping("/api/drafts/{id}")
    Mono<ResponseEntity<Void>> remove(@ForWriters Caller caller, @PathVariable UUID id, ServerHttpRequest request) {
        return Refusals.orProblem(
                        publishing.remove(
                                new RemoveArticle(id, Actors.account(caller), ETags.expectedVersion(request))),
                        request)
                .map(removed -> ResponseEntity.noContent().build());
    }

    /** A time that is past means now. */
    private @Nullable Instant ifFuture(@Nullable Instant at) {
        return at != null && at.isAfter(clock.instant()) ? at : null;
    }

    private static Publication publication(Showing showing) {
        return new Publication(
                showing.articleId(),
                showing.edition().slug(),
                showing.edition().title(),
                "published",
                showing.publication(),
                showing.firstPublishedAt(),
                showing.publishedAt(),
                showing.updatedAt());
    }
}
