package org.pressroom.comment.moderation;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.pressroom.common.database.Columns;
import org.pressroom.common.http.DayPeriod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How many comments came each day, and what has become of them. */
@Component
class CommentStatistics {

    private final DatabaseClient database;

    CommentStatistics(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A day in UTC.
     *
     * @param received how many were written
     * @param approved,held,rejected,pending,deleted of these, as they stand now
     */
    record CommentsOfDay(
            LocalDate day, long received, long approved, long held, long rejected, long pending, long deleted) {}

    Mono<List<CommentsOfDay>> days(DayPeriod period) {
        // comment_queue_ix, of which a part of each status is read, and nothing else
        return database.sql("""
                        SELECT (created_at AT TIME ZONE 'UTC')::date AS day, count(*) AS received,
                            count(*) FILTER (WHERE status = 'approved') AS approved,
                            count(*) FILTER (WHERE status = 'held') AS held,
                            count(*) FILTER (WHERE status = 'rejected') AS rejected,
                            count(*) FILTER (WHERE status = 'pending') AS pending,
                            count(*) FILTER (WHERE status = 'deleted') AS deleted
                        FROM comment
                        WHERE status IN ('approved', 'held', 'rejected', 'pending', 'deleted')
                            AND created_at >= :from::date::timestamp AT TIME ZONE 'UTC'
                            AND created_at < (:to::date + 1)::timestamp AT TIME ZONE 'UTC'
                        GROUP BY 1
                        """)
                .bind("from", period.from())
                .bind("to", period.to())
                .map(row -> new CommentsOfDay(
                        Objects.requireNonNull(row.get("day", LocalDate.class)),
                        Columns.number(row, "received"),
                        Columns.number(row, "approved"),
                        Columns.number(row, "held"),
                        Columns.number(row, "rejected"),
                        Columns.number(row, "pending"),
                        Columns.number(row, "deleted")))
                .all()
                .collectMap(CommentsOfDay::day)
                .map(counted -> period.days().stream()
                        .map(day -> counted.getOrDefault(day, new CommentsOfDay(day, 0, 0, 0, 0, 0, 0)))
                        .toList());
    }
}
