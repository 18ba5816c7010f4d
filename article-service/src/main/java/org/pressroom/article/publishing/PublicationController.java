package org.pressroom.article.publishing;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.writing.Desk;
import org.pressroom.article.writing.Drafts;
import org.pressroom.article.writing.ForWriters;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
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
        return drafts.author(id)
                .doOnNext(author -> Desk.requireAccess(caller, author))
                .then(body)
                .doOnNext(this::requireNow)
                .then(Mono.defer(() -> publishing.publish(id, caller, request)))
                .map(outcome -> ResponseEntity.ok().eTag(outcome.etag()).body(publication(outcome.showing())));
    }

    @DeleteMapping("/api/articles/{id}/publication")
    Mono<ResponseEntity<Void>> withdraw(@ForWriters Caller caller, @PathVariable UUID id, ServerHttpRequest request) {
        return publishing
                .withdraw(id, caller, request)
                .map(etag -> ResponseEntity.noContent().eTag(etag).build());
    }

    @DeleteMapping("/api/drafts/{id}")
    Mono<ResponseEntity<Void>> remove(@ForWriters Caller caller, @PathVariable UUID id, ServerHttpRequest request) {
        return publishing
                .remove(id, caller, request)
                .thenReturn(ResponseEntity.noContent().build());
    }

    private void requireNow(PublicationRequest request) {
        Instant at = request.at();
        if (at != null && at.isAfter(clock.instant())) {
            throw Problems.invalid("at", "must not be in the future: publishing at a later time is not offered yet");
        }
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
