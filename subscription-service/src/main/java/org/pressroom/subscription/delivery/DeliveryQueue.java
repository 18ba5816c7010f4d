package org.pressroom.subscription.delivery;

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

    /**
     * Freezes some of those who are to hear of a notification. Nothing of it is due before {@link #release}. Index:
     * delivery_target_pkey.
     *
     * @return how many rows were written
     */
    public Mono<Long> freeze(UUID notificationId, List<UUID> targets) {
        if (targets.isEmpty()) {
            return Mono.just(0L);
        }
        return database.sql("""
                        INSERT INTO delivery (kind, target_id, channel, notification_id, priority, due_at)
                        SELECT 'article', t.id, t.channel, :notification, :priority, 'infinity'
                        FROM delivery_target t WHERE t.id = ANY (:targets)
                        ORDER BY t.id
                        """)
                .bind("notification", notificationId)
                .bind("priority", BULK)
                .bind("targets", targets.toArray(UUID[]::new))
                .fetch()
                .rowsUpdated();
    }

    /**
     * Makes one range of what was frozen due. Index: delivery_listed.
     *
     * @return the last of the range; nothing where none was left
     */
    public Mono<UUID> release(UUID notificationId, UUID after, int limit) {
        return last(range("""
                        UPDATE delivery d SET due_at = now()
                        WHERE d.id = ANY (ARRAY(SELECT id FROM reached)) AND d.status = 'queued'
                        """, notificationId, after, limit)).delayUntil(last -> wakeUp.afterCommit());
    }

    /**
     * Ends what has not begun, of one range of a notification's deliveries. Index: delivery_listed.
     *
     * @return the last of the range; nothing where none was left
     */
    public Mono<UUID> withdraw(UUID notificationId, UUID after, int limit) {
        return last(range("""
                                UPDATE delivery d SET status = 'skipped', reason = :reason, owner = NULL, updated_at = now()
                                WHERE d.id = ANY (ARRAY(SELECT id FROM reached)) AND d.status = 'queued'
                                """, notificationId, after, limit).bind("reason", SkipReason.ARTICLE_WITHDRAWN.text()));
    }

    /** By an array of ids, each of which is looked up: a join may be planned to read the whole table instead. */
    private DatabaseClient.GenericExecuteSpec range(String update, UUID notificationId, UUID after, int limit) {
        return database.sql("""
                        WITH reached AS (
                            SELECT id FROM delivery WHERE notification_id = :notification AND id > :after
                            ORDER BY id LIMIT :limit),
                        written AS (%s)
                        SELECT id AS last FROM reached ORDER BY id DESC LIMIT 1
                        """.formatted(update))
                .bind("notification", notificationId)
                .bind("after", after)
                .bind("limit", limit);
    }

    private static Mono<UUID> last(DatabaseClient.GenericExecuteSpec statement) {
        return statement.map(row -> uuid(row, "last")).one();
    }

    private Mono<Void> one(String kind, UUID subscriptionId, String channel, @Nullable UUID requestId, Duration delay) {
        return database.sql("""
                        INSERT INTO delivery (kind, target_id, channel, request_id, priority, due_at)
                        SELECT :kind, t.id, t.channel, :request, :priority, now() + make_interval(secs => :delay)
                        FROM delivery_target t WHERE t.subscription_id = :subscription AND t.channel = :channel
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
