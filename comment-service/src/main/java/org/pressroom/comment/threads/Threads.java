package org.pressroom.comment.threads;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads threads. */
@Component
class Threads {

    private static final Instant BEFORE_ALL = Instant.EPOCH;
    private static final Instant AFTER_ALL = Instant.parse("9999-12-31T23:59:59Z");
    private static final UUID FIRST_ID = new UUID(0, 0);
    private static final UUID LAST_ID = new UUID(-1, -1);

    // article_pkey, thread_pkey, comment_thread_ix forwards
    private static final String OLDEST = sql(">", "ASC");

    // article_pkey, thread_pkey, comment_thread_ix backwards
    private static final String NEWEST = sql("<", "DESC");

    private static String sql(String beyond, String direction) {
        return """
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
                """.formatted(CommentView.COLUMNS, beyond, direction);
    }

    private final DatabaseClient database;

    Threads(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A part of a thread.
     *
     * @param version changes whenever readers would see something else
     */
    record Part(long version, Page<CommentView> page) {}

    /** Reads a part of an article's thread in one statement; empty where the article is not there to be read. */
    Mono<Part> read(UUID articleId, Sort sort, PageRequest request) {
        Cursor after = request.after();
        boolean oldest = sort == Sort.OLDEST;
        return database.sql(oldest ? OLDEST : NEWEST)
                .bind("articleId", articleId)
                .bind("at", after == null ? (oldest ? BEFORE_ALL : AFTER_ALL) : after.instant(0))
                .bind("id", after == null ? (oldest ? FIRST_ID : LAST_ID) : after.uuid(1))
                .bind("rows", request.rows())
                .map(row -> new Row(
                        row.get("thread_version", Long.class),
                        row.get("id", UUID.class) == null ? null : CommentView.of(row)))
                .all()
                .collectList()
                .filter(rows -> !rows.isEmpty())
                .map(rows -> new Part(rows.get(0).version(), page(rows, request)));
    }

    private static Page<CommentView> page(List<Row> rows, PageRequest request) {
        List<CommentView> comments =
                rows.stream().map(Row::comment).filter(Objects::nonNull).toList();
        return Page.cut(comments, request, last -> Cursor.of(last.createdAt(), last.id()));
    }

    private record Row(long version, @Nullable CommentView comment) {}
}
