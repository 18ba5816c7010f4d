package org.pressroom.subscription.delivery;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Drops deliveries that nobody asks for any more, some in each statement. */
public final class OldDeliveries {

    private final DatabaseClient database;

    OldDeliveries(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Those of a notification, whatever became of them. Index: delivery_listed.
     *
     * @return how many there were, the limit at most
     */
    public Mono<Long> drop(UUID notification, int limit) {
        return database.sql("""
                        DELETE FROM delivery WHERE id = ANY (ARRAY(
                            SELECT id FROM delivery WHERE notification_id = :notification ORDER BY id LIMIT :limit))
                        """)
                .bind("notification", notification)
                .bind("limit", limit)
                .fetch()
                .rowsUpdated();
    }

    /**
     * Those to one that have ended. Index: delivery_personal.
     *
     * @param before an id: they are UUIDs of version 7, and so in the order of time
     * @return how many there were, the limit at most
     */
    public Mono<Long> dropPersonal(UUID before, int limit) {
        return database.sql("""
                        DELETE FROM delivery WHERE id = ANY (ARRAY(
                            SELECT id FROM delivery
                            WHERE notification_id IS NULL AND id < :before AND status <> 'queued'
                            ORDER BY id LIMIT :limit))
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .fetch()
                .rowsUpdated();
    }
}
