package org.pressroom.comment.moderation;

import io.r2dbc.spi.Readable;
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

    // comment_pkey, moderation_comment_ix; in the order in which threads are locked, so that no two decisions cross
    private static final String FIND = """
            SELECT c.id, m.decision
            FROM comment c
            LEFT JOIN LATERAL (
                SELECT decision FROM moderation WHERE comment_id = c.id ORDER BY comment_version DESC, id DESC LIMIT 1
            ) m ON true
            WHERE c.id = ANY(:ids)
            ORDER BY c.article_id, c.id
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
     */
    record Request(
            @NotNull(message = "is required") @Size(min = 1, max = 100, message = "must have 1 to 100 ids")
            List<@NotNull(message = "must be a UUID") UUID> commentIds,

            @NotNull(message = "is required")
            @Pattern(regexp = "approve|reject|spam", message = "must be 'approve', 'reject' or 'spam'")
            String decision,

            @Text(max = 1000) @Nullable String reason) {}

    /**
     * What became of one comment.
     *
     * @param outcome {@code decided}, {@code unchanged} where it was so already or its author took it back, or
     *     {@code unknown}
     * @param status what it is now; null where it is unknown
     */
    record Outcome(UUID id, String outcome, @Nullable String status) {}

    /** Decides on each comment and says, in the order asked, what became of it. */
    Mono<List<Outcome>> decide(Request request, Caller moderator) {
        List<UUID> ids = request.commentIds().stream().distinct().toList();
        return database.sql(FIND)
                .bind("ids", ids.toArray(UUID[]::new))
                .map(Found::of)
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(found -> decide(found, request, moderator))
                .collect(Collectors.toMap(Outcome::id, Function.identity()))
                .map(outcomes -> inOrder(ids, outcomes));
    }

    private Mono<Outcome> decide(Found found, Request request, Caller moderator) {
        Decision decision = Decision.valueOf(request.decision().toUpperCase(Locale.ROOT));
        CommentStatus status = Judging.statusAfter(decision);
        return changes.lock(found.id()).flatMap(comment -> {
            boolean decidedSo =
                    isSettled(comment, status) && decision.wireName().equals(found.lastDecision());
            if (decidedSo || comment.status() == CommentStatus.DELETED) {
                return Mono.just(
                        new Outcome(comment.id(), "unchanged", comment.status().wireName()));
            }
            return rulings.carryOut(comment, ruling(decision, status, request, moderator), List.of(BY_MODERATOR))
                    .thenReturn(new Outcome(comment.id(), "decided", status.wireName()));
        });
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

    private record Found(UUID id, @Nullable String lastDecision) {
        static Found of(Readable row) {
            return new Found(row.get("id", UUID.class), row.get("decision", String.class));
        }
    }
}
