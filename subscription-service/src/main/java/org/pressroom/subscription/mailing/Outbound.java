package org.pressroom.subscription.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.background.WakeUp;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Where other parts put mails that are to go out. They are rows of the caller's transaction: committed with what caused
 * them, or not there at all. The worker of this process looks at them as soon as they are committed.
 */
public final class Outbound {

    private static final int PERSON_WAITS = 0;
    private static final int BULK = 1;

    private final DatabaseClient database;
    private final WakeUp wakeUp;

    Outbound(DatabaseClient database, WakeUp wakeUp) {
        this.database = database;
        this.wakeUp = wakeUp;
    }

    /** Queues the mail by which a request is confirmed. */
    public Mono<Void> confirmation(UUID subscriptionId, UUID requestId, Duration delay) {
        return one("confirmation", subscriptionId, requestId, delay);
    }

    /** Queues the mail that tells a subscriber that nothing is left to confirm. */
    public Mono<Void> reminder(UUID subscriptionId) {
        return one("reminder", subscriptionId, null, Duration.ZERO);
    }

    /**
     * Whom a notification is for: every subscription that was confirmed before the given moment and has one of the
     * subjects.
     */
    public record Audience(
            Instant confirmedBefore, @Nullable String category, String author, String[] tags) {}

    /**
     * One range of keys that was worked through.
     *
     * @param last the key up to which it went; null where nothing was left
     * @param changed how many rows were written
     */
    public record Step(@Nullable UUID last, long changed) {}

    /**
     * Freezes some of those who are mailed about a notification. None of the mails is due before {@link #release}. Indexes:
     * subscription_topic_matching, subscription_pkey.
     *
     * @param after the subscription up to which an earlier step came
     * @param limit how many are looked at
     */
    public Mono<Step> freeze(UUID notificationId, Audience audience, UUID after, int limit) {
        String category = audience.category();
        return step(database.sql("""
                        WITH interested AS (
                            SELECT DISTINCT subscription_id FROM (
                                (SELECT subscription_id FROM subscription_topic
                                    WHERE kind = 'all' AND key = '' AND subscription_id > :after
                                    ORDER BY subscription_id LIMIT :limit)
                                UNION ALL
                                (SELECT subscription_id FROM subscription_topic
                                    WHERE kind = 'category' AND key = :category AND subscription_id > :after
                                    ORDER BY subscription_id LIMIT :limit)
                                UNION ALL
                                (SELECT subscription_id FROM subscription_topic
                                    WHERE kind = 'author' AND key = :author AND subscription_id > :after
                                    ORDER BY subscription_id LIMIT :limit)
                                UNION ALL
                                SELECT tagged.subscription_id FROM unnest(:tags::text[]) AS tag, LATERAL (
                                    SELECT subscription_id FROM subscription_topic
                                    WHERE kind = 'tag' AND key = tag AND subscription_id > :after
                                    ORDER BY subscription_id LIMIT :limit) tagged
                            ) matching
                            ORDER BY subscription_id
                            LIMIT :limit),
                        written AS (
                            INSERT INTO delivery (kind, subscription_id, notification_id, priority, due_at)
                            SELECT 'article', s.id, :notification, :priority, 'infinity'
                            FROM subscription s
                            WHERE s.id = ANY (ARRAY(SELECT subscription_id FROM interested))
                                AND s.status = 'confirmed' AND s.frequency = 'instant'
                                AND s.confirmed_at < :confirmedBefore
                            ORDER BY s.id
                            RETURNING id)
                        SELECT (SELECT subscription_id FROM interested ORDER BY subscription_id DESC LIMIT 1) AS last,
                            (SELECT count(*) FROM written) AS changed
                        """)
                .bind("notification", notificationId)
                .bind("priority", BULK)
                // A key is never empty, so this matches nobody where the article has no category.
                .bind("category", category == null ? "" : category)
                .bind("author", audience.author())
                .bind("tags", audience.tags())
                .bind("confirmedBefore", audience.confirmedBefore())
                .bind("after", after)
                .bind("limit", limit));
    }

    /** Makes some of the frozen mails due. Index: delivery_listed. */
    public Mono<Step> release(UUID notificationId, UUID after, int limit) {
        return step(range("""
                        UPDATE delivery d SET due_at = now()
                        WHERE d.id = ANY (ARRAY(SELECT id FROM reached)) AND d.status = 'queued'
                        """, notificationId, after, limit)).delayUntil(step -> wakeUp.afterCommit());
    }

    /** Ends what has not begun, of some of a notification's mails. Index: delivery_listed. */
    public Mono<Step> withdraw(UUID notificationId, UUID after, int limit) {
        return step(range("""
                        UPDATE delivery d SET status = 'skipped', reason = 'article withdrawn', owner = NULL,
                            updated_at = now()
                        WHERE d.id = ANY (ARRAY(SELECT id FROM reached)) AND d.status = 'queued'
                        """, notificationId, after, limit));
    }

    /** By an array of ids, each of which is looked up: a join may be planned to read the whole table instead. */
    private DatabaseClient.GenericExecuteSpec range(String update, UUID notificationId, UUID after, int limit) {
        return database.sql("""
                        WITH reached AS (
                            SELECT id FROM delivery WHERE notification_id = :notification AND id > :after
                            ORDER BY id LIMIT :limit),
                        written AS (%s RETURNING d.id)
                        SELECT (SELECT id FROM reached ORDER BY id DESC LIMIT 1) AS last,
                            (SELECT count(*) FROM written) AS changed
                        """.formatted(update))
                .bind("notification", notificationId)
                .bind("after", after)
                .bind("limit", limit);
    }

    private static Mono<Step> step(DatabaseClient.GenericExecuteSpec statement) {
        return statement
                .map(row ->
                        new Step(row.get("last", UUID.class), Objects.requireNonNull(row.get("changed", Long.class))))
                .one();
    }

    /** Ends what has not begun of the articles for a subscription that ended. Index: delivery_of_subscription. */
    public Mono<Long> unsubscribed(UUID subscriptionId, boolean erased) {
        return database.sql("""
                        UPDATE delivery SET status = 'skipped', reason = :reason, owner = NULL, updated_at = now()
                        WHERE subscription_id = :subscription AND status = 'queued'
                        """)
                .bind("subscription", subscriptionId)
                .bind("reason", erased ? "address erased" : "unsubscribed")
                .fetch()
                .rowsUpdated()
                .delayUntil(rows -> wakeUp.afterCommit());
    }

    private Mono<Void> one(String kind, UUID subscriptionId, @Nullable UUID requestId, Duration delay) {
        DatabaseClient.GenericExecuteSpec insert = database.sql("""
                        INSERT INTO delivery (kind, subscription_id, request_id, priority, due_at)
                        VALUES (:kind, :subscription, :request, :priority, now() + make_interval(secs => :delay))
                        """)
                .bind("kind", kind)
                .bind("subscription", subscriptionId)
                .bind("priority", PERSON_WAITS)
                .bind("delay", delay.toMillis() / 1000.0);
        return (requestId == null ? insert.bindNull("request", UUID.class) : insert.bind("request", requestId))
                .fetch()
                .rowsUpdated()
                .then(wakeUp.afterCommit());
    }
}
