package org.pressroom.article.reviewing;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.authors.Author;
import org.pressroom.article.writing.Draft;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.article.writing.ForWriters;
import org.pressroom.article.writing.ReviewStatus;
import org.pressroom.article.writing.ReviewView;
import org.pressroom.common.http.Actors;
import org.pressroom.common.http.ETags;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
import org.pressroom.common.security.RequiresRole;
import org.pressroom.common.security.Role;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.validation.Text;
import org.pressroom.common.validation.TextLimits;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Articles that are handed in. Publishing one ends its review, too. */
@Tag(name = "Review")
@RestController
class SubmissionController {

    private final DraftRepository drafts;
    private final SubmitDraft submitDraft;
    private final WithdrawSubmission withdrawSubmission;
    private final ReturnSubmission returnSubmission;
    private final SubmissionRepository submissions;
    private final TaggedJson json;

    SubmissionController(
            DraftRepository drafts,
            SubmitDraft submitDraft,
            WithdrawSubmission withdrawSubmission,
            ReturnSubmission returnSubmission,
            SubmissionRepository submissions,
            TaggedJson json) {
        this.drafts = drafts;
        this.submitDraft = submitDraft;
        this.withdrawSubmission = withdrawSubmission;
        this.returnSubmission = returnSubmission;
        this.submissions = submissions;
        this.json = json;
    }

    /**
     * What is said when an article is handed in.
     *
     * @param message what editors are to know
     */
    record SubmissionRequest(
            @Nullable @Text(max = TextLimits.NOTE) String message) {
        private static final SubmissionRequest SILENT = new SubmissionRequest(null);

        @Nullable
        String said() {
            return message == null || message.isBlank() ? null : message.strip();
        }
    }

    /**
     * What is said when an article is sent back.
     *
     * @param message what is still to be done
     */
    record ReturnRequest(
            @NotNull @Text(min = 1, max = TextLimits.NOTE) String message) {}

    /**
     * An article whose review stands so.
     *
     * @param id the article's
     * @param author the first of its authors
     * @param openNotes notes on it that nobody has resolved
     * @param publishAt when it goes public by itself; null for never
     */
    @Schema(name = "Submission")
    record SubmissionLine(
            UUID id,
            String title,
            ReviewView.Reviewer author,
            List<ReviewView.Reviewer> authors,
            ReviewView review,
            int openNotes,
            @Nullable Instant publishAt) {

        static SubmissionLine of(SubmissionRepository.Listed listed) {
            return new SubmissionLine(
                    listed.articleId(),
                    listed.title(),
                    reviewer(listed.authors().get(0)),
                    listed.authors().stream().map(SubmissionLine::reviewer).toList(),
                    Objects.requireNonNull(ReviewView.of(listed.review())),
                    listed.openNotes(),
                    listed.publishAt());
        }

        private static ReviewView.Reviewer reviewer(Author author) {
            return new ReviewView.Reviewer(author.slug(), author.name());
        }
    }

    /** Lists what is handed in, or was, those first that have stood so for longest: of all writers to editors, else one's own. */
    @GetMapping("/api/submissions")
    Mono<ResponseEntity<JsonBytes<Page<SubmissionLine>>>> listSubmissions(
            @ForWriters Caller caller,
            ServerHttpRequest request,
            @RequestParam(defaultValue = "submitted")
                    @Schema(allowableValues = {"submitted", "returned", "withdrawn", "published"})
                    String status,
            @RequestParam @Nullable String limit,
            @RequestParam @Nullable String after) {
        ReviewStatus wanted = status(status);
        return submissions
                .page(wanted, Actors.account(caller), PageRequest.of(List.of("submissions", wanted), limit, after))
                .map(page -> json.respond(request, page.map(SubmissionLine::of)));
    }

    private static ReviewStatus status(String text) {
        for (ReviewStatus status : ReviewStatus.values()) {
            if (status.wireName().equals(text)) {
                return status;
            }
        }
        throw Problems.badRequest("'status' must be submitted, returned, withdrawn or published.");
    }

    /** Hands an article in, for an editor to publish it or to send it back. The draft gets a new version. */
    @PostMapping("/api/drafts/{id}/submission")
    @ApiResponse(responseCode = "200", headers = @Header(name = HttpHeaders.ETAG))
    @ApiResponse(responseCode = "409", description = "It is handed in already, or readers see it just as it is.")
    Mono<ResponseEntity<ReviewView>> submitDraft(
            @ForWriters Caller caller,
            @PathVariable UUID id,
            ExpectedVersion expected,
            ServerHttpRequest request,
            @Valid @RequestBody(required = false) Mono<SubmissionRequest> body) {
        Actor.Account actor = Actors.account(caller);
        return Refusals.orProblemOf(drafts.author(id, actor), request)
                .then(body)
                .defaultIfEmpty(SubmissionRequest.SILENT)
                .flatMap(sent -> Refusals.orProblem(
                        submitDraft.execute(new SubmitDraft.Command(id, actor, expected, sent.said())), request))
                .map(SubmissionController::reviewed);
    }

    /** Takes an article back that waits for an editor. The draft gets a new version. */
    @DeleteMapping("/api/drafts/{id}/submission")
    @ApiResponse(responseCode = "204", headers = @Header(name = HttpHeaders.ETAG))
    @ApiResponse(responseCode = "409", description = "It is not handed in.")
    Mono<ResponseEntity<Void>> withdrawSubmission(
            @ForWriters Caller caller, @PathVariable UUID id, ExpectedVersion expected, ServerHttpRequest request) {
        return Refusals.orProblem(
                        withdrawSubmission.execute(
                                new WithdrawSubmission.Command(id, Actors.account(caller), expected)),
                        request)
                .map(draft -> ResponseEntity.noContent()
                        .eTag(ETags.strong(draft.version()))
                        .build());
    }

    /** Sends an article back that was handed in, and says what is still to be done. The draft gets a new version. */
    @PostMapping("/api/drafts/{id}/submission/return")
    @ApiResponse(responseCode = "200", headers = @Header(name = HttpHeaders.ETAG))
    @ApiResponse(responseCode = "409", description = "It is not handed in.")
    Mono<ResponseEntity<ReviewView>> returnSubmission(
            @RequiresRole({Role.EDITOR, Role.ADMIN}) Caller caller,
            @PathVariable UUID id,
            ExpectedVersion expected,
            ServerHttpRequest request,
            @Valid @RequestBody Mono<ReturnRequest> body) {
        Actor.Account editor = Actors.account(caller);
        return Refusals.orProblemOf(drafts.author(id, editor), request)
                .then(body)
                .flatMap(sent -> Refusals.orProblem(
                        returnSubmission.execute(new ReturnSubmission.Command(
                                id, editor, expected, sent.message().strip())),
                        request))
                .map(SubmissionController::reviewed);
    }

    private static ResponseEntity<ReviewView> reviewed(Draft draft) {
        return ResponseEntity.ok()
                .eTag(ETags.strong(draft.version()))
                .body(Objects.requireNonNull(ReviewView.of(draft.review())));
    }
}
