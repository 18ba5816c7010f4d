package org.pressroom.comment.moderation;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.markdown.Reading;
import org.pressroom.comment.moderation.rules.Decision;
import org.pressroom.comment.moderation.rules.Panel;
import org.pressroom.comment.moderation.rules.Submission;
import org.pressroom.comment.moderation.rules.Verdict;
import org.pressroom.comment.threads.CommentStatus;
import org.pressroom.comment.threads.LockedComment;
import org.pressroom.comment.threads.Readings;
import org.pressroom.comment.threads.Ruling;
import org.pressroom.comment.threads.ThreadChanges;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Judges comments by the rules, inside the caller's transaction. */
@Component
class Judging {

    /**
     * The comments, locked, and all that the rules ask. (comment_pkey, thread_pkey, article_pkey, comment_address_ix,
     * comment_text_ix)
     */
    private static final String CASE = "WITH " + LockedComment.LOCKED + "\nSELECT " + LockedComment.COLUMNS + """
            , c.reading, c.author_staff, concat_ws(' ', c.author_name, c.author_website) AS signature,
                a.comment_policy = 'moderated' AS moderated,
                (SELECT count(*) FROM (
                    SELECT FROM comment o
                    WHERE lower(o.author_email) = lower(c.author_email) AND o.status = 'approved' AND o.id <> c.id
                    ORDER BY o.created_at DESC LIMIT :few) o) AS approved_before,
                (SELECT count(*) FROM (
                    SELECT FROM comment o
                    WHERE lower(o.author_email) = lower(c.author_email) AND o.status = 'rejected' AND o.id <> c.id
                    ORDER BY o.created_at DESC LIMIT :few) o) AS refused_before,
                (SELECT count(*) FROM (
                    SELECT FROM comment o
                    WHERE o.fingerprint = coalesce(c.edit_fingerprint, c.fingerprint) AND o.id <> c.id
                      AND o.created_at BETWEEN c.created_at - interval '1 day' AND c.created_at
                      AND o.article_id = c.article_id AND lower(o.author_email) = lower(c.author_email)
                    LIMIT 1) o) AS same_text_in_thread,
                (SELECT count(*) FROM (
                    SELECT FROM comment o
                    WHERE o.fingerprint = coalesce(c.edit_fingerprint, c.fingerprint) AND o.id <> c.id
                      AND o.created_at BETWEEN c.created_at - interval '1 day' AND c.created_at
                    LIMIT :few) o) AS same_text_elsewhere
            FROM locked JOIN comment c ON c.article_id = locked.article_id
            JOIN article a ON a.id = c.article_id
            WHERE c.id = ANY(:ids)
            ORDER BY c.created_at, c.id
            FOR NO KEY UPDATE OF c
            """;

    private final DatabaseClient database;
    private final ThreadChanges changes;
    private final Rulings rulings;
    private final Readings readings;
    private final Panel panel;

    Judging(
            DatabaseClient database,
            ThreadChanges changes,
            Rulings rulings,
            Readings readings,
            ModerationSettings settings) {
        this.database = database;
        this.changes = changes;
        this.rulings = rulings;
        this.readings = readings;
        this.panel = settings.rules().panel();
    }

    /** Judges a comment as it is now, unless somebody already has. */
    Mono<Void> judge(UUID commentId) {
        return judge(Map.of(commentId, Optional.empty()));
    }

    /**
     * Judges several comments at once, as {@link #judge(UUID)} does each.
     *
     * @param traceparents by comment, the trace that what becomes of it belongs to; empty for that of the current work
     */
    Mono<Void> judge(Map<UUID, Optional<String>> traceparents) {
        return open(traceparents.keySet()).flatMap(cases -> {
            if (cases.stream()
                    .anyMatch(open ->
                            isAmong(traceparents.keySet(), open.comment().parentId()))) {
                // What is decided on the one changes what the other is to become.
                return Flux.fromIterable(traceparents.keySet())
                        .concatMap(this::judge)
                        .then();
            }
            return rulings.carryOut(cases.stream()
                    .map(open -> ruled(
                            open.comment(),
                            hear(open),
                            traceparents
                                    .getOrDefault(open.comment().id(), Optional.empty())
                                    .orElse(null)))
                    .toList());
        });
    }

    private Verdict hear(Case open) {
        Submission submission = open.submission();
        return submission == null ? Verdict.unjudged() : panel.hear(submission);
    }

    private static boolean isAmong(Set<UUID> commentIds, @Nullable UUID id) {
        return id != null && commentIds.contains(id);
    }

    /** Leaves to people a comment that could not be judged; nothing of what may have failed is tried again. */
    Mono<Void> leaveToPeople(UUID commentId) {
        return changes.lock(commentId)
                .filter(LockedComment::awaitsJudgement)
                .flatMap(comment -> rulings.carryOut(List.of(ruled(comment, Verdict.unjudged(), null))));
    }

    private Mono<List<Case>> open(Collection<UUID> commentIds) {
        return database.sql(CASE)
                .bind("ids", commentIds.toArray(UUID[]::new))
                .bind("few", ModerationSettings.FEW)
                .map(row -> Case.of(row, readings))
                .all()
                .filter(open -> open.comment().awaitsJudgement())
                .collectList();
    }

    private static ThreadChanges.Ruled ruled(LockedComment comment, Verdict verdict, @Nullable String traceparent) {
        Ruling ruling = new Ruling(
                verdict.decision().wireName(),
                statusAfter(verdict.decision()),
                verdict.score(),
                verdict.sentences(),
                null,
                null,
                null,
                Instant.now().truncatedTo(ChronoUnit.MICROS));
        return Rulings.ruled(comment, ruling, verdict.rules(), traceparent);
    }

    /** What a decision makes of a comment. */
    static CommentStatus statusAfter(Decision decision) {
        return switch (decision) {
            case APPROVE -> CommentStatus.APPROVED;
            case HOLD -> CommentStatus.HELD;
            case REJECT, SPAM -> CommentStatus.REJECTED;
        };
    }

    /**
     * A comment and what the rules are asked about it.
     *
     * @param submission null where nobody kept what they would have to read: people have to
     */
    private record Case(LockedComment comment, @Nullable Submission submission) {

        static Case of(Readable row, Readings readings) {
            LockedComment comment = LockedComment.of(row);
            String kept = row.get("reading", String.class);
            return new Case(comment, kept == null ? null : submission(row, readings.read(kept)));
        }

        private static Submission submission(Readable row, Reading text) {
            return new Submission(
                    text.plain(),
                    text.shown(),
                    row.get("signature", String.class),
                    text.links(),
                    text.markup(),
                    row.get("moderated", Boolean.class),
                    row.get("author_staff", Boolean.class),
                    row.get("approved_before", Integer.class),
                    row.get("refused_before", Integer.class),
                    row.get("same_text_in_thread", Integer.class),
                    row.get("same_text_elsewhere", Integer.class));
        }
    }
}
