package org.pressroom.subscription.notifying;

import static org.pressroom.common.database.Columns.uuid;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What is kept of notifications that are over. */
@Component
public class OldNotifications {

    private final DatabaseClient database;

    OldNotifications(DatabaseClient database) {
        this.database = database;
    }

    /** The first that was completed before and has its deliveries still, but for those. Index: notification_droppable. */
    public Mono<UUID> withDeliveries(Instant completedBefore, Collection<UUID> resting) {
        return database.sql("""
                        SELECT id FROM notification
                        WHERE completed_at < :before AND deliveries_dropped_at IS NULL AND id <> ALL (:resting)
                        ORDER BY completed_at LIMIT 1
                        """)
                .bind("before", completedBefore)
                .bind("resting", resting.toArray(UUID[]::new))
                .map(row -> uuid(row, "id"))
                .one();
    }

    /** Notes that the deliveries of one are gone. */
    public Mono<Void> deliveriesDropped(UUID id, Instant now) {
        return database.sql("UPDATE notification SET deliveries_dropped_at = :now WHERE id = :id")
                .bind("now", now)
                .bind("id", id)
                .then();
    }

    /**
     * Drops some that nothing can refer to any longer. Walks through all that are old enough, since most of them stay. The
     * newest of all stays too: the next place in the stream follows its own. Indexes: notification_pkey,
     * notification_once, notification_stream_position.
     *
     * @return the last one that was looked at; nothing where none was left
     */
    public Mono<UUID> drop(UUID after, UUID before, int limit) {
        return database.sql("""
                        WITH reached AS (
                            SELECT id FROM notification WHERE id > :after AND id < :before ORDER BY id LIMIT :limit),
                        dropped AS (
                            DELETE FROM notification n
                            WHERE n.id = ANY (ARRAY(SELECT id FROM reached)) AND n.deliveries_dropped_at IS NOT NULL
                                AND n.stream_position IS DISTINCT FROM (SELECT max(stream_position) FROM notification)
                                AND (EXISTS (SELECT FROM notification later
                                        WHERE later.article_id = n.article_id AND later.publication > n.publication)
                                    OR EXISTS (SELECT FROM article a
                                        WHERE a.id = n.article_id AND a.status = 'removed')))
                        SELECT id AS last FROM reached ORDER BY id DESC LIMIT 1
                        """)
                .bind("after", after)
                .bind("before", before)
                .bind("limit", limit)
                .map(row -> uuid(row, "last"))
                .one();
    }
}
