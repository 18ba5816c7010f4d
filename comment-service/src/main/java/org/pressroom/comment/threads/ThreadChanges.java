package org.pressroom.comment.threads;

import io.r2dbc.spi.Parameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ThreadCounted;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.common.outbox.OutboxEvent;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The one way in which a comment changes what readers see of its thread: the comment's row, the thread's version and
 * count, the parent's replies, and the history, in one statement. All methods must be called inside a transaction, with
 * a comment that {@link #lock} gave out in it.
 */
@Component
public class ThreadChanges {

    private static final String LOCK = "WITH " + LockedComment.LOCKED + "\nSELECT " + LockedComment.COLUMNS + """

            FROM locked JOIN comment c ON c.article_id = locked.article_id
            WHERE c.id = ANY(:ids)
            FOR NO KEY UPDATE OF c
            """;

    // thread_pkey
    private static final String COUNTED = """
            WITH counted AS (
                UPDATE thread SET version = version + :visible, approved_count = approved_count + :approved
                WHERE article_id = :articleId
                RETURNING version
            ),
            """;

    // comment_pkey
    private static final String PARENT_AND_RESULT = """
            , parent AS (
                UPDATE comment p SET reply_count = p.reply_count + :replies
                FROM counted
                WHERE p.id = :parentId AND :replies <> 0
                RETURNING p.listed, p.status, p.reply_count
            )
            SELECT coalesce(parent.listed <> (parent.status = 'approved' OR parent.reply_count > 0), false)
                       AS parent_differs
            FROM changed LEFT JOIN parent ON true
            """;

    // comment_pkey
    private static final String RULE = COUNTED + """
            changed AS (
                UPDATE comment c SET
                    status = :status, version = c.version + 1, judged_version = c.version + 1, listed = :listed,
                    body = coalesce(c.edit_body, c.body), edit_body = NULL,
                    body_html = coalesce(c.edit_body_html, c.body_html), edit_body_html = NULL,
                    fingerprint = coalesce(c.edit_fingerprint, c.fingerprint), edit_fingerprint = NULL, reading = NULL,
                    edited_at = coalesce(c.edit_at, c.edited_at), edit_at = NULL,
                    shown_version = CASE WHEN :shown THEN counted.version ELSE c.shown_version END,
                    changed_version = CASE WHEN :visible = 1 THEN counted.version ELSE c.changed_version END
                FROM counted
                WHERE c.id = :id
                RETURNING c.id, c.version
            ), recorded AS (
                INSERT INTO moderation (id, comment_id, comment_version, decision, score, reasons,
                                        moderator_id, moderator_name, note, decided_at)
                SELECT :rulingId, changed.id, changed.version, :decision, :score, :reasons,
                       :moderatorId, :moderatorName, :note, :at
                FROM changed
            )
            """ + PARENT_AND_RESULT;

    // comment_pkey; what the author wrote and who they were goes with it
    private static final String DELETE = COUNTED + """
            changed AS (
                UPDATE comment c SET
                    status = 'deleted', version = c.version + 1, judged_version = c.version + 1, listed = :listed,
                    body = '', body_html = '', reading = NULL, fingerprint = '', author_name = '',
                    author_email = NULL, author_website = NULL, notify_replies = false,
                    edit_body = NULL, edit_body_html = NULL, edit_fingerprint = NULL, edit_at = NULL,
                    changed_version = CASE WHEN :visible = 1 THEN counted.version ELSE c.changed_version END
                FROM counted
                WHERE c.id = :id
                RETURNING c.id, c.version
            ), unsaid AS (
                UPDATE moderation SET reasons = '{}', note = NULL WHERE comment_id = :id
            )
            """ + PARENT_AND_RESULT;

    // comment_pkey, thread_pkey; a version for each that joins or leaves, since streams go from one to the next
    private static final String RELIST = """
            WITH due AS (
                SELECT id, article_id FROM comment
                WHERE id = :id AND listed <> (status = 'approved' OR reply_count > 0)
            ), counted AS (
                UPDATE thread SET version = version + 1
                FROM due
                WHERE thread.article_id = due.article_id
                RETURNING version
            ), relisted AS (
                UPDATE comment c SET listed = NOT c.listed, changed_version = counted.version
                FROM counted
                WHERE c.id = :id
                RETURNING c.parent_id, c.listed
            )
            UPDATE comment p SET reply_count = p.reply_count + CASE WHEN relisted.listed THEN 1 ELSE -1 END
            FROM relisted
            WHERE p.id = relisted.parent_id
            RETURNING p.id
            """;

    private final DatabaseClient database;
    private final Outbox outbox;

    ThreadChanges(DatabaseClient database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** Locks a comment and its thread until the transaction ends; empty if there is no such comment. */
    public Mono<LockedComment> lock(UUID commentId) {
        return database.sql(LOCK)
                .bind("ids", new UUID[] {commentId})
                .map(LockedComment::of)
                .one();
    }

    /**
     * A comment and what it is to become.
     *
     * @param events what is told of it; sent to the database together with the change, without waiting in between
     */
    public record Ruled(LockedComment comment, Ruling ruling, List<OutboxEvent> events) {}

    /**
     * Carries rulings out, by which each comment's version grows by one. None of the comments may answer another of
     * them.
     */
    public Mono<Void> carryOut(List<Ruled> all) {
        List<Mono<Void>> changes = new ArrayList<>();
        List<OutboxEvent> events = new ArrayList<>();
        Map<UUID, Tally> tallies = new HashMap<>();
        for (Ruled ruled : all) {
            Tally tally = tallies.computeIfAbsent(ruled.comment().articleId(), id -> new Tally());
            LockedComment comment = ruled.comment().behind(tally.changes, tally.approved);
            boolean nowApproved = ruled.ruling().status() == CommentStatus.APPROVED;
            changes.add(withAncestors(comment, rule(comment, ruled.ruling(), nowApproved)));
            events.addAll(withCount(ruled.events(), comment, nowApproved));
            tally.changes += isVisible(comment, nowApproved) ? 1 : 0;
            tally.approved += approvedBy(comment, nowApproved);
        }
        changes.add(outbox.append(events));
        return Mono.when(changes);
    }

    /** What became of a thread so far. */
    private static final class Tally {
        private long changes;
        private long approved;
    }

    private Mono<Boolean> rule(LockedComment comment, Ruling ruling, boolean nowApproved) {
        return bindChange(database.sql(RULE), comment, nowApproved)
                .bind("status", ruling.status().wireName())
                .bind("shown", nowApproved && comment.status() != CommentStatus.APPROVED)
                .bind("rulingId", Ids.next())
                .bind("decision", ruling.decision())
                .bind("score", ruling.score())
                .bind("reasons", ruling.reasons().toArray(String[]::new))
                .bind("moderatorId", orNull(ruling.moderatorId(), UUID.class))
                .bind("moderatorName", orNull(ruling.moderatorName(), String.class))
                .bind("note", orNull(ruling.note(), String.class))
                .bind("at", ruling.at())
                .map(row -> row.get("parent_differs", Boolean.class))
                .one();
    }

    /**
     * Takes a comment back, with all that says who wrote it; its version grows by one.
     *
     * @param events what is told of it; sent to the database together with the change, without waiting in between
     */
    public Mono<Void> delete(LockedComment comment, List<OutboxEvent> events) {
        Mono<Boolean> change = bindChange(database.sql(DELETE), comment, false)
                .map(row -> row.get("parent_differs", Boolean.class))
                .one();
        return Mono.when(withAncestors(comment, change), outbox.append(withCount(events, comment, false)));
    }

    /** The locks are held already, so what is told is known before the change is made. */
    private Mono<Void> withAncestors(LockedComment comment, Mono<Boolean> change) {
        return change.flatMap(parentDiffers ->
                parentDiffers && comment.parentId() != null ? relist(comment.parentId()) : Mono.empty());
    }

    private static List<OutboxEvent> withCount(List<OutboxEvent> events, LockedComment comment, boolean nowApproved) {
        int approved = approvedBy(comment, nowApproved);
        if (approved == 0) {
            return events;
        }
        List<OutboxEvent> all = new ArrayList<>(events);
        all.add(new OutboxEvent(
                EventType.THREAD_COUNTED,
                comment.articleId(),
                comment.articleId(),
                new ThreadCounted(
                        comment.articleId(), comment.threadVersion() + 1, comment.approvedCount() + approved)));
        return all;
    }

    private static DatabaseClient.GenericExecuteSpec bindChange(
            DatabaseClient.GenericExecuteSpec sql, LockedComment comment, boolean nowApproved) {
        boolean nowListed = isListed(comment, nowApproved);
        return sql.bind("id", comment.id())
                .bind("articleId", comment.articleId())
                .bind("parentId", orNull(comment.parentId(), UUID.class))
                .bind("listed", nowListed)
                .bind("visible", isVisible(comment, nowApproved) ? 1 : 0)
                .bind("approved", approvedBy(comment, nowApproved))
                .bind("replies", (nowListed ? 1 : 0) - (comment.listed() ? 1 : 0));
    }

    private static boolean isListed(LockedComment comment, boolean nowApproved) {
        return nowApproved || comment.replyCount() > 0;
    }

    /** Whether readers see something change. */
    private static boolean isVisible(LockedComment comment, boolean nowApproved) {
        return comment.listed() || isListed(comment, nowApproved);
    }

    private static int approvedBy(LockedComment comment, boolean nowApproved) {
        return (nowApproved ? 1 : 0) - (comment.status() == CommentStatus.APPROVED ? 1 : 0);
    }

    /** A comment that is gone is listed as long as replies are; so may those above it be. */
    private Mono<Void> relist(UUID commentId) {
        return database.sql(RELIST)
                .bind("id", commentId)
                .map(row -> row.get("id", UUID.class))
                .one()
                .expand(parentId -> database.sql(RELIST)
                        .bind("id", parentId)
                        .map(row -> row.get("id", UUID.class))
                        .one())
                .then();
    }

    private static Object orNull(@Nullable Object value, Class<?> type) {
        return value == null ? Parameters.in(type) : value;
    }
}
