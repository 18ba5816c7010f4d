package org.pressroom.comment.moderation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.model.Comment;
import org.pressroom.comment.model.CommentStatus;
import org.pressroom.comment.model.Decision;
import org.pressroom.comment.model.LockedComments;
import org.pressroom.comment.model.ModerationDecision;
import org.pressroom.comment.model.Settled;
import org.pressroom.comment.store.CommentRepository;
import org.pressroom.comment.store.DecisionRepository;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Carries out what a moderator decides, in a transaction, or in that of the caller. */
@Component
class DecideComments {

    private final CommentRepository comments;
    private final DecisionRepository decisions;
    private final TransactionalOperator transaction;
    private final Clock clock;

    DecideComments(
            CommentRepository comments, DecisionRepository decisions, TransactionalOperator transaction, Clock clock) {
        this.comments = comments;
        this.decisions = decisions;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Decide on some comments.
     *
     * @param reason for the history; readers never see it
     * @param versions which version of a comment the moderator saw; of a comment that is not named here, any
     */
    record Command(
            List<UUID> commentIds,
            Decision decision,
            @Nullable String reason,
            Map<UUID, @Nullable Long> versions,
            Actor.Account moderator) {

        /** Refused as invalid for versions that no comment has, or of comments that are not decided on. */
        private void check() {
            versions.forEach((id, version) -> {
                if (!commentIds.contains(id)) {
                    throw RefusedException.invalid("versions", "must be of comments among commentIds");
                } else if (version == null || version < 1) {
                    throw RefusedException.invalid("versions." + id, "must be a number from 1 on");
                }
            });
        }

        /** Whether a comment is not what the moderator saw. */
        private boolean hasNotSeen(Comment comment) {
            Long seen = versions.get(comment.id());
            return seen != null && seen != comment.version() && comment.status() != CommentStatus.DELETED;
        }
    }

    /** What a decision came to. */
    enum Effect {
        DECIDED,
        /** It was so already, or its author took it back. */
        UNCHANGED,
        /** It is not what the moderator saw, so that nothing was decided. */
        CHANGED,
        UNKNOWN
    }

    /**
     * What became of one comment.
     *
     * @param status what it is now; null where it is unknown
     */
    record Outcome(UUID id, Effect effect, @Nullable CommentStatus status) {

        private static Outcome of(Comment comment, Effect effect) {
            return new Outcome(comment.id(), effect, comment.status());
        }

        private static Outcome unknown(UUID id) {
            return new Outcome(id, Effect.UNKNOWN, null);
        }
    }

    /** Decides on each comment and says, in the order asked, what became of it. */
    Mono<Result<List<Outcome>>> decide(Command command) {
        return Result.of(Mono.fromRunnable(command::check)
                .then(Mono.defer(() -> decideAll(command)))
                .as(transaction::transactional));
    }

    /** What was decided before, and what the comments say now, is known only once they are locked. */
    private Mono<List<Outcome>> decideAll(Command command) {
        Set<UUID> ids = new LinkedHashSet<>(command.commentIds());
        ModerationDecision decision = ModerationDecision.byModerator(
                command.decision(),
                new ModerationDecision.Moderator(
                        command.moderator().id(), command.moderator().name(), command.reason()),
                clock.instant());
        return comments.lock(ids)
                .flatMapMany(locked -> Flux.fromIterable(locked.parts())
                        .index()
                        .concatMap(part -> part.getT1() == 0
                                ? Mono.just(locked.among(part.getT2()))
                                : comments.lock(part.getT2())))
                .concatMap(part -> decide(part, command, decision), 0)
                .collect(Collectors.toMap(Outcome::id, outcome -> outcome))
                .map(outcomes -> ids.stream()
                        .map(id -> outcomes.getOrDefault(id, Outcome.unknown(id)))
                        .toList());
    }

    private Flux<Outcome> decide(LockedComments locked, Command command, ModerationDecision decision) {
        return decisions
                .last(locked.comments().stream().map(Comment::id).toList())
                .flatMapMany(last -> decide(locked, last, command, decision));
    }

    private Flux<Outcome> decide(
            LockedComments locked, Map<UUID, Decision> last, Command command, ModerationDecision decision) {
        List<Outcome> outcomes = new ArrayList<>();
        List<Settled> changes = new ArrayList<>();
        for (Comment comment : locked.comments()) {
            Optional<Settled> settled = command.hasNotSeen(comment)
                    ? Optional.empty()
                    : comment.decide(decision, Optional.ofNullable(last.get(comment.id())));
            settled.ifPresent(changes::add);
            outcomes.add(settled.map(change -> Outcome.of(change.comment(), Effect.DECIDED))
                    .orElseGet(() ->
                            Outcome.of(comment, command.hasNotSeen(comment) ? Effect.CHANGED : Effect.UNCHANGED)));
        }
        return comments.settle(locked, changes).thenMany(Flux.fromIterable(outcomes));
    }
}
