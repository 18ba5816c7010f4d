package org.pressroom.comment.threads;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.CommentView;
import org.pressroom.common.contract.ThreadPart;
import org.pressroom.common.database.Columns;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads threads. */
@Component
class ThreadQueries {

    private static final Instant BEFORE_ALL = Instant.EPOCH;
    private static final Instant AFTER_ALL = Instant.parse("9999-12-31T23:59:59Z");
    private static final UUID FIRST_ID = new UUID(0, 0);
    private static final UUID LAST_ID = new UUID(-1, -1);

    private static final Statements OLDEST = Statements.of(">", "<", "ASC", "DESC");
    private static final Statements NEWEST = Statements.of("<", ">", "DESC", "ASC");

    // comment_pkey
    private static final String PARENTS =
            "SELECT id, author_name FROM comment WHERE id = ANY(:ids) AND status = 'approved'";

    /**
     * The statements of one order.
     *
     * @param part the comments from a place on. (article_pkey, thread_pkey, comment_thread_ix)
     * @param previous where the part before one begins: no row where there is none, nulls where it is the first.
     *     (comment_thread_ix, as many entries of it as a part has)
     * @param around where the part around a comment begins: no row where there is no such comment, nulls where it is
     *     the first. (comment_pkey, comment_thread_ix, half as many entries)
     */
    private record Statements(String part, String previous, String around) {

        static Statements of(String beyond, String before, String onwards, String backwards) {
            return new Statements(
                    """
                    SELECT t.version AS thread_version, c.*
                    FROM article a
                    JOIN thread t ON t.article_id = a.id
                    LEFT JOIN LATERAL (
                        SELECT %1$s
                        FROM comment c
                        WHERE c.article_id = a.id AND c.listed AND (c.created_at, c.id) %2$s (:at, :id)
                        ORDER BY c.created_at %3$s, c.id %3$s
                        LIMIT :rows
                    ) c ON true
                    WHERE a.id = :articleId AND a.status = 'published'
                    ORDER BY c.created_at %3$s, c.id %3$s
                    """.formatted(CommentViews.COLUMNS, beyond, onwards),
                    """
                    SELECT c.created_at, c.id
                    FROM (
                        SELECT FROM comment
                        WHERE article_id = :articleId AND listed AND (created_at, id) %1$s= (:at, :id)
                        LIMIT 1
                    ) found
                    LEFT JOIN LATERAL (
                        SELECT created_at, id
                        FROM comment
                        WHERE article_id = :articleId AND listed AND (created_at, id) %1$s= (:at, :id)
                        ORDER BY created_at %2$s, id %2$s
                        OFFSET :limit LIMIT 1
                    ) c ON true
                    """.formatted(before, backwards),
                    """
                    SELECT c.created_at, c.id
                    FROM comment target
                    LEFT JOIN LATERAL (
                        SELECT c.created_at, c.id
                        FROM comment c
                        WHERE c.article_id = target.article_id AND c.listed
                          AND (c.created_at, c.id) %1$s (target.created_at, target.id)
                        ORDER BY c.created_at %2$s, c.id %2$s
                        OFFSET :half LIMIT 1
                    ) c ON true
                    WHERE target.id = :around AND target.article_id = :articleId AND target.listed
                    """.formatted(before, backwards));
        }
    }

    private final DatabaseClient database;

    ThreadQueries(DatabaseClient database) {
        this.database = database;
    }

    /**
     * What readers see of a thread.
     *
     * @param version changes whenever readers would see something else
     */
    record Found(long version, ThreadPart part) {}

    /**
     * Reads a part of an article's thread; the first one in one statement.
     *
     * @return empty where the article is not there to be read; refused as not found where the comment is not in its thread
     */
    Mono<Found> read(UUID articleId, ThreadRequest request) {
        UUID around = request.around();
        return around == null
                ? readFrom(articleId, request)
                : start(articleId, request, around)
                        .flatMap(start -> readFrom(articleId, request.from(start.orElse(null))));
    }

    private Mono<Optional<Cursor>> start(UUID articleId, ThreadRequest request, UUID around) {
        return database.sql(statements(request).around())
                .bind("articleId", articleId)
                .bind("around", around)
                .bind("half", request.page().limit() / 2)
                .map(ThreadQueries::foundPlace)
                .one()
                .switchIfEmpty(Mono.error(() -> RefusedException.notFound("There is no such comment in this thread.")));
    }

    private Mono<Found> readFrom(UUID articleId, ThreadRequest request) {
        return inOrder(statements(request).part(), articleId, request)
                .bind("rows", request.page().rows())
                .map(row -> new Row(
                        Columns.number(row, "thread_version"),
                        Columns.uuidOrNull(row, "id") == null ? null : CommentViews.view(row)))
                .all()
                .collectList()
                .filter(rows -> !rows.isEmpty())
                .flatMap(rows -> {
                    Page<CommentView> page = page(rows, request.page());
                    return Mono.zip(previous(articleId, request), parents(page.items()))
                            .map(around -> new Found(
                                    rows.get(0).version(), part(page, request.page(), around.getT1(), around.getT2())));
                });
    }

    private static ThreadPart part(
            Page<CommentView> page, PageRequest request, Optional<String> previous, List<ThreadPart.Parent> parents) {
        Cursor after = request.after();
        return new ThreadPart(
                page.items(),
                page.next(),
                previous.orElse(null),
                after == null ? ThreadPart.START : request.written(after),
                parents);
    }

    private Mono<Optional<String>> previous(UUID articleId, ThreadRequest request) {
        if (request.page().after() == null) {
            return Mono.just(Optional.empty());
        }
        return inOrder(statements(request).previous(), articleId, request)
                .bind("limit", request.page().limit())
                .map(row ->
                        Optional.of(foundPlace(row).map(request.page()::written).orElse(ThreadPart.START)))
                .one()
                .defaultIfEmpty(Optional.empty());
    }

    /** An answer is younger than what it answers, so that there are none on the first part of the usual order. */
    private Mono<List<ThreadPart.Parent>> parents(List<CommentView> comments) {
        Set<UUID> present = comments.stream().map(CommentView::id).collect(Collectors.toSet());
        UUID[] missing = comments.stream()
                .map(CommentView::parentId)
                .filter(Objects::nonNull)
                .filter(id -> !present.contains(id))
                .distinct()
                .toArray(UUID[]::new);
        return missing.length == 0
                ? Mono.just(List.of())
                : database.sql(PARENTS)
                        .bind("ids", missing)
                        .map(row -> new ThreadPart.Parent(Columns.uuid(row, "id"), Columns.text(row, "author_name")))
                        .all()
                        .collectList();
    }

    private DatabaseClient.GenericExecuteSpec inOrder(String statement, UUID articleId, ThreadRequest request) {
        Cursor after = request.page().after();
        boolean oldest = request.sort() == Sort.OLDEST;
        return database.sql(statement)
                .bind("articleId", articleId)
                .bind("at", after == null ? (oldest ? BEFORE_ALL : AFTER_ALL) : after.instant(0))
                .bind("id", after == null ? (oldest ? FIRST_ID : LAST_ID) : after.uuid(1));
    }

    private static Statements statements(ThreadRequest request) {
        return request.sort() == Sort.OLDEST ? OLDEST : NEWEST;
    }

    /** The place behind a comment; empty for the start. */
    private static Optional<Cursor> foundPlace(Readable row) {
        UUID id = Columns.uuidOrNull(row, "id");
        return id == null ? Optional.empty() : Optional.of(place(Columns.instant(row, "created_at"), id));
    }

    private static Cursor place(Instant at, UUID id) {
        return Cursor.of(at, id);
    }

    private static Page<CommentView> page(List<Row> rows, PageRequest request) {
        List<CommentView> comments =
                rows.stream().map(Row::comment).filter(Objects::nonNull).toList();
        return Page.cut(comments, request, last -> place(last.createdAt(), last.id()));
    }

    private record Row(long version, @Nullable CommentView comment) {}
}
