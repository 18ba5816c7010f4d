package org.pressroom.comment.moderation;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
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
import org.pressroom.common.problem.Problems;
import org.pressroom.common.security.Caller;
import org.pressroom.common.validation.Text;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Carries out what moderators decide, inside the caller's transaction. */
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

    Decisions(DatabaseClient database, ThreadChanges changes, Rulings rulings) {
        this.database = database;
        this.changes = changes;
        this.rulings = rulings;
    }

    /**
     * A decision on some comments.
     *
     * @param decision {@code approve}, {@code reject} or {@code spam}
     * @param reason for the history; readers never see it
     * @param versions which version of a comment the moderator saw; of a comment that is not named here, any
     */
    record Request(
            @NotNull(message = "is required") @Size(min = 1, max = 100, message = "must have 1 to 100 ids")
            List<@NotNull(message = "must be a UUID") UUID> commentIds,

            @NotNull(message = "is required")
            @Pattern(regexp = "approve|reject|spam", message = "must be 'approve', 'reject' or 'spam'")
            String decision,

            @Text(max = 1000) @Nullable String reason,

            @Nullable Map<UUID, @Nullable Long> versions) {

        Map<UUID, @Nullable Long> seen() {
            return versions == null ? Map.of() : versions;
        }

        /** 422 for versions that no comment has, or of comments that are not decided on. */
        void check() {
            seen().forEach((id, version) -> {
                if (!commentIds.contains(id)) {
                    throw Problems.invalid("versions", "must be of comments among commentIds");
                } else if (version == null || version < 1) {
                    throw Problems.invalid("versions." + id, "must be a number from 1 on");
                }
            });
        }
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
    Mono<List<Outcome>> decide(Request request, Caller moderator) {
        request.check();
        List<UUID> ids = request.commentIds().stream().distinct().toList();
        return database.sql(FIND)
                .bind("ids", ids.toArray(UUID[]::new))
                .map(row -> row.get("id", UUID.class))
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(id -> decide(id, request, moderator))
                .collect(Collectors.toMap(Outcome::id, Function.identity()))
                .map(outcomes -> inOrder(ids, outcomes));
    }

    /** What was decided before, and what the comment says now, is known only once it is locked. */
    private Mono<Outcome> decide(UUID id, Request request, Caller moderator) {
        Decision decision = Decision.valueOf(request.decision().toUpperCase(Locale.ROOT));
        Long seen = request.seen().get(id);
        return changes.lock(id).flatMap(comment -> {
            if (comment.status() == CommentStatus.DELETED) {
                return Mono.just(Outcome.of(comment, "unchanged"));
            } else if (seen != null && seen != comment.version()) {
                return Mono.just(Outcome.of(comment, "changed"));
            }
            return isDecidedSo(comment, decision)
                    .flatMap(decidedSo -> decidedSo
                            ? Mono.just(Outcome.of(comment, "unchanged"))
                            : carryOut(comment, decision, request, moderator));
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

    private Mono<Outcome> carryOut(LockedComment comment, Decision decision, Request request, Caller moderator) {
        CommentStatus status = Judging.statusAfter(decision);
        return rulings.carryOut(comment, ruling(decision, status, request, moderator), List.of(BY_MODERATOR))
                .thenReturn(new Outcome(comment.id(), "decided", status.wireName()));
    }

    private static boolean isSettled(LockedComment comment, CommentStatus status) {
        return comment.status() == status && !comment.awaitsJudgement();
    }

    private static Ruling ruling(Decision decision, CommentStatus status, Request request, Caller moderator) {
        return new Ruling(
                decision.wireName(),
                status,
                decision == Decision.APPROVE ? 0 : 1,
                List.of(BY_MODERATOR),
                moderator.accountId(),
                moderator.name(),
                request.reason(),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    private static List<Outcome> inOrder(List<UUID> ids, Map<UUID, Outcome> outcomes) {
        return ids.stream()
                .map(id -> outcomes.getOrDefault(id, new Outcome(id, "unknown", null)))
                .toList();
    }
}
