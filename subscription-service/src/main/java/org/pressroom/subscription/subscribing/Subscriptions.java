package org.pressroom.subscription.subscribing;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.text.EmailAddress;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of subscriptions and of what is asked for and not yet confirmed. */
@Component
class Subscriptions {

    private static final String COLUMNS = """
            s.id, s.address, s.status, s.frequency, s.version, s.created_at, s.confirmed_at, s.ended_at,
            ARRAY(SELECT t.kind FROM subscription_topic t WHERE t.subscription_id = s.id
                ORDER BY t.kind, t.key) AS kinds,
            ARRAY(SELECT t.key FROM subscription_topic t WHERE t.subscription_id = s.id
                ORDER BY t.kind, t.key) AS keys
            """;

    private static final String UNCONFIRMED = """
            s.status = 'pending' AND NOT EXISTS (
                SELECT FROM subscription_request r WHERE r.subscription_id = s.id AND r.expires_at > now())
            """;

    /** Sorts behind every id that is given out. */
    private static final UUID LAST = new UUID(-1, -1);

    private final DatabaseClient database;

    Subscriptions(DatabaseClient database) {
        this.database = database;
    }

    /**
     * The subscription of an address, locked until the transaction ends. The lock leaves those alone who only refer to
     * the row, as freezing the recipients of a notification does. Index: subscription_address_key.
     */
    Mono<Subscription> lock(EmailAddress address) {
        return database.sql("SELECT id FROM subscription WHERE address_key = :key FOR NO KEY UPDATE")
                .bind("key", address.key())
                .map(row -> get(row, "id", UUID.class))
                .one()
                .flatMap(this::find);
    }

    /** Begins for an address that is not known. */
    Mono<UUID> add(EmailAddress address, Instant now) {
        UUID id = Ids.next();
        return database.sql("""
                        INSERT INTO subscription (id, address, address_key, status, frequency, created_at)
                        VALUES (:id, :address, :key, 'pending', 'instant', :now)
                        """)
                .bind("id", id)
                .bind("address", address.mailbox())
                .bind("key", address.key())
                .bind("now", now)
                .then()
                .thenReturn(id);
    }

    /** Index: subscription_pkey. */
    Mono<Subscription> find(UUID id) {
        return database.sql("SELECT " + COLUMNS + " FROM subscription s WHERE s.id = :id")
                .bind("id", id)
                .map(Subscriptions::subscription)
                .one();
    }

    /** The same, locked until the transaction ends. */
    Mono<Subscription> lock(UUID id) {
        return database.sql("SELECT id FROM subscription WHERE id = :id FOR NO KEY UPDATE")
                .bind("id", id)
                .map(row -> get(row, "id", UUID.class))
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
                .map(Subscriptions::subscription)
                .all();
    }

    /** Writes what is confirmed, with the next version. */
    Mono<Subscription> confirm(Subscription subscription, Wish wish, Instant now) {
        return database.sql("""
                        UPDATE subscription SET status = 'confirmed', frequency = :frequency, version = version + 1,
                            confirmed_at = CASE WHEN status = 'confirmed' THEN confirmed_at ELSE :now END,
                            ended_at = NULL
                        WHERE id = :id
                        """)
                .bind("id", subscription.id())
                .bind("frequency", wish.frequency().label())
                .bind("now", now)
                .then()
                .then(replaceSubjects(subscription.id(), wish.subjects()))
                .then(find(subscription.id()));
    }

    /** Begins again for an address that had left. */
    Mono<Void> reopen(UUID id) {
        return database.sql("UPDATE subscription SET status = 'pending', version = version + 1"
                        + " WHERE id = :id AND status = 'ended'")
                .bind("id", id)
                .then();
    }

    /** Ends a subscription, with the next version; with {@code erase}, its address and subjects are gone too. */
    Mono<Subscription> end(UUID id, boolean erase, Instant now) {
        Mono<Void> end = database.sql("""
                        UPDATE subscription SET status = 'ended', version = version + 1,
                            ended_at = CASE WHEN status = 'ended' THEN ended_at ELSE :now END,
                            address = CASE WHEN :erase THEN NULL ELSE address END,
                            address_key = CASE WHEN :erase THEN NULL ELSE address_key END
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("erase", erase)
                .bind("now", now)
                .then();
        Mono<Void> requests = database.sql("DELETE FROM subscription_request WHERE subscription_id = :id")
                .bind("id", id)
                .then();
        return end.then(requests)
                .then(erase ? replaceSubjects(id, List.of()) : Mono.empty())
                .then(find(id));
    }

    /**
     * Forgets addresses that nobody confirmed; who was subscribed before and asked again without confirming it has left,
     * as before. Needs a transaction around it. Index: subscription_stale.
     *
     * @param limit of one call
     * @return how many there were, the limit at most; those that somebody is just asking for are left out
     */
    Mono<Integer> forgetUnconfirmed(Instant createdBefore, int limit) {
        return database.sql("SELECT s.id FROM subscription s WHERE s.created_at < :before AND " + UNCONFIRMED
                        + " LIMIT :limit FOR UPDATE SKIP LOCKED")
                .bind("before", createdBefore)
                .bind("limit", limit)
                .map(row -> get(row, "id", UUID.class))
                .all()
                .collectList()
                .delayUntil(ids -> forget(ids.toArray(UUID[]::new)))
                .map(List::size);
    }

    /** Looks again at rows that are locked: a request may have been committed since they were found. */
    private Mono<Void> forget(UUID[] ids) {
        Mono<Void> left = database.sql("UPDATE subscription s SET status = 'ended', version = version + 1"
                        + " WHERE s.id = ANY(:ids) AND s.confirmed_at IS NOT NULL AND " + UNCONFIRMED)
                .bind("ids", ids)
                .then();
        Mono<Void> forgotten = database.sql("DELETE FROM subscription s"
                        + " WHERE s.id = ANY(:ids) AND s.confirmed_at IS NULL AND " + UNCONFIRMED)
                .bind("ids", ids)
                .then();
        return left.then(forgotten);
    }

    private Mono<Void> replaceSubjects(UUID id, List<Subject> subjects) {
        Mono<Void> delete = database.sql("DELETE FROM subscription_topic WHERE subscription_id = :id")
                .bind("id", id)
                .then();
        if (subjects.isEmpty()) {
            return delete;
        }
        return delete.then(database.sql("""
                        INSERT INTO subscription_topic (subscription_id, kind, key)
                        SELECT :id, wanted.kind, wanted.key
                        FROM unnest(:kinds::text[], :keys::text[]) AS wanted (kind, key)
                        """)
                .bind("id", id)
                .bind("kinds", subjects.stream().map(Subject::kind).toArray(String[]::new))
                .bind("keys", subjects.stream().map(Subject::storedKey).toArray(String[]::new))
                .then());
    }

    private static Subscription subscription(Readable row) {
        String[] kinds = get(row, "kinds", String[].class);
        String[] keys = get(row, "keys", String[].class);
        List<Subject> subjects = IntStream.range(0, kinds.length)
                .mapToObj(i -> Subject.stored(kinds[i], keys[i]))
                .toList();
        return new Subscription(
                get(row, "id", UUID.class),
                row.get("address", String.class),
                get(row, "status", String.class),
                new Wish(
                        subjects,
                        Frequency.named(get(row, "frequency", String.class)).orElseThrow()),
                get(row, "version", Long.class),
                get(row, "created_at", Instant.class),
                row.get("confirmed_at", Instant.class),
                row.get("ended_at", Instant.class));
    }

    static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
