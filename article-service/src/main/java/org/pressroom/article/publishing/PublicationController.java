package org.pressroom.article.publishing;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.writing.Draft;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.article.writing.ForPublishers;
import org.pressroom.article.writing.ForWriters;
import org.pressroom.article.writing.PublicationStatus;
import org.pressroom.article.writing.Schedule;
import org.pressroom.article.writing.ScheduleView;
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
    private final SchedulePublication schedulePublication;
    private final CancelSchedule cancelSchedule;
    private final UnpublishArticle unpublishArticle;
    private final RemoveArticle removeArticle;
    private final DiscardChanges discardChanges;
    private final Clock clock;

    PublicationController(
            DraftRepository drafts,
            PublishArticle publishArticle,
            SchedulePublication schedulePublication,
            CancelSchedule cancelSchedule,
            UnpublishArticle unpublishArticle,
            RemoveArticle removeArticle,
            DiscardChanges discardChanges,
            Clock clock) {
        this.drafts = drafts;
        this.publishArticle = publishArticle;
        this.schedulePublication = schedulePublication;
        this.cancelSchedule = cancelSchedule;
        this.unpublishArticle = unpublishArticle;
        this.removeArticle = removeArticle;
        this.discardChanges = discardChanges;
        this.clock = clock;
    }

    /**
     * When to publish, and how.
     *
     * @param at now, where it is null; a time to come within ten years schedules it, and one that is past is the date that
     *     the article gets
     * @param until when it is taken from readers again; what was said of that before stays where it is null
     * @param notifies whether subscribers are to hear of it; null for what is usual, which is true for a first publication
     *     and false after that. Nobody hears of changes to what readers see already.
     */
    record PublicationRequest(
            @Nullable Instant at,
            @Nullable Instant until,
            @JsonProperty("notify") @Nullable Boolean notifies) {

        private static final PublicationRequest NOW = new PublicationRequest(null, null, null);
    }

    /**
     * What readers see of the article.
     *
     * @param publication how often it went public
     * @param firstPublishedAt,publishedAt,updatedAt null where readers do not see it
     * @param schedule what is to become of it at a time to come; null for nothing
     */
    record Publication(
            UUID id,
            String slug,
            String title,
            PublicationStatus status,
            int publication,
            @Nullable Instant firstPublishedAt,
            @Nullable Instant publishedAt,
            @Nullable Instant updatedAt,
            @Nullable ScheduleView schedule) {}

    /**
     * Publishes an article as its draft is now, or at a time to come as its draft is then.
     *
     * @return what readers see from now on, and what is scheduled, with the draft's new version
     */
    @PostMapping("/api/articles/{id}/publication")
    @ApiResponse(responseCode = "200", headers = @Header(name = HttpHeaders.ETAG))
    @ApiResponse(responseCode = "409", description = "The draft is being rewritten just now.")
    Mono<ResponseEntity<Publication>> publishArticle(
            @ForPublishers Caller caller,
            @PathVariable UUID id,
            ExpectedVersion expected,
            ServerHttpRequest request,
            @RequestBody(required = false) Mono<PublicationRequest> body) {
        Actor actor = Actors.account(caller);
        return Refusals.orProblemOf(drafts.author(id, actor), request)
                .then(body)
                .defaultIfEmpty(PublicationRequest.NOW)
                .flatMap(sent -> sent.at() != null && sent.at().isAfter(clock.instant())
                        ? Refusals.orProblem(
                                        schedulePublication.execute(new SchedulePublication.Command(
                                                id, actor, expected, sent.at(), sent.until(), sent.notifies())),
                                        request)
                                .map(PublicationController::scheduled)
                        : Refusals.orProblem(
                                        publishArticle.execute(new PublishArticle.Command(
                                                id, actor, expected, sent.at(), sent.until(), sent.notifies())),
                                        request)
                                .map(PublicationController::published));
    }

    private static ResponseEntity<Publication> published(PublishArticle.Published published) {
        return ResponseEntity.ok()
                .eTag(ETags.strong(published.draftVersion()))
                .body(publication(published.article(), PublicationStatus.PUBLISHED, published.schedule()));
    }

    private static ResponseEntity<Publication> scheduled(SchedulePublication.Ordered ordered) {
        Draft draft = ordered.draft();
        Publication publication = ordered.state() instanceof PublicationState.Published published
                ? publication(published.article(), draft.status(), draft.schedule())
                : new Publication(
                        draft.id(),
                        draft.slug(),
                        draft.content().title(),
                        draft.status(),
                        ordered.state() instanceof PublicationState.Unpublished unpublished
                                ? unpublished.article().publication()
                                : 0,
                        null,
                        null,
                        null,
                        ScheduleView.of(draft.schedule()));
        return ResponseEntity.ok().eTag(ETags.strong(draft.version())).body(publication);
    }

    /** Takes back what is scheduled for an article; what readers see stays. The draft gets a new version. */
    @DeleteMapping("/api/articles/{id}/schedule")
    @ApiResponse(responseCode = "204", headers = @Header(name = HttpHeaders.ETAG))
    @ApiResponse(responseCode = "409", description = "Nothing is scheduled for this article.")
    Mono<ResponseEntity<Void>> cancelSchedule(
            @ForPublishers Caller caller, @PathVariable UUID id, ExpectedVersion expected, ServerHttpRequest request) {
        return Refusals.orProblem(
                        cancelSchedule.execute(new CancelSchedule.Command(id, Actors.account(caller), expected)),
                        request)
                .map(PublicationController::withoutContent);
    }

    /** Makes the draft what readers see again, at a new version; what it was stays as a revision. */
    @DeleteMapping("/api/drafts/{id}/changes")
    @ApiResponse(responseCode = "204", headers = @Header(name = HttpHeaders.ETAG))
    @ApiResponse(
            responseCode = "409",
            description = "Readers do not see the article, or have since before revisions were kept.")
    Mono<ResponseEntity<Void>> discardChanges(
            @ForWriters Caller caller, @PathVariable UUID id, ExpectedVersion expected, ServerHttpRequest request) {
        return Refusals.orProblem(
                        discardChanges.execute(new DiscardChanges.Command(id, Actors.account(caller), expected)),
                        request)
                .map(PublicationController::withoutContent);
    }

    /** Takes an article from readers, and back what is scheduled for it; the draft stays, at a new version. */
    @DeleteMapping("/api/articles/{id}/publication")
    @ApiResponse(responseCode = "204", headers = @Header(name = HttpHeaders.ETAG))
    @ApiResponse(responseCode = "409", description = "The article is not published.")
    Mono<ResponseEntity<Void>> unpublishArticle(
            @ForPublishers Caller caller, @PathVariable UUID id, ExpectedVersion expected, ServerHttpRequest request) {
        return Refusals.orProblem(
                        unpublishArticle.execute(new UnpublishArticle.Command(id, Actors.account(caller), expected)),
                        request)
                .map(PublicationController::withoutContent);
    }

    private static ResponseEntity<Void> withoutContent(long draftVersion) {
        return ResponseEntity.noContent().eTag(ETags.strong(draftVersion)).build();
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

    private static Publication publication(
            PublishedArticle article, PublicationStatus status, @Nullable Schedule schedule) {
        return new Publication(
                article.articleId(),
                article.content().slug(),
                article.content().title(),
                status,
                article.publication(),
                article.firstPublishedAt(),
                article.publishedAt(),
                article.updatedAt(),
                ScheduleView.of(schedule));
    }
}
