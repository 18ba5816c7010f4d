package org.pressroom.subscription.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.pressroom.common.background.SetAside;
import org.pressroom.common.outage.Outages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Drops, from time to time, rows that nobody needs any longer: by ranges of keys, so that no statement takes longer for
 * more of them. Rows are named by an array of ids, each of which is looked up: a join may be planned to read the whole
 * table instead. Several processes may do so at once.
 */
@Component
class DropOldRows {

    private static final Logger LOG = LoggerFactory.getLogger(DropOldRows.class);

    /** Rows of one statement. */
    private static final int RANGE = 5_000;

    /** A statement has a limit in the database, but an answer that is lost on its way would be waited for without end. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(1);

    /** How long a notification rests whose mails could not be dropped for the first time. */
    private static final Duration REST = Duration.ofMinutes(10);

    private static final UUID FIRST = new UUID(0, 0);

    private final DatabaseClient database;
    private final RetentionSettings settings;
    private final Clock clock;
    private final SetAside<UUID> aside = new SetAside<>(Clock.systemUTC(), REST);

    DropOldRows(DatabaseClient database, RetentionSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    Mono<Void> drop() {
        return apart("mails of articles", this::deliveries)
                .then(apart("mails to one", this::mails))
                .then(apart("requests", this::requests))
                .then(apart("notifications", this::notifications));
    }

    /** What cannot be dropped keeps nothing else: only where the database is away all of it waits. */
    private static Mono<Void> apart(String what, Supplier<Mono<Void>> drop) {
        return Mono.defer(drop).onErrorResume(failure -> !Outages.isOutage(failure), failure -> told(what, failure));
    }

    private static Mono<Void> told(Object what, Throwable failure) {
        LOG.error(
                "Old rows cannot be dropped, and are tried again: {}: {} {}",
                what,
                failure.getClass().getName(),
                Outages.sqlState(failure).orElse(""));
        return Mono.empty();
    }

    /** One notification after another. */
    private Mono<Void> deliveries() {
        return droppable()
                .expand(notification -> deliveriesOf(notification)
                        .onErrorResume(failure -> !Outages.isOutage(failure), failure -> {
                            aside.failed(notification);
                            return told("mails of notification " + notification, failure);
                        })
                        .then(Mono.defer(this::droppable)))
                .then();
    }

    /** Index: notification_droppable. */
    private Mono<UUID> droppable() {
        return database.sql("""
                        SELECT id FROM notification
                        WHERE completed_at < :before AND deliveries_dropped_at IS NULL AND id <> ALL (:resting)
                        ORDER BY completed_at LIMIT 1
                        """)
                .bind("before", clock.instant().minus(settings.deliveries()))
                .bind("resting", aside.resting().toArray(UUID[]::new))
                .map(row -> Objects.requireNonNull(row.get("id", UUID.class)))
                .one()
                .timeout(LONGEST_STEP);
    }

    /** Index: delivery_listed. */
    private Mono<Void> deliveriesOf(UUID notification) {
        Mono<Long> some = database.sql("""
                        DELETE FROM delivery WHERE id = ANY (ARRAY(
                            SELECT id FROM delivery WHERE notification_id = :notification ORDER BY id LIMIT :limit))
                        """)
                .bind("notification", notification)
                .bind("limit", RANGE)
                .fetch()
                .rowsUpdated();
        return all(some)
                .then(database.sql("UPDATE notification SET deliveries_dropped_at = :now WHERE id = :id")
                        .bind("now", clock.instant())
                        .bind("id", notification)
                        .then())
                .doOnSuccess(dropped -> aside.worked(notification));
    }

    /** Index: delivery_personal; ids are UUIDs of version 7, and so in the order of time. */
    private Mono<Void> mails() {
        return all(database.sql("""
                        DELETE FROM delivery WHERE id = ANY (ARRAY(
                            SELECT id FROM delivery
                            WHERE notification_id IS NULL AND id < :before AND status NOT IN ('queued', 'sending')
                            ORDER BY id LIMIT :limit))
                        """)
                .bind("before", firstAt(clock.instant().minus(settings.mails())))
                .bind("limit", RANGE)
                .fetch()
                .rowsUpdated());
    }

    /** With the mails about them. Indexes: subscription_request_expires_at, delivery_request. */
    private Mono<Void> requests() {
        return all(database.sql("""
                        DELETE FROM subscription_request WHERE id = ANY (ARRAY(
                            SELECT id FROM subscription_request WHERE expires_at < :before
                            ORDER BY expires_at LIMIT :limit))
                        """)
                .bind("before", clock.instant().minus(settings.mails()))
                .bind("limit", RANGE)
                .fetch()
                .rowsUpdated());
    }

    /**
     * Walks through all that are old enough, since most of them stay. The newest of all stays too: the next place in the
     * stream follows its own. Indexes: notification_pkey, notification_once, notification_arrival.
     */
    private Mono<Void> notifications() {
        UUID before = firstAt(clock.instant().minus(settings.notifications()));
        return notifications(FIRST, before)
                .expand(last -> notifications(last, before))
                .then();
    }

    /** The last one that was looked at; nothing where none was left. */
    private Mono<UUID> notifications(UUID after, UUID before) {
        return database.sql("""
                        WITH reached AS (
                            SELECT id FROM notification WHERE id > :after AND id < :before ORDER BY id LIMIT :limit),
                        dropped AS (
                            DELETE FROM notification n
                            WHERE n.id = ANY (ARRAY(SELECT id FROM reached)) AND n.deliveries_dropped_at IS NOT NULL
                                AND n.arrival IS DISTINCT FROM (SELECT max(arrival) FROM notification)
                                AND (EXISTS (SELECT FROM notification later
                                        WHERE later.article_id = n.article_id AND later.publication > n.publication)
                                    OR EXISTS (SELECT FROM article a
                                        WHERE a.id = n.article_id AND a.status = 'removed')))
                        SELECT id AS last FROM reached ORDER BY id DESC LIMIT 1
                        """)
                .bind("after", after)
                .bind("before", before)
                .bind("limit", RANGE)
                .map(row -> Objects.requireNonNull(row.get("last", UUID.class)))
                .one()
                .timeout(LONGEST_STEP);
    }

    private static Mono<Void> all(Mono<Long> some) {
        return some.timeout(LONGEST_STEP)
                .repeat()
                .takeWhile(rows -> rows == RANGE)
                .then();
    }

    /** The lowest UUID of version 7 of a moment. */
    private static UUID firstAt(Instant moment) {
        return new UUID(moment.toEpochMilli() << 16 | 0x7000L, 0x8000_0000_0000_0000L);
    }
}
