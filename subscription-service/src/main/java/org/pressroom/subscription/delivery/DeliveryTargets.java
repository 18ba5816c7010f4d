package org.pressroom.subscription.delivery;

import java.util.UUID;
import org.pressroom.common.ids.Ids;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Where messages go: a recipient and the channel that reaches it. A subscription has one for each way in which it is to
 * hear. All of this is part of the caller's transaction.
 */
public final class DeliveryTargets {

    private final DatabaseClient database;

    DeliveryTargets(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Adds a target, which gets what is asked for by one, and nothing that is for all before it is activated.
     *
     * @param channel a {@link Channel#name()}
     * @param recipient as that channel names one
     */
    public Mono<Void> add(UUID subscriptionId, String channel, String recipient) {
        return database.sql("""
                        INSERT INTO delivery_target (id, subscription_id, channel, recipient, active)
                        VALUES (:id, :subscription, :channel, :recipient, false)
                        """)
                .bind("id", Ids.next())
                .bind("subscription", subscriptionId)
                .bind("channel", channel)
                .bind("recipient", recipient)
                .then();
    }

    /** Has those of a subscription get what is for all. Index: delivery_target_of_subscription. */
    public Mono<Void> activate(UUID subscriptionId) {
        return database.sql("""
                        UPDATE delivery_target SET active = true WHERE subscription_id = :subscription AND NOT active
                        """).bind("subscription", subscriptionId).then();
    }

    /**
     * Ends those of a subscription, and what of theirs has not begun. With {@code erase}, the recipients are gone too; the
     * rows stay, so that what was sent still adds up. Indexes: delivery_target_of_subscription, delivery_of_target,
     * delivery_queue_pkey.
     */
    public Mono<Void> end(UUID subscriptionId, boolean erase) {
        SkipReason why = erase ? SkipReason.ADDRESS_ERASED : SkipReason.UNSUBSCRIBED;
        return database.sql("""
                        WITH ended_target AS (
                            UPDATE delivery_target
                            SET active = false, recipient = CASE WHEN :erase THEN NULL ELSE recipient END
                            WHERE subscription_id = :subscription
                            RETURNING id),
                        reached AS (
                            SELECT id, status FROM delivery
                            WHERE target_id = ANY (ARRAY(SELECT id FROM ended_target)) AND status = 'queued'),
                        %s
                        SELECT count(*) FROM ended
                        """.formatted(DeliveryQueue.SKIP))
                .bind("subscription", subscriptionId)
                .bind("erase", erase)
                .bind("reason", why.text())
                .bind("part", DeliveryCounts.TOGETHER)
                .then();
    }
}
