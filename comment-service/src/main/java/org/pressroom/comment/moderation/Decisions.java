package org.pressroom.comment.moderation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.moderation.rules.Decision;
import org.pressroom.comment.threads.CommentStatus;
import org.pressroom.comment.threads.LockedComment;
import org.pressroom.comment.threads.Ruling;
import org.pressroom.comment.threads.ThreadChanges;
import org.pressroom.common.usecase.Result;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Carries out what moderators decide, in a transaction, or in that of the caller. */
@Component
class Decisions {

    private static final String BY_MODERATOR = "moderator";

    // comment_pkey; in the order in which threads are locked, so that no two decisions cross
    private static final String FIND = "SELECT id FROM comment WHERE id = ANY(:ids) ORDER BY article_id, id";

    // moderation_comment_ix
    private static final String LAST = """
            SELECT decision FROM moderation WHERE comment_id = :id ORDER BY comment_version DESC, id DESC LIMIT 1
            """;

    private final DatabaseClient database;
    private final ThreadChanges changes;
    private final Rulings rulings;
    private final TransactionalOperator transaction;

    Decisions(DatabaseClient database, ThreadChanges changes, Rulings rulings, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
        this.changes = changes;
        this.rulings = rulings;
    }

    /**
     * What became of one comment.
     *
     * @param outcome {@code decided}, {@code unchanged} where it was so already or its author took it back,
     *     {@code changed} where it is not what the moderator saw, so that nothing was decided, or {@code unknown}
     * @param status what it is now; null where it is unknown
     */
    record Outcome(UUID id, String outcome, @Nullable String status) {

        static Outcome of(LockedComment comment, String outcome) {
            return new Outcome(comment.id(), outcome, comment.status().wireName());
        }
    }

    /** Decides on each comment and says, in the order asked, what became of it. */
    Mono<Result<List<Outcome>>> decide(DecideComments decide) {
        return Result.of(Mono.fromRunnable(decide::check)
                .then(Mono.defer(() -> decideAll(decide)))
                .as(transaction::transactional));
    }

    private Mono<List<Outcome>> decideAll(DecideComments decide) {
        List<UUID> ids = decide.commentIds().stream().distinct().toList();
        return database.sql(FIND)
                .bind("ids", ids.toArray(UUID[]::new))
                .map(row -> row.get("id", UUID.class))
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(id -> decide(id, decide))
                .collect(Collectors.toMap(Outcome::id, Function.identity()))
                .map(outcomes -> inOrder(ids, outcomes));
    }

    /** What was decided before, and what the comment says now, is known only once it is locked. */
    private Mono<Outcome> decide(UUID id, DecideComments decide) {
        Long seen = decide.versions().get(id);
        return changes.lock(id).flatMap(comment -> {
            if (comment.status() == CommentStatus.DELETED) {
                return Mono.just(Outcome.of(comment, "unchanged"));
            } else if (seen != null && seen != comment.version()) {
                return Mono.just(Outcome.of(comment, "changed"));
            }
            return isDecidedSo(comment, decide.decision())
                    .flatMap(decidedSo ->
                            decidedSo ? Mono.just(Outcome.of(comment, "unchanged")) : carryOut(comment, decide));
        });
    }

    private Mono<Boolean> isDecidedSo(LockedComment comment, Decision decision) {
        if (!isSettled(comment, Judging.statusAfter(decision))) {
            return Mono.just(false);
        }
        return database.sql(LAST)
                .bind("id", comment.id())
                .map(row -> decision.wireName().equals(row.get("decision", String.class)))
                .one()
                // Its history may be deleted by now; only spam is told from what was rejected by it.
                .defaultIfEmpty(decision != Decision.SPAM);
    }

    private Mono<Outcome> carryOut(LockedComment comment, DecideComments decide) {
        CommentStatus status = Judging.statusAfter(decide.decision());
        return rulings.carryOut(comment, ruling(decide, status), List.of(BY_MODERATOR))
                .thenReturn(new Outcome(comment.id(), "decided", status.wireName()));
    }

    private static boolean isSettled(LockedComment comment, CommentStatus status) {
        return comment.status() == status && !comment.awaitsJudgement();
    }

    private static Ruling ruling(DecideComments decide, CommentStatus status) {
        return new Ruling(
                decide.decision().wireName(),
                status,
                decide.decision() == Decision.APPROVE ? 0 : 1,
                List.of(BY_MODERATOR),
                decide.moderator().id(),
                decide.moderator().name(),
                decide.reason(),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    private static List<Outcome> inOrder(List<UUID> ids, Map<UUID, Outcome> outcomes) {
        return ids.stream()
                .map(id -> outcomes.getOrDefault(id, new Outcome(id, "unknown", null)))
                .toList();
    }
}
