package org.pressroom.subscription.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
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
     * Freezes who is mailed about a notification: every subscription that was confirmed before the given moment and has
     * one of the article's subjects. Indexes: subscription_topic_matching, subscription_pkey.
     *
     * @return how many there are
     */
    public Mono<Long> toSubscribers(
            UUID notificationId, Instant confirmedBefore, @Nullable String category, String author, String[] tags) {
        return database.sql("""
                        INSERT INTO delivery (kind, subscription_id, notification_id, priority, due_at)
                        SELECT 'article', s.id, :notification, :priority, now()
                        FROM (
                            SELECT subscription_id FROM subscription_topic WHERE kind = 'all' AND key = ''
                            UNION
                            SELECT subscription_id FROM subscription_topic WHERE kind = 'category' AND key = :category
                            UNION
                            SELECT subscription_id FROM subscription_topic WHERE kind = 'author' AND key = :author
                            UNION
                            SELECT subscription_id FROM subscription_topic WHERE kind = 'tag' AND key = ANY(:tags)
                        ) interested
                        JOIN subscription s ON s.id = interested.subscription_id
                        WHERE s.status = 'confirmed' AND s.frequency = 'instant' AND s.confirmed_at < :confirmedBefore
                        """)
                .bind("notification", notificationId)
                .bind("priority", BULK)
                // A key is never empty, so this matches nobody where the article has no category.
                .bind("category", category == null ? "" : category)
                .bind("author", author)
                .bind("tags", tags)
                .bind("confirmedBefore", confirmedBefore)
                .fetch()
                .rowsUpdated()
                .delayUntil(recipients -> afterCommit());
    }

    /** Ends what has not begun of the notifications about an article. Indexes: notification_once, delivery_open. */
    public Mono<Long> withdraw(UUID articleId) {
        return database.sql("""
                        UPDATE delivery SET status = 'skipped', reason = 'article withdrawn', owner = NULL,
                            updated_at = now()
                        WHERE status = 'queued' AND notification_id IN (
                            SELECT id FROM notification WHERE article_id = :article AND completed_at IS NULL)
                        """)
                .bind("article", articleId)
                .fetch()
                .rowsUpdated()
                .delayUntil(rows -> afterCommit());
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
                .delayUntil(rows -> afterCommit());
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
                .then(afterCommit());
    }

    private Mono<Void> afterCommit() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(wakeUp::now);
                    }
                }))
                .then();
    }
}
