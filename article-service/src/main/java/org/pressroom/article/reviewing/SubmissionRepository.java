package org.pressroom.article.reviewing;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.authors.Author;
import org.pressroom.article.authors.AuthorColumns;
import org.pressroom.article.writing.ArticleAccess;
import org.pressroom.article.writing.Draft;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.article.writing.Review;
import org.pressroom.article.writing.ReviewStatus;
import org.pressroom.common.database.Columns;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.usecase.Actor;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How reviews stand, in the database. Whoever takes a step of one holds the lock of the draft. */
@Component
class SubmissionRepository {

    /** Those of articles that somebody is an author of: submission_of_author; draft_coauthor_by_update, submission_pkey. */
    private static final String OF_AUTHOR = """
            (SELECT article_id, state, submitted_at, message, actor_id, since, answer FROM submission
            WHERE author_id = :author
            UNION ALL
            SELECT further.article_id, further.state, further.submitted_at, further.message, further.actor_id,
                further.since, further.answer
            FROM draft_coauthor c JOIN submission further ON further.article_id = c.draft_id
            WHERE c.author_id = :author)""";

    private final DatabaseClient database;
    private final Outbox outbox;

    SubmissionRepository(DatabaseClient database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /**
     * An article in the list of those that are handed in.
     *
     * @param openNotes notes on it that nobody has resolved
     * @param publishAt when it goes public by itself; null for never
     */
    record Listed(
            UUID articleId,
            String title,
            List<Author> authors,
            Review review,
            int openNotes,
            @Nullable Instant publishAt) {}

    /** How the review of an article stands. */
    Mono<Submission> find(UUID articleId) {
        // submission_pkey
        return database.sql("""
                        SELECT version, state, submitter_id, submitted_at, message, actor_id, since, answer
                        FROM submission WHERE article_id = :articleId
                        """)
                .bind("articleId", articleId)
                .map(SubmissionRepository::submission)
                .one()
                .defaultIfEmpty(new Submission.NeverSubmitted());
    }

    /** Writes a step down, and what others are to hear of it. Belongs into the transaction that locked the draft. */
    Mono<Void> save(Draft draft, SubmissionChange change) {
        Submission.Known next = change.next();
        Submission.Submitted submitted = next.submitted();
        // submission_pkey
        return database.sql("""
                        INSERT INTO submission (article_id, version, state, author_id, submitter_id, submitted_at, message,
                            actor_id, since, answer)
                        VALUES (:articleId, :version, :state, :authorId, :submitterId, :submittedAt, :message,
                            :actorId, :since, :answer)
                        ON CONFLICT (article_id) DO UPDATE SET
                            version = excluded.version, state = excluded.state, submitter_id = excluded.submitter_id,
                            submitted_at = excluded.submitted_at, message = excluded.message,
                            actor_id = excluded.actor_id, since = excluded.since, answer = excluded.answer
                        """)
                .bind("articleId", draft.id())
                .bind("version", next.version())
                .bind("state", next.status().wireName())
                .bind("authorId", draft.author().accountId())
                .bind("submitterId", submitted.actorId())
                .bind("submittedAt", submitted.since())
                .bind("message", Columns.orNull(submitted.message(), String.class))
                .bind("actorId", Columns.orNull(next.actorId(), UUID.class))
                .bind("since", next.since())
                .bind("answer", Columns.orNull(next.answer(), String.class))
                .then()
                .then(outbox.append(
                        change.event(), draft.id(), draft.id(), change.state(draft.id(), draft.authorIds())));
    }

    /** A page of those in one state, those first that have been in it for longest: of all writers to editors, else one's own. */
    Mono<Page<Listed>> page(ReviewStatus status, Actor.Account actor, PageRequest request) {
        UUID author = ArticleAccess.onlyAuthor(actor);
        Cursor after = request.after();
        // submission_waiting for all; draft_pkey, author_pkey, schedule_pkey, note_open
        DatabaseClient.GenericExecuteSpec query = database.sql("""
                        SELECT r.article_id, d.title, %s, %s,
                            (SELECT count(*)::int FROM note
                                WHERE note.article_id = r.article_id AND note.resolved_at IS NULL) AS open_notes,
                            CASE WHEN s.refusal IS NULL THEN s.publish_at END AS publish_at
                        FROM %s r
                        JOIN draft d ON d.id = r.article_id
                        JOIN author ON author.account_id = d.author_id
                        LEFT JOIN author reviewer ON reviewer.account_id = r.actor_id
                        LEFT JOIN schedule s ON s.article_id = r.article_id
                        WHERE r.state = :state
                        """.formatted(
                                AuthorColumns.of("d"),
                                DraftRepository.REVIEW_COLUMNS,
                                author == null ? "submission" : OF_AUTHOR)
                + (after == null ? "" : " AND (r.since, r.article_id) > (:afterTime, :afterId)")
                + " ORDER BY r.since, r.article_id LIMIT :rows");
        query = query.bind("state", status.wireName()).bind("rows", request.rows());
        query = author == null ? query : query.bind("author", author);
        query = after == null
                ? query
                : query.bind("afterTime", after.instant(0)).bind("afterId", after.uuid(1));
        return query.map(SubmissionRepository::listed)
                .all()
                .collectList()
                .map(rows ->
                        Page.cut(rows, request, row -> Cursor.of(row.review().since(), row.articleId())));
    }

    private static Listed listed(Readable row) {
        return new Listed(
                Columns.uuid(row, "article_id"),
                Columns.text(row, "title"),
                AuthorColumns.read(row),
                Objects.requireNonNull(DraftRepository.review(row)),
                Columns.integer(row, "open_notes"),
                Columns.instantOrNull(row, "publish_at"));
    }

    private static Submission submission(Readable row) {
        long version = Columns.number(row, "version");
        ReviewStatus status = ReviewStatus.valueOf(Columns.text(row, "state").toUpperCase(Locale.ROOT));
        Submission.Submitted submitted = new Submission.Submitted(
                version,
                Columns.uuid(row, "submitter_id"),
                Columns.instant(row, "submitted_at"),
                Columns.textOrNull(row, "message"));
        Instant since = Columns.instant(row, "since");
        return switch (status) {
            case SUBMITTED -> submitted;
            case RETURNED ->
                new Submission.Returned(
                        version, submitted, Columns.uuid(row, "actor_id"), since, Columns.text(row, "answer"));
            case WITHDRAWN -> new Submission.Withdrawn(version, submitted, Columns.uuid(row, "actor_id"), since);
            case PUBLISHED -> new Submission.Published(version, submitted, Columns.uuidOrNull(row, "actor_id"), since);
        };
    }
}
