package org.pressroom.comment.moderation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.model.CommentStatus;
import org.pressroom.comment.model.Decision;
import org.pressroom.common.http.Actors;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.idempotency.IdempotencyKeys;
import org.pressroom.common.idempotency.Idempotent;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
import org.pressroom.common.security.RequiresRole;
import org.pressroom.common.security.Role;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.validation.Text;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The moderators' queue. */
@Tag(name = "Moderation")
@RestController
@RequestMapping("/api/moderation")
class ModerationController {

    private final ModerationQueue queue;
    private final DecideComments decisions;
    private final IdempotencyKeys idempotency;

    ModerationController(ModerationQueue queue, DecideComments decisions, IdempotencyKeys idempotency) {
        this.queue = queue;
        this.decisions = decisions;
        this.idempotency = idempotency;
    }

    /** {@link RequiresRole} for handlers that are for those who moderate. */
    @RequiresRole({Role.MODERATOR, Role.EDITOR, Role.ADMIN})
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    private @interface ForModerators {}

    /**
     * A decision on some comments.
     *
     * @param decision {@code approve}, {@code reject} or {@code spam}
     * @param reason for the history; readers never see it
     * @param versions which version of a comment the moderator saw; of a comment that is not named here, any
     */
    record DecisionRequest(
            @NotNull(message = "is required") @Size(min = 1, max = 100, message = "must have 1 to 100 ids")
            List<@NotNull(message = "must be a UUID") UUID> commentIds,

            @NotNull(message = "is required")
            @Pattern(regexp = "approve|reject|spam", message = "must be 'approve', 'reject' or 'spam'")
            String decision,

            @Text(max = 1000) @Nullable String reason,

            @Nullable Map<UUID, @Nullable Long> versions) {

        private DecideComments.Command by(Actor.Account moderator) {
            return new DecideComments.Command(
                    commentIds, Decision.of(decision), reason, versions == null ? Map.of() : versions, moderator);
        }
    }

    /** One outcome for each comment asked for. */
    @Schema(name = "DecisionOutcomes")
    record Outcomes(List<Outcome> items) {

        private static Outcomes of(List<DecideComments.Outcome> outcomes) {
            return new Outcomes(outcomes.stream().map(Outcome::of).toList());
        }
    }

    /**
     * What became of one comment.
     *
     * @param outcome {@code decided}, {@code unchanged} where it was so already or its author took it back,
     *     {@code changed} where it is not what the moderator saw, so that nothing was decided, or {@code unknown}
     * @param status what it is now; null where it is unknown
     */
    @Schema(name = "DecisionOutcome")
    record Outcome(UUID id, String outcome, @Nullable String status) {

        private static Outcome of(DecideComments.Outcome outcome) {
            CommentStatus status = outcome.status();
            return new Outcome(
                    outcome.id(),
                    outcome.effect().name().toLowerCase(Locale.ROOT),
                    status == null ? null : status.wireName());
        }
    }

    /**
     * Lists comments for moderators, the newest first.
     *
     * @param status {@code held} where it is left out, or {@code pending}, {@code approved}, {@code rejected},
     *     {@code deleted}
     */
    @Operation(operationId = "listModeratedComments")
    @GetMapping("/comments")
    Mono<ResponseEntity<Page<ModerationQueue.Item>>> comments(
            @ForModerators Caller caller,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String after) {
        CommentStatus wanted = statusOf(status);
        return queue.read(wanted, PageRequest.of(List.of("queue", wanted), limit, after))
                .map(ModerationController::unstored);
    }

    /** Lists what was decided on a comment, the last first. */
    @Operation(operationId = "readModerationHistory")
    @GetMapping("/comments/{id}/history")
    Mono<ResponseEntity<Page<ModerationQueue.Entry>>> history(
            @ForModerators Caller caller,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String after) {
        return queue.history(id, PageRequest.of(List.of("history", id), limit, after))
                .switchIfEmpty(Mono.error(() -> Problems.notFound("There is no such comment.")))
                .map(ModerationController::unstored);
    }

    /** Decides on comments; the answer says of each what became of it. */
    @Operation(operationId = "decideComments")
    @Idempotent
    @PostMapping("/decisions")
    Mono<ResponseEntity<JsonBytes<Outcomes>>> decide(
            @ForModerators Caller caller, @Valid @RequestBody Mono<DecisionRequest> body, ServerWebExchange exchange) {
        return body.flatMap(request -> idempotency.run(exchange, caller, request, () -> Refusals.orProblem(
                        decisions.decide(request.by(Actors.account(caller))), exchange.getRequest())
                .map(outcomes -> unstored(Outcomes.of(outcomes)))));
    }

    private static CommentStatus statusOf(@Nullable String status) {
        return status == null
                ? CommentStatus.HELD
                : CommentStatus.named(status)
                        .orElseThrow(() -> Problems.badRequest(
                                "'status' must be 'pending', 'held', 'approved', 'rejected' or 'deleted'."));
    }

    private static <T> ResponseEntity<T> unstored(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }
}
