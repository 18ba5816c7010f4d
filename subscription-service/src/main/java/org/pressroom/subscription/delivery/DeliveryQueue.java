package org.pressroom.subscription.delivery;

import static org.pressroom.common.database.Columns.number;
import static org.pressroom.common.database.Columns.orNull;
import static org.pressroom.common.database.Columns.uuid;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.background.WakeUp;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Where other parts put what is to go out. They are rows of the caller's transaction: committed with what caused them, or
 * not there at all. The engine of this process looks at them as soon as they are committed.
 */
public final class DeliveryQueue {

    private static final int PERSON_WAITS = 0;
    private static final int BULK = 1;
    private static final UUID FIRST = new UUID(0, 0);

    /**
     * Ends those of {@code reached (id, status)} of the same statement that are queued and have not begun, for
     * {@code :reason}. What has no row in the queue is frozen. Their rows are named by arrays of ids, each of which is
     * looked up: a join may be planned to read the whole table instead.
     */
    static final String SKIP = """
            waiting AS (
                SELECT id, begun FROM delivery_queue
                WHERE id = ANY (ARRAY(SELECT id FROM reached WHERE status = 'queued'))
                ORDER BY id
                FOR UPDATE),
            left_queue AS (
                DELETE FROM delivery_queue WHERE id = ANY (ARRAY(SELECT id FROM waiting WHERE NOT begun))),
            ended AS (
                UPDATE delivery SET status = 'skipped', reason = :reason, updated_at = now()
                WHERE status = 'queued' AND id = ANY (ARRAY(
                    SELECT id FROM reached WHERE status = 'queued' EXCEPT SELECT id FROM waiting WHERE begun))
                RETURNING notification_id, status),
            counted AS (%s)
            """.formatted(DeliveryCounts.ENDED);

    private final DatabaseClient database;
    private final WakeUp wakeUp;

    DeliveryQueue(DatabaseClient database, WakeUp wakeUp) {
        this.database = database;
        this.wakeUp = wakeUp;
    }

    /** Queues the message by which a request is confirmed. */
    public Mono<Void> confirmation(UUID subscriptionId, String channel, UUID requestId, Duration delay) {
        return one("confirmation", subscriptionId, channel, requestId, delay);
    }

    /** Queues the message that tells a subscriber that nothing is left to confirm. */
    public Mono<Void> reminder(UUID subscriptionId, String channel) {
        return one("reminder", subscriptionId, channel, null, Duration.ZERO);
    }

    /** Queues a mail to a member of staff, with a target of its own. */
    public Mono<Void> staff(UUID mailId, String channel, String recipient) {
        return database.sql("""
                        WITH target AS (
                            INSERT INTO delivery_target (id, staff_mail_id, channel, recipient, active)
                            VALUES (:mail, :mail, :channel, :recipient, false)
                            RETURNING id, channel),
                        added AS (
                            INSERT INTO delivery (kind, target_id, channel) SELECT 'staff', id, channel FROM target
                            RETURNING id, channel)
                        INSERT INTO delivery_queue (id, due_at, priority, channel)
                        SELECT id, now(), :priority, channel FROM added
                        """)
                .bind("mail", mailId)
                .bind("channel", channel)
                .bind("recipient", recipient)
                .bind("priority", PERSON_WAITS)
                .then()
                .then(wakeUp.afterCommit());
    }

    /**
     * Freezes some of those who are to hear of a notification. Nothing of it is queued before {@link #release}. Index:
     * delivery_target_pkey.
     *
     * @return how many rows were written
     */
    public Mono<Long> freeze(UUID notificationId, List<UUID> targets) {
        if (targets.isEmpty()) {
            return Mono.just(0L);
        }
        return database.sql("""
                        WITH frozen AS (
                            INSERT INTO delivery (kind, target_id, channel, notification_id)
                            SELECT 'article', t.id, t.channel, :notification
                            FROM delivery_target t WHERE t.id = ANY (:targets)
                            ORDER BY t.id
                            RETURNING notification_id),
                        counted AS (%s)
                        SELECT count(*) AS frozen FROM frozen
                        """.formatted(DeliveryCounts.FROZEN))
                .bind("notification", notificationId)
                .bind("targets", targets.toArray(UUID[]::new))
                .bind("part", DeliveryCounts.TOGETHER)
                .map(row -> number(row, "frozen"))
                .one();
    }

    /**
     * Queues one range of what was frozen, due at once. With the first the planner is told that the queue is full: from a
     * time when it was empty it may have plans that read all of it. Index: delivery_listed.
     *
     * @return the last of the range; nothing where none was left
     */
    public Mono<UUID> release(UUID notificationId, UUID after, int limit) {
        return last(range("""
                        queued AS (
                            INSERT INTO delivery_queue (id, due_at, priority, channel)
                            SELECT id, now(), :priority, channel FROM reached WHERE status = 'queued'
                            ORDER BY id)
                        """, notificationId, after, limit).bind("priority", BULK))
                .delayUntil(last -> after.equals(FIRST) ? analyze() : Mono.empty())
                .delayUntil(last -> wakeUp.afterCommit());
    }

    /**
     * Ends what has not begun, of one range of a notification's deliveries. Indexes: delivery_listed, delivery_queue_pkey.
     *
     * @return the last of the range; nothing where none was left
     */
    public Mono<UUID> withdraw(UUID notificationId, UUID after, int limit) {
        return last(range(SKIP, notificationId, after, limit)
                .bind("reason", SkipReason.ARTICLE_WITHDRAWN.text())
                .bind("part", DeliveryCounts.TOGETHER));
    }

    /** By an array of ids, each of which is looked up: a join may be planned to read the whole table instead. */
    private DatabaseClient.GenericExecuteSpec range(String written, UUID notificationId, UUID after, int limit) {
        return database.sql("""
                        WITH reached AS (
                            SELECT id, status, channel FROM delivery WHERE notification_id = :notification AND id > :after
                            ORDER BY id LIMIT :limit),
                        %s
                        SELECT id AS last FROM reached ORDER BY id DESC LIMIT 1
                        """.formatted(written))
                .bind("notification", notificationId)
                .bind("after", after)
                .bind("limit", limit);
    }

    private static Mono<UUID> last(DatabaseClient.GenericExecuteSpec statement) {
        return statement.map(row -> uuid(row, "last")).one();
    }

    private Mono<Void> analyze() {
        return database.sql("ANALYZE delivery_queue").then();
    }

    private Mono<Void> one(String kind, UUID subscriptionId, String channel, @Nullable UUID requestId, Duration delay) {
        return database.sql("""
                        WITH added AS (
                            INSERT INTO delivery (kind, target_id, channel, request_id)
                            SELECT :kind, t.id, t.channel, :request
                            FROM delivery_target t WHERE t.subscription_id = :subscription AND t.channel = :channel
                            RETURNING id, channel)
                        INSERT INTO delivery_queue (id, due_at, priority, channel)
                        SELECT id, now() + make_interval(secs => :delay), :priority, channel FROM added
                        """)
                .bind("kind", kind)
                .bind("subscription", subscriptionId)
                .bind("channel", channel)
                .bind("request", orNull(requestId, UUID.class))
                .bind("priority", PERSON_WAITS)
                .bind("delay", delay.toMillis() / 1000.0)
                .then()
                .then(wakeUp.afterCommit());
    }
}
