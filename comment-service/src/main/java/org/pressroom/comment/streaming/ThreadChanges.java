package org.pressroom.comment.streaming;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import org.pressroom.comment.threads.CommentViews;
import org.pressroom.common.contract.CommentView;
import org.pressroom.common.database.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Reads what changed in a thread. Versions follow the order of commits, so none appears behind one that was read. */
@Component
class ThreadChanges {

    // comment_change_ix
    private static final String SINCE = "SELECT " + CommentViews.COLUMNS + """
            , c.changed_version, c.approved_thread_version
            FROM comment c
            WHERE c.article_id = :articleId AND c.changed_version > :version
            ORDER BY c.changed_version
            LIMIT :rows
            """;

    private final DatabaseClient database;
    private final JsonMapper json;

    ThreadChanges(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Up to {@code rows} changes after a version, the oldest first. */
    Mono<List<ThreadChange>> since(UUID articleId, long version, int rows) {
        return database.sql(SINCE)
                .bind("articleId", articleId)
                .bind("version", version)
                .bind("rows", rows)
                .map(this::change)
                .all()
                .collectList();
    }

    private ThreadChange change(Readable row) {
        CommentView comment = CommentViews.view(row);
        Long shown = Columns.numberOrNull(row, "approved_thread_version");
        boolean gone = comment.status() != null;
        return new ThreadChange(
                Columns.number(row, "changed_version"),
                shown == null ? 0 : shown,
                gone,
                json.writeValueAsString(gone ? new RemovedComment(comment.id()) : comment));
    }
}
