package org.pressroom.comment.store;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.pressroom.comment.model.CommentPolicy;
import org.pressroom.common.database.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Claims comments whose last text nobody has judged. A claim is no lock: it ends by itself, and whoever comes too late is
 * told by the comment's version. Times are the database's, so that no process has to agree with another on them.
 */
@Component
public class ClaimRepository {

    // comment_unjudged_ix, comment_pkey, article_pkey; waits for nobody
    private static final String CLAIM = """
            WITH due AS MATERIALIZED (
                SELECT id, article_id FROM comment
                WHERE version > judged_version AND status IN ('pending', 'approved') AND moderation_due_at <= now()
                ORDER BY moderation_due_at, id
                LIMIT :rows
                FOR NO KEY UPDATE SKIP LOCKED
            )
            UPDATE comment c SET moderation_due_at = now() + make_interval(secs => :seconds)
            FROM due LEFT JOIN article a ON a.id = due.article_id
            WHERE c.id = due.id
            RETURNING c.id, c.article_id, c.version, coalesce(c.edit_at, c.edited_at, c.created_at) AS since,
                c.moderation_due_at, c.traceparent, a.comment_policy, c.author_staff,
                concat_ws(' ', c.author_name, c.author_website) AS signature, c.reading
            """;

    // comment_pkey
    private static final String PUT_OFF = """
            UPDATE comment c SET moderation_due_at = now() + make_interval(secs => :seconds)
            FROM unnest(:ids::uuid[], :until::timestamptz[]) AS n (id, until)
            WHERE c.id = n.id AND c.moderation_due_at = n.until
            """;

    private final DatabaseClient database;
    private final Readings readings;

    ClaimRepository(DatabaseClient database, Readings readings) {
        this.database = database;
        this.readings = readings;
    }

    /**
     * Claims comments, those first that have been due for longest.
     *
     * @param rows how many at most
     * @param lease how long nobody else may claim them
     */
    public Mono<List<ClaimedComment>> claim(int rows, Duration lease) {
        return database.sql(CLAIM)
                .bind("rows", rows)
                .bind("seconds", seconds(lease))
                .map(this::read)
                .all()
                .collectList();
    }

    /** Gives claims back, unless somebody else has them by now; nobody may claim the comments before the pause is over. */
    public Mono<Void> putOff(Collection<ClaimedComment> claims, Duration pause) {
        return claims.isEmpty()
                ? Mono.empty()
                : database.sql(PUT_OFF)
                        .bind("seconds", seconds(pause))
                        .bind("ids", claims.stream().map(ClaimedComment::id).toArray(UUID[]::new))
                        .bind(
                                "until",
                                claims.stream().map(ClaimedComment::until).toArray(Instant[]::new))
                        .then();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }

    private ClaimedComment read(Readable row) {
        String policy = Columns.textOrNull(row, "comment_policy");
        String reading = Columns.textOrNull(row, "reading");
        return new ClaimedComment(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "article_id"),
                Columns.number(row, "version"),
                Columns.instant(row, "since"),
                Columns.instant(row, "moderation_due_at"),
                Columns.textOrNull(row, "traceparent"),
                policy == null ? null : CommentPolicy.of(policy),
                Columns.flag(row, "author_staff"),
                Columns.text(row, "signature"),
                reading == null ? null : readings.read(reading));
    }
}
