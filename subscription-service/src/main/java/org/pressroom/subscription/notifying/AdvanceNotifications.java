package org.pressroom.subscription.notifying;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.background.SetAside;
import org.pressroom.common.background.WakeUp;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.NotificationCompleted;
import org.pressroom.common.outage.Outages;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.subscription.mailing.AfterSending;
import org.pressroom.subscription.mailing.Outbound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Does what is to be done for all recipients of a notification, however many there are: freezes them, lets their mails
 * go, ends those of an article that was withdrawn, counts what became of each. A step is one range of keys in a
 * transaction of its own, which writes down how far it came: whoever goes on after a crash goes on from there, and
 * several processes take turns.
 */
@Component
class AdvanceNotifications implements AfterSending {

    private static final Logger log = LoggerFactory.getLogger(AdvanceNotifications.class);

    /** Keys of one step, which takes some tenths of a second. */
    private static final int RANGE = 5_000;

    /** A statement has a limit in the database, but an answer that is lost on its way would be waited for without end. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(1);

    /** How long a notification rests whose step failed for the first time. */
    private static final Duration REST = Duration.ofSeconds(10);

    /** Sorts before every id that is given out. */
    private static final UUID FIRST = new UUID(0, 0);

    private final DatabaseClient database;
    private final Outbound outbound;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final SetAside<UUID> aside = new SetAside<>(Clock.systemUTC(), REST);
    private final WakeUp wakeUp = new WakeUp();

    AdvanceNotifications(
            DatabaseClient database, Outbound outbound, Outbox outbox, TransactionalOperator transaction, Clock clock) {
        this.database = database;
        this.outbound = outbound;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A notification in whose phase there is something to do. */
    private record Open(UUID id, String phase, UUID after, Outbound.Audience audience) {}

    /** Has the next step begin. */
    WakeUp wakeUp() {
        return wakeUp;
    }

    /** Where nothing is left to send, what became of it is counted. Indexes: notification_open, delivery_open. */
    @Override
    public Mono<Void> settle() {
        return database.sql("""
                        UPDATE notification n SET phase = 'counting', phase_after = NULL
                        WHERE n.completed_at IS NULL AND n.phase = 'sending' AND NOT EXISTS (
                            SELECT FROM delivery d
                            WHERE d.notification_id = n.id AND d.status IN ('queued', 'sending'))
                        """)
                .fetch()
                .rowsUpdated()
                .doOnNext(rows -> {
                    if (rows > 0) {
                        wakeUp.now();
                    }
                })
                .then();
    }

    /** Goes on with all notifications in turn until there is nothing to do. */
    Mono<Void> advance() {
        return Mono.defer(this::round).repeat().takeWhile(steps -> steps > 0).then(Mono.defer(this::settle));
    }

    /** One step of each that does not rest. Index: notification_open. */
    private Mono<Long> round() {
        return database.sql("""
                        SELECT id FROM notification
                        WHERE completed_at IS NULL AND phase IN ('freezing', 'releasing', 'withdrawing', 'counting')
                            AND id <> ALL (:resting)
                        ORDER BY id LIMIT 100
                        """)
                .bind("resting", aside.resting().toArray(UUID[]::new))
                .map(row -> Rows.get(row, "id", UUID.class))
                .all()
                .collectList()
                .flatMapIterable(ids -> ids)
                .concatMap(this::step)
                .filter(done -> done)
                .count();
    }

    /** False where another process is at it, and where it failed: others go on meanwhile. */
    private Mono<Boolean> step(UUID id) {
        return lock(id).flatMap(open -> step(open).thenReturn(true))
                .defaultIfEmpty(false)
                .as(transaction::transactional)
                .timeout(LONGEST_STEP)
                .doOnNext(done -> aside.worked(id))
                .onErrorResume(failure -> !Outages.isOutage(failure), failure -> setAside(id, failure));
    }

    private Mono<Boolean> setAside(UUID id, Throwable failure) {
        log.error(
                "The notification {} does not get on, for the {}. time, and is tried again: {} {}",
                id,
                aside.failed(id),
                failure.getClass().getName(),
                Outages.sqlState(failure).orElse(""));
        return Mono.just(false);
    }

    private Mono<Void> step(Open open) {
        return switch (open.phase()) {
            case "freezing" ->
                outbound.freeze(open.id(), open.audience(), open.after(), RANGE)
                        .flatMap(step -> came(open, step, "releasing", step.changed()));
            case "releasing" ->
                outbound.release(open.id(), open.after(), RANGE).flatMap(step -> came(open, step, "sending", 0));
            case "withdrawing" ->
                outbound.withdraw(open.id(), open.after(), RANGE).flatMap(step -> came(open, step, "sending", 0));
            default -> count(open);
        };
    }

    /** Leaves the row to those who only refer to it, as new deliveries do. */
    private Mono<Open> lock(UUID id) {
        return database.sql("""
                        SELECT id, phase, phase_after, published_at, category_slug, author_slug, tag_slugs
                        FROM notification
                        WHERE id = :id AND phase IN ('freezing', 'releasing', 'withdrawing', 'counting')
                        FOR NO KEY UPDATE SKIP LOCKED
                        """).bind("id", id).map(AdvanceNotifications::open).one();
    }

    private Mono<Void> came(Open open, Outbound.Step step, String next, long recipients) {
        UUID last = step.last();
        DatabaseClient.GenericExecuteSpec update = database.sql("""
                        UPDATE notification
                        SET phase = :phase, phase_after = :after, recipients = recipients + :recipients WHERE id = :id
                        """)
                .bind("id", open.id())
                .bind("phase", last == null ? next : open.phase())
                .bind("recipients", recipients);
        return (last == null ? update.bindNull("after", UUID.class) : update.bind("after", last)).then();
    }

    /** Adds up one range; behind the last one the notification is completed, and others are told. Index: delivery_listed. */
    private Mono<Void> count(Open open) {
        return database.sql("""
                        WITH reached AS (
                            SELECT id, status FROM delivery WHERE notification_id = :id AND id > :after
                            ORDER BY id LIMIT :limit)
                        UPDATE notification n
                        SET phase_after = c.last, sent = n.sent + c.sent, failed = n.failed + c.failed,
                            uncertain = n.uncertain + c.uncertain, skipped = n.skipped + c.skipped
                        FROM (
                            SELECT (SELECT id FROM reached ORDER BY id DESC LIMIT 1) AS last,
                                count(*) FILTER (WHERE status = 'sent') AS sent,
                                count(*) FILTER (WHERE status = 'failed') AS failed,
                                count(*) FILTER (WHERE status = 'uncertain') AS uncertain,
                                count(*) FILTER (WHERE status = 'skipped') AS skipped
                            FROM reached) c
                        WHERE n.id = :id AND c.last IS NOT NULL
                        """)
                .bind("id", open.id())
                .bind("after", open.after())
                .bind("limit", RANGE)
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows > 0 ? Mono.<Void>empty() : complete(open.id()));
    }

    private Mono<Void> complete(UUID id) {
        return database.sql("""
                        UPDATE notification
                        SET phase = 'completed', phase_after = NULL, completed_at = :now,
                            recipients = sent + failed + uncertain + skipped
                        WHERE id = :id
                        RETURNING id, article_id, publication, recipients, sent, failed, uncertain, skipped, completed_at
                        """)
                .bind("id", id)
                .bind("now", clock.instant())
                .map(Rows::completed)
                .one()
                .flatMap(this::tell);
    }

    private Mono<Void> tell(NotificationCompleted completed) {
        UUID id = completed.notificationId();
        return outbox.append(EventType.NOTIFICATION_COMPLETED, id, id, completed);
    }

    private static Open open(Readable row) {
        UUID after = row.get("phase_after", UUID.class);
        @Nullable String author = row.get("author_slug", String.class);
        return new Open(
                Rows.get(row, "id", UUID.class),
                Rows.get(row, "phase", String.class),
                after == null ? FIRST : after,
                new Outbound.Audience(
                        Rows.get(row, "published_at", Instant.class),
                        row.get("category_slug", String.class),
                        // Only those from before it was kept have none, and they are frozen.
                        Objects.requireNonNullElse(author, ""),
                        Rows.get(row, "tag_slugs", String[].class)));
    }
}
