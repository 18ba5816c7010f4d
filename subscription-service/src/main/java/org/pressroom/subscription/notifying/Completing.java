package org.pressroom.subscription.notifying;

import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.NotificationCompleted;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.subscription.mailing.AfterSending;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Closes a notification once each of its deliveries has found its end, and tells of the counts. */
@Component
class Completing implements AfterSending {

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Outbox outbox;
    private final Clock clock;

    Completing(DatabaseClient database, TransactionalOperator transaction, Outbox outbox, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Indexes: notification_open, delivery_open. */
    @Override
    public Mono<Void> settle() {
        return database.sql("""
                        SELECT n.id FROM notification n
                        WHERE n.completed_at IS NULL AND NOT EXISTS (
                            SELECT FROM delivery d
                            WHERE d.notification_id = n.id AND d.status IN ('queued', 'sending'))
                        ORDER BY n.id
                        LIMIT 100
                        """)
                .map(row -> Objects.requireNonNull(row.get("id", UUID.class)))
                .all()
                .collectList()
                .flatMapIterable(ids -> ids)
                .concatMap(id -> complete(id).as(transaction::transactional))
                .then();
    }

    private Mono<Void> complete(UUID id) {
        return count(id).flatMap(completed -> outbox.append(EventType.NOTIFICATION_COMPLETED, id, id, completed));
    }

    /** Several processes may see that all is done; the row lets one of them say so. Index: delivery_listed. */
    private Mono<NotificationCompleted> count(UUID id) {
        return database.sql("""
                        UPDATE notification n
                        SET completed_at = :now, recipients = c.all_of_them, sent = c.sent, failed = c.failed,
                            uncertain = c.uncertain, skipped = c.skipped
                        FROM (
                            SELECT count(*) AS all_of_them,
                                count(*) FILTER (WHERE status = 'sent') AS sent,
                                count(*) FILTER (WHERE status = 'failed') AS failed,
                                count(*) FILTER (WHERE status = 'uncertain') AS uncertain,
                                count(*) FILTER (WHERE status = 'skipped') AS skipped
                            FROM delivery WHERE notification_id = :id) c
                        WHERE n.id = :id AND n.completed_at IS NULL
                        RETURNING n.id, n.article_id, n.publication, n.recipients, n.sent, n.failed, n.uncertain,
                            n.skipped, n.completed_at
                        """)
                .bind("id", id)
                .bind("now", clock.instant())
                .map(Rows::completed)
                .one();
    }
}
