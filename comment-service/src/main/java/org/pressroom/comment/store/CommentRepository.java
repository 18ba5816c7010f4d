package org.pressroom.comment.store;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.model.ArticleStatus;
import org.pressroom.comment.model.Author;
import org.pressroom.comment.model.Comment;
import org.pressroom.comment.model.CommentPolicy;
import org.pressroom.comment.model.CommentTarget;
import org.pressroom.comment.model.CommentThread;
import org.pressroom.comment.model.LockedComments;
import org.pressroom.comment.model.NewComment;
import org.pressroom.comment.model.RenderedComment;
import org.pressroom.comment.model.Settled;
import org.pressroom.comment.model.Written;
import org.pressroom.common.database.Columns;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.common.tracing.TraceContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Writes comments with what is told of them. All methods but {@link #post} must be called inside a transaction; rows and
 * events go to the database together, without waiting in between.
 */
@Component
public class CommentRepository {

    /**
     * Looks at the names of staff, the article and the parent, writes the comment and leaves its events, all in one
     * statement. There are few staff: their names are read through. (article_pkey, comment_pkey)
     */
    private static final String POST = """
            WITH target AS (
                SELECT a.status, a.comment_policy, p.id AS parent,
                       CASE WHEN p.depth < :maxDepth THEN p.id ELSE p.parent_id END AS parent_id,
                       CASE WHEN p.id IS NULL THEN 0 ELSE least(p.depth + 1, :maxDepth) END AS depth
                FROM article a
                LEFT JOIN comment p ON p.id = :answers AND p.article_id = a.id AND p.status = 'approved'
                WHERE a.id = :articleId
            ), signed AS (
                SELECT EXISTS (SELECT FROM staff WHERE skeletons && :skeletons) AS is_staff
            ), posted AS (
                INSERT INTO comment (id, article_id, parent_id, depth, status,
                                     author_account_id, author_name, author_email, author_website, author_verified,
                                     author_staff, body, body_html, reading, fingerprint, created_at,
                                     edit_token_hash, editable_until, notify_replies, traceparent)
                SELECT :id, :articleId, parent_id, depth, 'pending',
                       :accountId, :name, :email, :website, :staff,
                       :staff, :body, :html, :reading, :fingerprint, :at,
                       :tokenHash, :editableUntil, :notifyReplies, :traceparent
                FROM target, signed
                WHERE status = 'published' AND comment_policy <> 'closed'
                  AND (parent IS NOT NULL OR NOT :isReply) AND NOT is_staff
                RETURNING id
            ), told AS (%s)
            SELECT signed.is_staff, target.status, target.comment_policy, posted.id
            FROM signed LEFT JOIN target ON true LEFT JOIN posted ON true
            """.formatted(Outbox.appendWhere("EXISTS (SELECT FROM posted)"));

    // comment_pkey
    private static final String PARENT = """
            SELECT CASE WHEN depth < :maxDepth THEN id ELSE parent_id END AS parent_id FROM comment WHERE id = :answers
            """;

    // comment_pkey
    private static final String WRITE_UNSEEN = """
            UPDATE comment SET status = :status, version = :version,
                body = :body, body_html = :html, reading = :reading, fingerprint = :fingerprint, edited_at = :at,
                moderation_due_at = now(), traceparent = :traceparent
            WHERE id = :id
            """;

    // comment_pkey
    private static final String WRITE_BESIDE = """
            UPDATE comment SET status = :status, version = :version,
                edit_body = :body, edit_body_html = :html, reading = :reading, edit_fingerprint = :fingerprint,
                edit_at = :at, moderation_due_at = now(), traceparent = :traceparent
            WHERE id = :id
            """;

    /**
     * The threads of the comments, then the comments: everything that changes a thread locks in this order.
     * (comment_pkey, thread_pkey)
     */
    private static final String LOCK = """
            WITH t AS MATERIALIZED (
                SELECT article_id, version, approved_count FROM thread
                WHERE article_id = ANY(ARRAY(SELECT article_id FROM comment WHERE id = ANY(:ids)))
                ORDER BY article_id
                FOR NO KEY UPDATE %s
            )
            SELECT %s, %s
            FROM t JOIN comment c ON c.article_id = t.article_id
            WHERE c.id = ANY(:ids)
            ORDER BY c.created_at, c.id
            FOR NO KEY UPDATE OF c
            """;

    private static final String LOCK_ALL = LOCK.formatted("", CommentRows.COMMENT, CommentRows.THREAD);

    private static final String LOCK_FREE = LOCK.formatted("SKIP LOCKED", CommentRows.COMMENT, CommentRows.THREAD);

    private static final String LIMIT_WAIT = "SELECT set_config('lock_timeout', :millis, true)";

    // comment_pkey; what the author wrote and who they were goes
    private static final String WIPE = """
            UPDATE comment SET
                body = '', body_html = '', reading = NULL, fingerprint = '',
                edit_body = NULL, edit_body_html = NULL, edit_fingerprint = NULL, edit_at = NULL,
                author_name = :name, author_email = :email, author_website = :website, notify_replies = :notifyReplies
            WHERE id = :id
            """;

    // thread_pkey, comment_article_ix, comment_pkey; comments are locked behind their thread as everywhere
    private static final String ANONYMISE = """
            WITH locked AS MATERIALIZED (
                SELECT article_id FROM thread WHERE article_id = :articleId FOR NO KEY UPDATE
            ), part AS MATERIALIZED (
                SELECT id FROM comment
                WHERE article_id = :articleId AND id > :after AND (SELECT count(*) FROM locked) >= 0
                ORDER BY id
                LIMIT :rows
            ), anonymous AS (
                UPDATE comment c SET
                    author_name = :name, author_email = :email, author_website = :website,
                    notify_replies = :notifyReplies
                FROM part
                WHERE c.id = part.id
                  AND (c.author_name, c.author_email, c.author_website, c.notify_replies)
                      IS DISTINCT FROM (:name, :email, :website, :notifyReplies)
            )
            SELECT count(*) AS rows, (array_agg(id ORDER BY id DESC))[1] AS last FROM part
            """;

    private final DatabaseClient database;
    private final Outbox outbox;
    private final Settlements settlements;
    private final DecisionRepository decisions;
    private final Readings readings;
    private final TraceContext traces;

    CommentRepository(
            DatabaseClient database,
            Outbox outbox,
            Settlements settlements,
            DecisionRepository decisions,
            Readings readings,
            TraceContext traces) {
        this.database = database;
        this.outbox = outbox;
        this.settlements = settlements;
        this.decisions = decisions;
        this.readings = readings;
        this.traces = traces;
    }

    /**
     * Takes a comment, unless its name, the article or what it answers does not allow it. It needs no transaction.
     *
     * @param skeletons of names of staff that its writer's may be taken for; those of staff it may not have
     * @param maxDepth a reply further down stands beside what it answers
     */
    public Mono<Posting> post(NewComment comment, Set<String> skeletons, int maxDepth) {
        return parentId(comment, maxDepth)
                .flatMap(parentId -> outbox.appendWith(
                        insert(comment, skeletons, maxDepth),
                        comment.submit(parentId.orElse(null)).events(),
                        insert -> insert.map(Posting::of).one()));
    }

    /** Where a reply will stand, which never changes. */
    private Mono<Optional<UUID>> parentId(NewComment comment, int maxDepth) {
        UUID answers = comment.answers();
        return answers == null
                ? Mono.just(Optional.empty())
                : database.sql(PARENT)
                        .bind("answers", answers)
                        .bind("maxDepth", maxDepth)
                        .map(row -> Optional.ofNullable(Columns.uuidOrNull(row, "parent_id")))
                        .one()
                        .defaultIfEmpty(Optional.empty());
    }

    private DatabaseClient.GenericExecuteSpec insert(NewComment comment, Set<String> skeletons, int maxDepth) {
        Author author = comment.author();
        RenderedComment text = comment.text();
        return database.sql(POST)
                .bind("id", comment.id())
                .bind("articleId", comment.articleId())
                .bind("answers", Columns.orNull(comment.answers(), UUID.class))
                .bind("isReply", comment.answers() != null)
                .bind("maxDepth", maxDepth)
                .bind("skeletons", skeletons.toArray(String[]::new))
                .bind("accountId", Columns.orNull(author.accountId(), UUID.class))
                .bind("name", author.name())
                .bind("email", Columns.orNull(author.email(), String.class))
                .bind("website", Columns.orNull(author.website(), String.class))
                .bind("staff", author.isStaff())
                .bind("body", text.body())
                .bind("html", text.html())
                .bind("reading", readings.write(text.reading()))
                .bind("fingerprint", text.fingerprint())
                .bind("at", comment.at())
                .bind("tokenHash", comment.editToken().hash())
                .bind("editableUntil", comment.editableUntil())
                .bind("notifyReplies", author.notifyReplies())
                .bind("traceparent", Columns.orNull(traces.traceparent(), String.class));
    }

    /** Gives a comment its new text. */
    public Mono<Void> write(Written written, RenderedComment text) {
        Comment comment = written.comment();
        return Mono.when(
                Mono.defer(() -> database.sql(written.isBesideTheOld() ? WRITE_BESIDE : WRITE_UNSEEN)
                        .bind("id", comment.id())
                        .bind("status", comment.status().wireName())
                        .bind("version", comment.version())
                        .bind("body", text.body())
                        .bind("html", text.html())
                        .bind("reading", readings.write(text.reading()))
                        .bind("fingerprint", text.fingerprint())
                        .bind("at", written.at())
                        .bind("traceparent", Columns.orNull(traces.traceparent(), String.class))
                        .then()),
                outbox.append(written.events()));
    }

    /** Locks a comment and its thread until the transaction ends; none if there is no such comment. */
    public Mono<LockedComments> lock(UUID id) {
        return lock(List.of(id));
    }

    /** Locks comments and their threads until the transaction ends. Those that are not there are left out. */
    public Mono<LockedComments> lock(Collection<UUID> ids) {
        return lock(LOCK_ALL, ids);
    }

    /** The same for comments whose threads nobody holds just now; waits for no thread. */
    public Mono<LockedComments> lockFree(Collection<UUID> ids) {
        return lock(LOCK_FREE, ids);
    }

    /** The same as {@link #lock(Collection)}; fails with {@code lock_not_available} where others hold them for longer. */
    public Mono<LockedComments> lockWithin(Collection<UUID> ids, Duration limit) {
        return database.sql(LIMIT_WAIT)
                .bind("millis", Long.toString(limit.toMillis()))
                .then()
                .then(lock(LOCK_ALL, ids));
    }

    private Mono<LockedComments> lock(String statement, Collection<UUID> ids) {
        return database.sql(statement)
                .bind("ids", ids.toArray(UUID[]::new))
                .map(row -> new Row(CommentRows.comment(row), CommentRows.thread(row)))
                .all()
                .collectList()
                .map(CommentRepository::locked);
    }

    /** Carries out changes of comments of which none answers another. */
    public Mono<Void> settle(LockedComments locked, List<Settled> changes) {
        return changes.isEmpty() ? Mono.empty() : settlements.write(locked.settle(changes));
    }

    /** Carries out that an author takes a comment back: its text goes, who wrote it, and what was said of it. */
    public Mono<Void> delete(LockedComments locked, Settled deleted) {
        UUID id = deleted.comment().id();
        return Mono.when(settle(locked, List.of(deleted)), wipe(id), decisions.wipe(id));
    }

    private Mono<Void> wipe(UUID id) {
        return bindNobody(database.sql(WIPE)).bind("id", id).then();
    }

    /**
     * Forgets who wrote the comments of a range.
     *
     * @param after the range begins behind this id
     * @param rows how many comments it has at most
     * @return the last id of the range; empty where there is nothing behind it
     */
    public Mono<UUID> anonymise(UUID articleId, UUID after, int rows) {
        return bindNobody(database.sql(ANONYMISE))
                .bind("articleId", articleId)
                .bind("after", after)
                .bind("rows", rows)
                .map(row -> Columns.number(row, "rows") < rows
                        ? Optional.<UUID>empty()
                        : Optional.of(Columns.uuid(row, "last")))
                .one()
                .flatMap(Mono::justOrEmpty);
    }

    private static DatabaseClient.GenericExecuteSpec bindNobody(DatabaseClient.GenericExecuteSpec sql) {
        Author nobody = Author.ANONYMOUS;
        return sql.bind("name", nobody.name())
                .bind("email", Columns.orNull(nobody.email(), String.class))
                .bind("website", Columns.orNull(nobody.website(), String.class))
                .bind("notifyReplies", nobody.notifyReplies());
    }

    private static LockedComments locked(List<Row> rows) {
        Map<UUID, CommentThread> threads = new LinkedHashMap<>();
        rows.forEach(row -> threads.put(row.thread().articleId(), row.thread()));
        return new LockedComments(threads, rows.stream().map(Row::comment).toList());
    }

    private record Row(Comment comment, CommentThread thread) {}

    /**
     * Whether a comment was taken, or what stood in its way.
     *
     * @param nameIsTaken whether one of the staff has its writer's name
     * @param target what it is about; null where there is no such article
     */
    public record Posting(
            boolean isTaken, boolean nameIsTaken, @Nullable CommentTarget target) {

        private static Posting of(Readable row) {
            String status = Columns.textOrNull(row, "status");
            return new Posting(
                    Columns.uuidOrNull(row, "id") != null,
                    Columns.flag(row, "is_staff"),
                    status == null
                            ? null
                            : new CommentTarget(
                                    ArticleStatus.of(status), CommentPolicy.of(Columns.text(row, "comment_policy"))));
        }
    }
}
