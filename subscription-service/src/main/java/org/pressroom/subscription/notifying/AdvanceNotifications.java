package org.pressroom.subscription.notifying;

import static org.pressroom.common.database.Columns.instant;
import static org.pressroom.common.database.Columns.integer;
import static org.pressroom.common.database.Columns.number;
import static org.pressroom.common.database.Columns.orNull;
import static org.pressroom.common.database.Columns.text;
import static org.pressroom.common.database.Columns.textOrNull;
import static org.pressroom.common.database.Columns.texts;
import static org.pressroom.common.database.Columns.uuid;
import static org.pressroom.common.database.Columns.uuidOrNull;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.background.SetAside;
import org.pressroom.common.background.WakeUp;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.NotificationCompleted;
import org.pressroom.common.outage.Outages;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.subscription.delivery.DeliveryListener;
import org.pressroom.subscription.delivery.DeliveryQueue;
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
class AdvanceNotifications implements DeliveryListener {

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
    private final AudienceRepository audiences;
    private final DeliveryQueue queue;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final SetAside<UUID> aside;
    private final WakeUp wakeUp = new WakeUp();

    AdvanceNotifications(
            DatabaseClient database,
            AudienceRepository audiences,
            DeliveryQueue queue,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        this.database = database;
        this.audiences = audiences;
        this.queue = queue;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
        this.aside = new SetAside<>(clock, REST);
    }

    /** A notification in whose phase there is something to do. */
    private record Open(UUID id, String phase, UUID after, Audience audience) {}

    /** All that was due is sent, so that some may be completed. */
    @Override
    public void idle() {
        wakeUp.now();
    }

    /** Has the next step begin. */
    WakeUp wakeUp() {
        return wakeUp;
    }

    /** Where nothing is left to send, what became of it is counted. Indexes: notification_open, delivery_open. */
    private Mono<Void> settle() {
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
                .map(row -> uuid(row, "id"))
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
                audiences.targets(open.audience(), open.after(), RANGE).flatMap(range -> queue.freeze(
                                open.id(), range.targets())
                        .flatMap(frozen -> came(open, range.last(), "releasing", frozen)));
            case "releasing" ->
                queue.release(open.id(), open.after(), RANGE).flatMap(step -> came(open, step.last(), "sending", 0));
            case "withdrawing" ->
                queue.withdraw(open.id(), open.after(), RANGE).flatMap(step -> came(open, step.last(), "sending", 0));
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

    private Mono<Void> came(Open open, @Nullable UUID last, String next, long recipients) {
        return database.sql("""
                        UPDATE notification
                        SET phase = :phase, phase_after = :after, recipients = recipients + :recipients WHERE id = :id
                        """)
                .bind("id", open.id())
                .bind("phase", last == null ? next : open.phase())
                .bind("recipients", recipients)
                .bind("after", orNull(last, UUID.class))
                .then();
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
                .map(AdvanceNotifications::completed)
                .one()
                .flatMap(this::tell);
    }

    private Mono<Void> tell(NotificationCompleted completed) {
        UUID id = completed.notificationId();
        return outbox.append(EventType.NOTIFICATION_COMPLETED, id, id, completed);
    }

    private static NotificationCompleted completed(Readable row) {
        return new NotificationCompleted(
                uuid(row, "id"),
                uuid(row, "article_id"),
                integer(row, "publication"),
                number(row, "recipients"),
                number(row, "sent"),
                number(row, "failed"),
                number(row, "uncertain"),
                number(row, "skipped"),
                instant(row, "completed_at"));
    }

    private static Open open(Readable row) {
        UUID after = uuidOrNull(row, "phase_after");
        @Nullable String author = textOrNull(row, "author_slug");
        return new Open(
                uuid(row, "id"),
                text(row, "phase"),
                after == null ? FIRST : after,
                new Audience(
                        instant(row, "published_at"),
                        textOrNull(row, "category_slug"),
                        // Only those from before it was kept have none, and they are frozen.
                        Objects.requireNonNullElse(author, ""),
                        texts(row, "tag_slugs")));
    }
}
