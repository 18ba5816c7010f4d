package org.pressroom.subscription.delivery;

import static org.pressroom.common.database.Columns.number;

import java.util.UUID;
import org.pressroom.common.PlainJava;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * How many deliveries of a notification are in each state, as long as it is under way. Whoever changes the state of some
 * counts them in the same statement, after all else.
 */
public final class DeliveryCounts {

    /** Where those are counted that change together. */
    static final int TOGETHER = 0;

    /** Over so many parts those spread that change one at a time. */
    private static final int PARTS = 16;

    private static final String ADD = """
            ON CONFLICT (notification_id, part) DO UPDATE
            SET queued = c.queued + EXCLUDED.queued, sent = c.sent + EXCLUDED.sent, failed = c.failed + EXCLUDED.failed,
                uncertain = c.uncertain + EXCLUDED.uncertain, skipped = c.skipped + EXCLUDED.skipped
            """;

    /**
     * Counts the rows {@code ended (notification_id, status)} of the same statement, in {@code :part}. In the order of
     * keys, so that two of them never wait for each other. Index: delivery_count_pkey.
     */
    static final String ENDED = """
            INSERT INTO delivery_count AS c (notification_id, part, queued, sent, failed, uncertain, skipped)
            SELECT notification_id, :part, -count(*),
                count(*) FILTER (WHERE status = 'sent'), count(*) FILTER (WHERE status = 'failed'),
                count(*) FILTER (WHERE status = 'uncertain'), count(*) FILTER (WHERE status = 'skipped')
            FROM ended WHERE notification_id IS NOT NULL
            GROUP BY notification_id
            ORDER BY notification_id
            """ + ADD;

    /** Counts the rows {@code frozen (notification_id)} of the same statement. Index: delivery_count_pkey. */
    static final String FROZEN = """
            INSERT INTO delivery_count AS c (notification_id, part, queued, sent, failed, uncertain, skipped)
            SELECT notification_id, :part, count(*), 0, 0, 0, 0 FROM frozen GROUP BY notification_id
            """ + ADD;

    private final DatabaseClient database;

    DeliveryCounts(DatabaseClient database) {
        this.database = database;
    }

    /** What became of all. */
    @PlainJava
    public record Ended(long sent, long failed, long uncertain, long skipped) {

        public long all() {
            return sent + failed + uncertain + skipped;
        }
    }

    /** Ends the count of a notification of which nothing is queued any more. Index: delivery_count_pkey. */
    public Mono<Ended> close(UUID notificationId) {
        return database.sql("""
                        WITH counted AS (
                            DELETE FROM delivery_count WHERE notification_id = :notification
                            RETURNING sent, failed, uncertain, skipped)
                        SELECT COALESCE(sum(sent), 0)::bigint AS sent, COALESCE(sum(failed), 0)::bigint AS failed,
                            COALESCE(sum(uncertain), 0)::bigint AS uncertain, COALESCE(sum(skipped), 0)::bigint AS skipped
                        FROM counted
                        """)
                .bind("notification", notificationId)
                .map(row -> new Ended(
                        number(row, "sent"), number(row, "failed"), number(row, "uncertain"), number(row, "skipped")))
                .one();
    }

    /** The part in which one is counted that changes by itself. */
    static int part(UUID delivery) {
        return 1 + Math.floorMod(delivery.hashCode(), PARTS);
    }
}
