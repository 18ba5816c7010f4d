package org.pressroom.subscription.mailing;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The states of deliveries. A worker claims rows, marks each as being sent right before its content leaves, and writes
 * what became of it. Whoever does not own a row changes nothing of it.
 */
final class Deliveries {

    private final DatabaseClient database;

    Deliveries(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Claims mails that are due. Several workers do so side by side. Topics have the names that an article was published
     * with and no other: whoever asks for a mail to somebody writes nothing into it. Index: delivery_due.
     */
    Flux<DueMail> claim(UUID owner, int limit) {
        return database.sql("""
                        WITH due AS (
                            SELECT id FROM delivery
                            WHERE status = 'queued' AND owner IS NULL AND due_at <= now()
                            ORDER BY priority, due_at, id
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED)
                        UPDATE delivery d SET owner = :owner, updated_at = now()
                        FROM due
                        JOIN delivery c ON c.id = due.id
                        JOIN subscription s ON s.id = c.subscription_id
                        LEFT JOIN notification n ON n.id = c.notification_id
                        LEFT JOIN subscription_request r ON r.id = c.request_id
                        WHERE d.id = due.id
                        RETURNING d.id, d.kind, d.subscription_id, d.request_id, d.attempts, d.created_at,
                            s.address, s.status AS subscription_status,
                            n.slug, n.title, n.summary, n.author_name, n.category_name, n.published_at,
                            ARRAY(SELECT topic->>'kind' FROM jsonb_array_elements(r.topics)
                                WITH ORDINALITY AS asked (topic, place) ORDER BY place) AS asked_kinds,
                            ARRAY(SELECT COALESCE(t.name, '') FROM jsonb_array_elements(r.topics)
                                WITH ORDINALITY AS asked (topic, place)
                                LEFT JOIN topic_name t ON t.kind = topic->>'kind' AND t.key = topic->>'key'
                                ORDER BY place) AS asked_names,
                            ARRAY(SELECT w.kind FROM subscription_topic w
                                WHERE d.kind = 'reminder' AND w.subscription_id = s.id
                                ORDER BY w.kind, w.key) AS kinds,
                            ARRAY(SELECT COALESCE(t.name, '') FROM subscription_topic w
                                LEFT JOIN topic_name t ON t.kind = w.kind AND t.key = w.key
                                WHERE d.kind = 'reminder' AND w.subscription_id = s.id
                                ORDER BY w.kind, w.key) AS names
                        """)
                .bind("limit", limit)
                .bind("owner", owner)
                .map(Deliveries::dueMail)
                .all();
    }

    /**
     * Frees what this worker has claimed and not begun: a claim whose answer was lost is held by nobody who knows of it.
     * To be called between rounds only. Index: delivery_owned.
     */
    Mono<Void> freeClaims(UUID owner) {
        return database.sql("""
                        UPDATE delivery SET owner = NULL, updated_at = now()
                        WHERE owner = :owner AND status = 'queued'
                        """).bind("owner", owner).then();
    }

    /**
     * Marks a mail as being sent, if it is still to be sent: asked last of all before its content leaves. May be asked
     * again by the same owner.
     */
    Mono<Boolean> begin(UUID id, UUID owner) {
        return database.sql("""
                        UPDATE delivery d SET status = 'sending', updated_at = now()
                        FROM subscription s
                        WHERE d.id = :id AND d.owner = :owner AND d.status IN ('queued', 'sending')
                            AND s.id = d.subscription_id AND s.address IS NOT NULL
                            AND (d.kind <> 'article' OR s.status = 'confirmed')
                            AND (d.kind <> 'confirmation' OR EXISTS (
                                SELECT FROM subscription_request r
                                WHERE r.id = d.request_id AND r.confirmed_at IS NULL AND r.expires_at > now()))
                            AND NOT EXISTS (
                                SELECT FROM notification n
                                WHERE n.id = d.notification_id AND n.withdrawn_at IS NOT NULL)
                        """)
                .bind("id", id)
                .bind("owner", owner)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /**
     * Ends a delivery. Where nobody knows whether the mail came that a person waits for, asking again sends another at
     * once.
     */
    Mono<Void> end(UUID id, UUID owner, String status, @Nullable Integer replyCode, @Nullable String reason) {
        DatabaseClient.GenericExecuteSpec update =
                database.sql("""
                        WITH ended AS (
                            UPDATE delivery
                            SET status = :status, attempts = attempts + 1, reply_code = :code, reason = :reason,
                                owner = NULL, updated_at = now()
                            WHERE id = :id AND owner = :owner AND status IN ('queued', 'sending')
                            RETURNING subscription_id, kind, status)
                        UPDATE requested_mail SET keeps_quiet = false
                        WHERE subscription_id IN (
                            SELECT subscription_id FROM ended WHERE status = 'uncertain' AND kind <> 'article')
                        """).bind("id", id).bind("owner", owner).bind("status", status);
        return reply(update, replyCode, reason).then();
    }

    /** Puts a delivery back, to be tried again after the wait. */
    Mono<Void> postpone(UUID id, UUID owner, Duration wait, @Nullable Integer replyCode, @Nullable String reason) {
        DatabaseClient.GenericExecuteSpec update =
                database.sql("""
                        UPDATE delivery
                        SET status = 'queued', attempts = attempts + 1, reply_code = :code, reason = :reason,
                            owner = NULL, due_at = now() + make_interval(secs => :wait), updated_at = now()
                        WHERE id = :id AND owner = :owner AND status IN ('queued', 'sending')
                        """).bind("id", id).bind("owner", owner).bind("wait", wait.toMillis() / 1000.0);
        return reply(update, replyCode, reason).then();
    }

    /** Gives a claim back. Nothing of the mail was handed over. */
    Mono<Void> release(UUID id, UUID owner) {
        return database.sql("""
                        UPDATE delivery SET status = 'queued', owner = NULL, updated_at = now()
                        WHERE id = :id AND owner = :owner AND status IN ('queued', 'sending')
                        """).bind("id", id).bind("owner", owner).then();
    }

    /** Ends a delivery that is not due any more, of which nothing was handed over. */
    Mono<Void> skip(UUID id, UUID owner) {
        return database.sql("""
                        UPDATE delivery d
                        SET status = 'skipped', owner = NULL, updated_at = now(), reason = CASE
                            WHEN s.address IS NULL THEN 'address erased'
                            WHEN EXISTS (
                                SELECT FROM notification n
                                WHERE n.id = d.notification_id AND n.withdrawn_at IS NOT NULL) THEN 'article withdrawn'
                            WHEN d.kind = 'article' THEN 'unsubscribed'
                            ELSE 'no longer needed' END
                        FROM subscription s
                        WHERE d.id = :id AND d.owner = :owner AND d.status IN ('queued', 'sending')
                            AND s.id = d.subscription_id
                        """).bind("id", id).bind("owner", owner).then();
    }

    /** Says that this worker lives. */
    Mono<Void> beat(UUID owner) {
        return database.sql("""
                        INSERT INTO mail_worker (owner, seen_at) VALUES (:owner, now())
                        ON CONFLICT (owner) DO UPDATE SET seen_at = now()
                        """).bind("owner", owner).then();
    }

    /**
     * Takes over from workers that have not been seen for a lease: what they were sending is uncertain and never sent
     * again, what they had only claimed is free. Index: delivery_owned.
     *
     * @return how many are uncertain
     */
    Mono<Long> takeOver(Duration lease) {
        Mono<Long> uncertain = database.sql("""
                        WITH ended AS (
                            UPDATE delivery d
                            SET status = 'uncertain', attempts = attempts + 1, owner = NULL, updated_at = now(),
                                reason = 'the process that was sending it ended'
                            WHERE d.owner IS NOT NULL AND d.status = 'sending' AND NOT EXISTS (
                                SELECT FROM mail_worker w
                                WHERE w.owner = d.owner AND w.seen_at > now() - make_interval(secs => :lease))
                            RETURNING subscription_id, kind),
                        asked AS (
                            UPDATE requested_mail SET keeps_quiet = false
                            WHERE subscription_id IN (SELECT subscription_id FROM ended WHERE kind <> 'article'))
                        SELECT count(*) AS uncertain FROM ended
                        """)
                .bind("lease", lease.toMillis() / 1000.0)
                .map(row -> get(row, "uncertain", Long.class))
                .one();
        Mono<Void> claims =
                database.sql("""
                        UPDATE delivery d SET owner = NULL, updated_at = now()
                        WHERE d.owner IS NOT NULL AND d.status = 'queued' AND NOT EXISTS (
                            SELECT FROM mail_worker w
                            WHERE w.owner = d.owner AND w.seen_at > now() - make_interval(secs => :lease))
                        """).bind("lease", lease.toMillis() / 1000.0).then();
        Mono<Void> workers = database.sql("DELETE FROM mail_worker WHERE seen_at < now() - interval '1 hour'")
                .then();
        return uncertain.flatMap(count -> claims.then(workers).thenReturn(count));
    }

    private static Mono<Long> reply(
            DatabaseClient.GenericExecuteSpec update, @Nullable Integer replyCode, @Nullable String reason) {
        DatabaseClient.GenericExecuteSpec withCode =
                replyCode == null ? update.bindNull("code", Integer.class) : update.bind("code", replyCode);
        return (reason == null ? withCode.bindNull("reason", String.class) : withCode.bind("reason", reason))
                .fetch()
                .rowsUpdated();
    }

    private static DueMail dueMail(Readable row) {
        return new DueMail(
                get(row, "id", UUID.class),
                get(row, "subscription_id", UUID.class),
                row.get("address", String.class),
                get(row, "attempts", Integer.class),
                get(row, "created_at", Instant.class),
                subject(row));
    }

    private static DueMail.Subject subject(Readable row) {
        return switch (get(row, "kind", String.class)) {
            case "confirmation" ->
                new DueMail.Confirmation(
                        get(row, "request_id", UUID.class),
                        get(row, "subscription_status", String.class).equals("confirmed"),
                        topics(row, "asked_kinds", "asked_names"));
            case "reminder" -> new DueMail.Reminder(topics(row, "kinds", "names"));
            default ->
                new DueMail.Article(
                        get(row, "slug", String.class),
                        get(row, "title", String.class),
                        row.get("summary", String.class),
                        get(row, "author_name", String.class),
                        row.get("category_name", String.class),
                        get(row, "published_at", Instant.class));
        };
    }

    private static List<DueMail.Topic> topics(Readable row, String kinds, String names) {
        String[] kind = get(row, kinds, String[].class);
        String[] name = get(row, names, String[].class);
        return IntStream.range(0, kind.length)
                .mapToObj(i -> new DueMail.Topic(kind[i], name[i]))
                .toList();
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
