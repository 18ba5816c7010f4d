package org.pressroom.comment.commenting;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.staff.StaffNames;
import org.pressroom.comment.threads.CommentStatus;
import org.pressroom.comment.threads.LockedComment;
import org.pressroom.comment.threads.Readings;
import org.pressroom.comment.threads.ThreadChanges;
import org.pressroom.common.events.CommentState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.markup.RenderingThreads;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.common.outbox.OutboxEvent;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.RefusedException;
import org.pressroom.common.usecase.Result;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Takes comments, and what their authors do to them, each in a transaction, or in that of the caller. */
@Component
class Commenting {

    // article_pkey, comment_pkey; looks at the article and the parent and writes the comment in one statement
    private static final String POST = """
            WITH target AS (
                SELECT a.status, a.comment_policy, p.id AS parent,
                       CASE WHEN p.depth < :maxDepth THEN p.id ELSE p.parent_id END AS parent_id,
                       CASE WHEN p.id IS NULL THEN 0 ELSE least(p.depth + 1, :maxDepth) END AS depth
                FROM article a
                LEFT JOIN comment p ON p.id = :parentId AND p.article_id = a.id AND p.status = 'approved'
                WHERE a.id = :articleId
            ), posted AS (
                INSERT INTO comment (id, article_id, parent_id, depth, status,
                                     author_account_id, author_name, author_email, author_website, author_verified,
                                     author_staff, body, body_html, reading, fingerprint, created_at,
                                     edit_token_hash, editable_until, notify_replies)
                SELECT :id, :articleId, parent_id, depth, 'pending',
                       :accountId, :name, :email, :website, :staff,
                       :staff, :body, :html, :reading, :fingerprint, :at,
                       :tokenHash, :editableUntil, :notifyReplies
                FROM target
                WHERE status = 'published' AND comment_policy <> 'closed'
                  AND (parent IS NOT NULL OR NOT :isReply)
                RETURNING id, parent_id
            )
            SELECT target.status, target.comment_policy, posted.id, posted.parent_id
            FROM target LEFT JOIN posted ON true
            """;

    // comment_pkey
    private static final String EDIT_UNSEEN = """
            UPDATE comment SET status = 'pending', version = version + 1,
                body = :body, body_html = :html, reading = :reading, fingerprint = :fingerprint, edited_at = :at
            WHERE id = :id
            RETURNING version
            """;

    // comment_pkey
    private static final String EDIT_APPROVED = """
            UPDATE comment SET version = version + 1,
                edit_body = :body, edit_body_html = :html, reading = :reading, edit_fingerprint = :fingerprint,
                edit_at = :at
            WHERE id = :id
            RETURNING version
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final ThreadChanges changes;
    private final Outbox outbox;
    private final StaffNames staffNames;
    private final Readings readings;
    private final RenderingThreads rendering;
    private final CommentSettings settings;

    Commenting(
            DatabaseClient database,
            TransactionalOperator transaction,
            ThreadChanges changes,
            Outbox outbox,
            StaffNames staffNames,
            Readings readings,
            RenderingThreads rendering,
            CommentSettings settings) {
        this.database = database;
        this.transaction = transaction;
        this.changes = changes;
        this.outbox = outbox;
        this.staffNames = staffNames;
        this.readings = readings;
        this.rendering = rendering;
        this.settings = settings;
    }

    /** What costs time to read of a comment, read. */
    record Read(Signature signature, WrittenText text) {}

    /** Reads what was sent, before anything is locked. */
    Mono<Result<Read>> read(Signature.@Nullable Said said, Actor.@Nullable Account account, String body) {
        return Result.of(
                rendering.render(() -> new Read(Signature.of(said, account, staffNames), WrittenText.of(body))));
    }

    /** Refused where the article or the parent does not allow it. */
    Mono<Result<Posted>> post(PostComment post) {
        return Result.of(posted(post).as(transaction::transactional));
    }

    private Mono<Posted> posted(PostComment post) {
        UUID articleId = post.articleId();
        Signature signature = post.signature();
        WrittenText text = post.text();
        UUID id = Ids.next();
        String editToken = Ids.secret();
        Instant now = now();
        Instant editableUntil = now.plus(settings.editWindow());
        Mono<Void> mayBeCalledSo =
                signature.accountId() == null ? staffNames.requireFree(signature.looks()) : Mono.empty();
        Mono<Outcome> posting = database.sql(POST)
                .bind("id", id)
                .bind("articleId", articleId)
                .bind("parentId", orNull(post.parentId(), UUID.class))
                .bind("isReply", post.parentId() != null)
                .bind("maxDepth", settings.maxDepth())
                .bind("accountId", orNull(signature.accountId(), UUID.class))
                .bind("name", signature.name())
                .bind("email", orNull(signature.email(), String.class))
                .bind("website", orNull(signature.website(), String.class))
                .bind("staff", signature.accountId() != null)
                .bind("body", text.body())
                .bind("html", text.html())
                .bind("reading", readings.write(text.reading()))
                .bind("fingerprint", text.fingerprint())
                .bind("at", now)
                .bind("tokenHash", Secrets.hash(editToken))
                .bind("editableUntil", editableUntil)
                .bind("notifyReplies", post.notifyReplies())
                .map(Outcome::of)
                .one()
                .switchIfEmpty(Mono.error(() -> RefusedException.notFound("There is no such article.")))
                .flatMap(outcome -> outcome.posted() ? Mono.just(outcome) : Mono.error(outcome.refusal()));
        // Where a reply will stand is known afterwards; all else goes to the database without waiting in between.
        Mono<Void> postAndTell = post.parentId() == null
                ? Mono.when(posting, tellSubmitted(id, articleId, null, now))
                : posting.flatMap(outcome -> tellSubmitted(id, articleId, outcome.parentId(), now));
        return mayBeCalledSo
                .then(postAndTell)
                .thenReturn(new Posted(id, CommentStatus.PENDING.wireName(), editToken, editableUntil));
    }

    /** Reads a comment, whatever has become of it; empty if there never was one. */
    Mono<StoredComment> find(UUID id) {
        return database.sql(StoredComment.SELECT)
                .bind("id", id)
                .map(StoredComment::of)
                .one();
    }

    /** Gives a comment a new text, which is judged like a new comment. Readers see the old one until then. */
    Mono<Result<StoredComment>> edit(EditComment edit) {
        return Result.of(
                rendering.render(() -> WrittenText.of(edit.body())).flatMap(text -> lockOwn(edit.id(), edit.editToken())
                        .flatMap(comment -> comment.status() == CommentStatus.REJECTED
                                ? Mono.error(RefusedException.conflict(
                                        "The comment was rejected and cannot be changed any more."))
                                : write(comment, text))
                        .then(find(edit.id()))
                        .as(transaction::transactional)));
    }

    /** Answers its id. */
    Mono<Result<UUID>> delete(DeleteComment delete) {
        Instant now = now();
        return Result.of(lockOwn(delete.id(), delete.editToken())
                .flatMap(comment -> changes.delete(
                        comment,
                        List.of(event(
                                EventType.COMMENT_REMOVED,
                                state(comment, comment.version() + 1, CommentStatus.DELETED, now)))))
                .thenReturn(delete.id())
                .as(transaction::transactional));
    }

    /**
     * Refused as not found without the right token, and as a conflict when it is too late. The token is looked at before
     * anything is locked.
     */
    private Mono<LockedComment> lockOwn(UUID id, String editToken) {
        return find(id).filter(comment -> Secrets.matches(editToken, comment.editTokenHash()))
                .flatMap(comment -> changes.lock(id))
                .filter(comment -> comment.status() != CommentStatus.DELETED)
                .switchIfEmpty(Mono.error(
                        () -> RefusedException.notFound("There is no such comment, or the token is not its own.")))
                .filter(comment -> now().isBefore(comment.editableUntil()))
                .switchIfEmpty(
                        Mono.error(() -> RefusedException.conflict("The time for changing this comment is over.")));
    }

    private Mono<Void> write(LockedComment comment, WrittenText text) {
        Instant now = now();
        boolean approved = comment.status() == CommentStatus.APPROVED;
        return database.sql(approved ? EDIT_APPROVED : EDIT_UNSEEN)
                .bind("id", comment.id())
                .bind("body", text.body())
                .bind("html", text.html())
                .bind("reading", readings.write(text.reading()))
                .bind("fingerprint", text.fingerprint())
                .bind("at", now)
                .map(row -> row.get("version", Long.class))
                .one()
                .flatMap(version -> tell(
                        EventType.COMMENT_EDITED,
                        state(comment, version, approved ? CommentStatus.APPROVED : CommentStatus.PENDING, now)));
    }

    private Mono<Void> tellSubmitted(UUID id, UUID articleId, @Nullable UUID parentId, Instant at) {
        return tell(
                EventType.COMMENT_SUBMITTED,
                new CommentState(id, articleId, parentId, 1, CommentStatus.PENDING.wireName(), at));
    }

    private Mono<Void> tell(EventType type, CommentState state) {
        return outbox.append(List.of(event(type, state)));
    }

    private static OutboxEvent event(EventType type, CommentState state) {
        return new OutboxEvent(type, state.articleId(), state.commentId(), state);
    }

    private static CommentState state(LockedComment comment, long version, CommentStatus status, Instant at) {
        return new CommentState(comment.id(), comment.articleId(), comment.parentId(), version, status.wireName(), at);
    }

    /** In PostgreSQL's precision, so that what is told is what is stored. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static Object orNull(@Nullable Object value, Class<?> type) {
        return value == null ? Parameters.in(type) : value;
    }

    private record Outcome(
            String articleStatus,
            String policy,
            @Nullable UUID id,
            @Nullable UUID parentId) {

        static Outcome of(Readable row) {
            return new Outcome(
                    row.get("status", String.class),
                    row.get("comment_policy", String.class),
                    row.get("id", UUID.class),
                    row.get("parent_id", UUID.class));
        }

        boolean posted() {
            return id != null;
        }

        RefusedException refusal() {
            return switch (articleStatus) {
                case "removed" -> RefusedException.notFound("There is no such article.");
                case "published" ->
                    policy.equals("closed")
                            ? RefusedException.conflict("This article takes no comments.")
                            : RefusedException.invalid("parentId", "is no comment of this thread");
                default -> RefusedException.conflict("This article is not published.");
            };
        }
    }
}
