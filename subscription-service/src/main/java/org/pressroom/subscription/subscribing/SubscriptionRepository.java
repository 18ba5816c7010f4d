package org.pressroom.subscription.subscribing;

import static org.pressroom.common.database.Columns.instant;
import static org.pressroom.common.database.Columns.instantOrNull;
import static org.pressroom.common.database.Columns.number;
import static org.pressroom.common.database.Columns.orNull;
import static org.pressroom.common.database.Columns.text;
import static org.pressroom.common.database.Columns.textOrNull;
import static org.pressroom.common.database.Columns.texts;
import static org.pressroom.common.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.text.EmailAddress;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of subscriptions and of what they are to. */
@Component
class SubscriptionRepository {

    /** Topics in the order of {@link Preferences#ordered}. */
    private static final String COLUMNS = """
            s.id, s.address, s.status, s.frequency, s.version, s.created_at, s.confirmed_at, s.ended_at,
            ARRAY(SELECT t.kind FROM subscription_topic t WHERE t.subscription_id = s.id
                ORDER BY t.kind, t.key COLLATE "C") AS kinds,
            ARRAY(SELECT t.key FROM subscription_topic t WHERE t.subscription_id = s.id
                ORDER BY t.kind, t.key COLLATE "C") AS keys
            """;

    private static final String UNCONFIRMED = """
            s.status = 'pending' AND NOT EXISTS (
                SELECT FROM subscription_request r WHERE r.subscription_id = s.id AND r.expires_at > now())
            """;

    /** Sorts behind every id that is given out. */
    private static final UUID LAST = new UUID(-1, -1);

    private final DatabaseClient database;

    SubscriptionRepository(DatabaseClient database) {
        this.database = database;
    }

    /**
     * The subscription of an address, locked until the transaction ends. The lock leaves those alone who only refer to
     * the row, as freezing the recipients of a notification does. Index: subscription_address_key.
     */
    Mono<Subscription> lock(EmailAddress address) {
        return database.sql("SELECT id FROM subscription WHERE address_key = :key FOR NO KEY UPDATE")
                .bind("key", address.key())
                .map(row -> uuid(row, "id"))
                .one()
                .flatMap(this::find);
    }

    /** Index: subscription_pkey. */
    Mono<Subscription> find(UUID id) {
        return database.sql("SELECT " + COLUMNS + " FROM subscription s WHERE s.id = :id")
                .bind("id", id)
                .map(SubscriptionRepository::subscription)
                .one();
    }

    /** The same, locked until the transaction ends. */
    Mono<Subscription> lock(UUID id) {
        return database.sql("SELECT id FROM subscription WHERE id = :id FOR NO KEY UPDATE")
                .bind("id", id)
                .map(row -> uuid(row, "id"))
                .one()
                .flatMap(this::find);
    }

    /** All subscriptions, the newest first. Index: subscription_pkey. */
    Flux<Subscription> list(PageRequest page) {
        Cursor after = page.after();
        return database.sql("SELECT " + COLUMNS + """
                        FROM subscription s
                        WHERE s.address IS NOT NULL AND s.id < :before
                        ORDER BY s.id DESC
                        LIMIT :rows
                        """)
                .bind("rows", page.rows())
                .bind("before", after == null ? LAST : after.uuid(0))
                .map(SubscriptionRepository::subscription)
                .all();
    }

    /** Adds one for an address that has none. */
    Mono<Void> add(Subscription.Pending subscription, EmailAddress address) {
        return database.sql("""
                        INSERT INTO subscription (id, address, address_key, status, frequency, version, created_at)
                        VALUES (:id, :address, :key, :status, :frequency, :version, :createdAt)
                        """)
                .bind("id", subscription.id())
                .bind("address", address.mailbox())
                .bind("key", address.key())
                .bind("status", subscription.status().label())
                .bind("frequency", subscription.preferences().frequency().label())
                .bind("version", subscription.details().version())
                .bind("createdAt", subscription.details().createdAt())
                .then();
    }

    /** Writes what became of one; with its address, what it could be found by is gone too. */
    Mono<Void> save(Subscription before, Subscription next) {
        Subscription.Details details = next.details();
        Mono<Void> row = database.sql("""
                        UPDATE subscription
                        SET status = :status, frequency = :frequency, version = :version, confirmed_at = :confirmedAt,
                            ended_at = :endedAt, address = CASE WHEN :erased THEN NULL ELSE address END,
                            address_key = CASE WHEN :erased THEN NULL ELSE address_key END
                        WHERE id = :id
                        """)
                .bind("id", next.id())
                .bind("status", next.status().label())
                .bind("frequency", next.preferences().frequency().label())
                .bind("version", details.version())
                .bind("confirmedAt", orNull(details.confirmedAt(), Instant.class))
                .bind("endedAt", orNull(details.endedAt(), Instant.class))
                .bind("erased", details.address() == null)
                .then();
        List<Topic> topics = next.preferences().topics();
        return before.preferences().topics().equals(topics) ? row : row.then(replaceTopics(next.id(), topics));
    }

    /**
     * Locks some that nobody confirmed in time. Index: subscription_stale.
     *
     * @return the limit at most; those that somebody is just asking for are left out
     */
    Flux<Subscription> lockUnconfirmed(Instant createdBefore, int limit) {
        return database.sql("SELECT " + COLUMNS + " FROM subscription s WHERE s.created_at < :before AND " + UNCONFIRMED
                        + " LIMIT :limit FOR UPDATE OF s SKIP LOCKED")
                .bind("before", createdBefore)
                .bind("limit", limit)
                .map(SubscriptionRepository::subscription)
                .all();
    }

    /**
     * Writes what became of some that are locked and that nobody confirmed. Looks at each again: a request may have been
     * committed since it was found.
     */
    Mono<Void> saveExpired(Collection<Subscription.Ended> ended) {
        return database.sql("UPDATE subscription s SET status = 'ended', version = e.version"
                        + " FROM unnest(:ids::uuid[], :versions::bigint[]) AS e (id, version)"
                        + " WHERE s.id = e.id AND " + UNCONFIRMED)
                .bind("ids", ended.stream().map(Subscription::id).toArray(UUID[]::new))
                .bind(
                        "versions",
                        ended.stream().map(each -> each.details().version()).toArray(Long[]::new))
                .then();
    }

    /** The same for those of which nothing is to be kept. */
    Mono<Void> dropExpired(Collection<UUID> ids) {
        return database.sql("DELETE FROM subscription s WHERE s.id = ANY (:ids) AND " + UNCONFIRMED)
                .bind("ids", ids.toArray(UUID[]::new))
                .then();
    }

    private Mono<Void> replaceTopics(UUID id, List<Topic> topics) {
        Mono<Void> delete = database.sql("DELETE FROM subscription_topic WHERE subscription_id = :id")
                .bind("id", id)
                .then();
        if (topics.isEmpty()) {
            return delete;
        }
        return delete.then(database.sql("""
                        INSERT INTO subscription_topic (subscription_id, kind, key)
                        SELECT :id, wanted.kind, wanted.key
                        FROM unnest(:kinds::text[], :keys::text[]) AS wanted (kind, key)
                        """)
                .bind("id", id)
                .bind("kinds", topics.stream().map(Topic::kind).toArray(String[]::new))
                .bind("keys", topics.stream().map(Topic::storedKey).toArray(String[]::new))
                .then());
    }

    private static Subscription subscription(Readable row) {
        List<String> kinds = texts(row, "kinds");
        List<String> keys = texts(row, "keys");
        List<Topic> topics = IntStream.range(0, kinds.size())
                .mapToObj(i -> Topic.stored(kinds.get(i), keys.get(i)))
                .toList();
        Subscription.Details details = new Subscription.Details(
                uuid(row, "id"),
                textOrNull(row, "address"),
                new Preferences(topics, Frequency.named(text(row, "frequency")).orElseThrow()),
                number(row, "version"),
                instant(row, "created_at"),
                instantOrNull(row, "confirmed_at"),
                instantOrNull(row, "ended_at"));
        return switch (SubscriptionStatus.labelled(text(row, "status"))) {
            case PENDING -> new Subscription.Pending(details);
            case CONFIRMED -> new Subscription.Confirmed(details);
            case ENDED -> new Subscription.Ended(details);
        };
    }
}
