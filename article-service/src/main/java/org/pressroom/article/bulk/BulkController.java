package org.pressroom.article.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.writing.ForWriters;
import org.pressroom.common.http.Actors;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.Refusal;
import org.pressroom.common.validation.Line;
import org.pressroom.common.validation.TextLimits;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The same done to many articles. */
@Tag(name = "Drafts")
@RestController
class BulkController {

    private final ChangeArticles changeArticles;

    BulkController(ChangeArticles changeArticles) {
        this.changeArticles = changeArticles;
    }

    /** What is done to each. */
    enum BulkAction {
        @JsonProperty("publish")
        PUBLISH,
        @JsonProperty("unpublish")
        UNPUBLISH,
        @JsonProperty("delete")
        DELETE,
        @JsonProperty("setCategory")
        SET_CATEGORY,
        @JsonProperty("addTag")
        ADD_TAG,
        @JsonProperty("removeTag")
        REMOVE_TAG
    }

    /**
     * One of them.
     *
     * @param version of the draft, as it was seen
     */
    record BulkTarget(@NotNull UUID id, @NotNull Long version) {}

    /**
     * What to do to which drafts.
     *
     * @param drafts up to 100, each once
     * @param category for {@code setCategory}: its name, or null for none
     * @param tag for {@code addTag} and {@code removeTag}: its name
     * @param notifies for {@code publish}: whether subscribers are to hear of it; null for what is usual
     */
    record BulkRequest(
            @NotNull BulkAction action,

            @NotNull @Size(min = 1, max = 100, message = "must have 1 to 100 entries")
            List<@NotNull @Valid BulkTarget> drafts,

            @Nullable @Line(min = 1, max = TextLimits.TERM) String category,

            @Nullable @Line(min = 1, max = TextLimits.TERM) String tag,

            @JsonProperty("notify") @Nullable Boolean notifies) {

        BulkChange change() {
            return switch (action) {
                case PUBLISH -> new BulkChange.Publish(notifies);
                case UNPUBLISH -> new BulkChange.Unpublish();
                case DELETE -> new BulkChange.Delete();
                case SET_CATEGORY -> new BulkChange.SetCategory(category);
                case ADD_TAG -> new BulkChange.AddTag(requiredTag());
                case REMOVE_TAG -> new BulkChange.RemoveTag(requiredTag());
            };
        }

        private String requiredTag() {
            if (tag == null) {
                throw Problems.invalid("tag", "is required");
            }
            return tag;
        }
    }

    /** What became of each, in the order asked for. */
    @Schema(name = "BulkOutcomes")
    record Outcomes(List<OutcomeView> items) {}

    /**
     * What became of one.
     *
     * @param outcome {@code done}; or, where it is as it was, {@code changed} since it was seen, {@code notAllowed},
     *     {@code unknown}, {@code conflict}, {@code invalid} or {@code busy}; {@code untried} where something failed before
     *     its end was known
     * @param detail why, for people
     * @param version the draft's from now on
     */
    @Schema(name = "BulkOutcome")
    record OutcomeView(
            UUID id,
            String outcome,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String detail,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long version) {

        static OutcomeView of(ChangeArticles.Outcome outcome) {
            if (outcome instanceof ChangeArticles.Outcome.Done done) {
                return new OutcomeView(done.id(), "done", null, done.version());
            } else if (outcome instanceof ChangeArticles.Outcome.Refused refused) {
                return of(refused.id(), refused.why());
            }
            return new OutcomeView(outcome.id(), "untried", null, null);
        }

        private static OutcomeView of(UUID id, Refusal why) {
            if (why instanceof Refusal.NotAllowed notAllowed) {
                return new OutcomeView(id, "notAllowed", notAllowed.why(), null);
            } else if (why instanceof Refusal.NotFound notFound) {
                return new OutcomeView(id, "unknown", notFound.what(), null);
            } else if (why instanceof Refusal.Conflict conflict) {
                return new OutcomeView(id, "conflict", conflict.why(), null);
            } else if (why instanceof Refusal.Invalid invalid) {
                String faults = invalid.fields().stream()
                        .map(fault -> fault.field() + " " + fault.message())
                        .collect(Collectors.joining(", "));
                return new OutcomeView(id, "invalid", faults, null);
            } else if (why instanceof Refusal.Busy) {
                return new OutcomeView(id, "busy", null, null);
            }
            return new OutcomeView(id, "changed", null, null);
        }
    }

    /** Does the same to many drafts, one by one: what one of them is refused holds up no other. */
    @PostMapping("/api/drafts/bulk")
    @ApiResponse(responseCode = "200")
    Mono<ResponseEntity<Outcomes>> changeDrafts(@ForWriters Caller caller, @Valid @RequestBody Mono<BulkRequest> body) {
        return body.map(request -> new ChangeArticles.Command(
                        Actors.account(caller),
                        request.drafts().stream()
                                .map(draft ->
                                        new ChangeArticles.Target(draft.id(), ExpectedVersion.of(draft.version())))
                                .toList(),
                        request.change()))
                .flatMap(changeArticles::execute)
                .map(outcomes -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(new Outcomes(
                                outcomes.stream().map(OutcomeView::of).toList())));
    }
}
