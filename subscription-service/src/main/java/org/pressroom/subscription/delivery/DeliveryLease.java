package org.pressroom.subscription.delivery;

import static org.pressroom.common.database.Columns.flag;
import static org.pressroom.common.database.Columns.instant;
import static org.pressroom.common.database.Columns.integer;
import static org.pressroom.common.database.Columns.integerOrNull;
import static org.pressroom.common.database.Columns.text;
import static org.pressroom.common.database.Columns.textOrNull;
import static org.pressroom.common.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Says that a process lives, and takes over from those that have not been seen for a lease. Only who has itself been seen
 * for a whole lease may call others dead: perhaps the database was away for all.
 */
final class DeliveryLease {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLease.class);

    /** A statement has a limit in the database, but an answer that is lost on its way would be waited for without end. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(1);

    /** Deliveries of one transaction. */
    private static final int RANGE = 1_000;

    private final DatabaseClient database;
    private final DeliveryListeners listeners;
    private final TransactionalOperator transaction;
    private final UUID owner;
    private final Duration lease;
    private final DeliveryMeters meters;
    private final Clock clock;
    private final AtomicReference<@Nullable Instant> seenSince = new AtomicReference<>();

    DeliveryLease(
            DatabaseClient database,
            DeliveryListeners listeners,
            TransactionalOperator transaction,
            UUID owner,
            Duration lease,
            DeliveryMeters meters,
            Clock clock) {
        this.database = database;
        this.listeners = listeners;
        this.transaction = transaction;
        this.owner = owner;
        this.lease = lease;
        this.meters = meters;
        this.clock = clock;
    }

    /** A delivery of a dead process. */
    private record Abandoned(UUID id, UUID subscriptionId, String channel, boolean personal, Delivery next) {

        boolean isUncertain() {
            return next instanceof Delivery.Uncertain;
        }
    }

    /** Whether this process has been seen since it began, so that nobody takes its claims for those of a dead one. */
    boolean isHeld() {
        return seenSince.get() != null;
    }

    /** Says that this process lives, and takes over from others. */
    Mono<Void> renew() {
        return beat().then(Mono.defer(() -> mayTakeOver() ? takeOver() : Mono.empty()))
                .timeout(LONGEST_STEP)
                .doOnError(failure -> seenSince.set(null));
    }

    private Mono<Void> beat() {
        return database.sql("""
                        INSERT INTO delivery_worker (owner, seen_at) VALUES (:owner, now())
                        ON CONFLICT (owner) DO UPDATE SET seen_at = now()
                        """)
                .bind("owner", owner)
                .then()
                .doOnSuccess(done -> seenSince.compareAndSet(null, clock.instant()));
    }

    private boolean mayTakeOver() {
        Instant since = seenSince.get();
        return since != null && !since.plus(lease).isAfter(clock.instant());
    }

    private Mono<Void> takeOver() {
        return takeOverSome()
                .expand(taken -> taken.size() == RANGE ? takeOverSome() : Mono.empty())
                .doOnNext(this::report)
                .then(Mono.defer(this::dropTheDead));
    }

    private void report(List<Abandoned> taken) {
        List<Abandoned> uncertain =
                taken.stream().filter(Abandoned::isUncertain).toList();
        uncertain.forEach(each -> meters.ended(each.channel(), each.next().status()));
        if (!uncertain.isEmpty()) {
            LOG.warn("{} deliveries are uncertain: the process that was sending them ended", uncertain.size());
        }
    }

    /** Index: delivery_queue_owned. */
    private Mono<List<Abandoned>> takeOverSome() {
        return database.sql("""
                        SELECT q.id, q.channel, q.begun, d.attempts, q.due_at, d.reply_code, d.reason, d.kind,
                            COALESCE(t.subscription_id, t.id) AS subscription_id
                        FROM delivery_queue q
                        JOIN delivery d ON d.id = q.id
                        JOIN delivery_target t ON t.id = d.target_id
                        WHERE q.owner IS NOT NULL AND NOT EXISTS (
                            SELECT FROM delivery_worker w
                            WHERE w.owner = q.owner AND w.seen_at > now() - make_interval(secs => :lease))
                        LIMIT :limit
                        FOR UPDATE OF q SKIP LOCKED
                        """)
                .bind("lease", lease.toMillis() / 1000.0)
                .bind("limit", RANGE)
                .map(DeliveryLease::abandoned)
                .all()
                .collectList()
                .delayUntil(taken -> taken.isEmpty() ? Mono.empty() : save(taken))
                .as(transaction::transactional);
    }

    /** Their rows in the queue are locked. What is not uncertain is given back as it was. */
    private Mono<Void> save(List<Abandoned> taken) {
        List<Abandoned> uncertain =
                taken.stream().filter(Abandoned::isUncertain).toList();
        return database.sql("""
                        WITH freed AS (
                            UPDATE delivery_queue SET owner = NULL WHERE id = ANY (:freed)),
                        done AS (
                            DELETE FROM delivery_queue WHERE id = ANY (:ids)),
                        ended AS (
                            UPDATE delivery d
                            SET status = 'uncertain', attempts = t.attempts, reason = t.reason, updated_at = now()
                            FROM unnest(:ids::uuid[], :attempts::int[], :reasons::text[]) AS t (id, attempts, reason)
                            WHERE d.id = t.id AND d.status = 'queued'
                            RETURNING d.notification_id, d.status)
                        %s
                        """.formatted(DeliveryCounts.ENDED))
                .bind("freed", ids(taken.stream().filter(each -> !each.isUncertain())))
                .bind("ids", ids(uncertain.stream()))
                .bind(
                        "attempts",
                        uncertain.stream().map(each -> each.next().attempts()).toArray(Integer[]::new))
                .bind(
                        "reasons",
                        uncertain.stream()
                                .map(each -> each.next().last().reason())
                                .toArray(String[]::new))
                .bind("part", DeliveryCounts.TOGETHER)
                .then()
                .then(listeners.uncertain(uncertain.stream()
                        .filter(Abandoned::personal)
                        .map(Abandoned::subscriptionId)
                        .toList()));
    }

    private static UUID[] ids(Stream<Abandoned> deliveries) {
        return deliveries.map(Abandoned::id).toArray(UUID[]::new);
    }

    private Mono<Void> dropTheDead() {
        return database.sql("DELETE FROM delivery_worker WHERE seen_at < now() - interval '1 hour'")
                .then();
    }

    private static Abandoned abandoned(Readable row) {
        Delivery.Claimed claimed = new Delivery.Claimed(
                integer(row, "attempts"),
                instant(row, "due_at"),
                new Delivery.Answer(integerOrNull(row, "reply_code"), textOrNull(row, "reason")));
        return new Abandoned(
                uuid(row, "id"),
                uuid(row, "subscription_id"),
                text(row, "channel"),
                !text(row, "kind").equals("article"),
                flag(row, "begun") ? claimed.begin().abandon() : claimed.abandon());
    }
}
