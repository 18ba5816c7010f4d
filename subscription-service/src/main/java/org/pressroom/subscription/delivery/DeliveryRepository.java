package org.pressroom.subscription.delivery;

import static org.pressroom.common.database.Columns.flag;
import static org.pressroom.common.database.Columns.instant;
import static org.pressroom.common.database.Columns.integer;
import static org.pressroom.common.database.Columns.integerOrNull;
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
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of deliveries, for those who send them. Whoever does not own a row changes nothing of it. */
final class DeliveryRepository {

    private final DatabaseClient database;

    DeliveryRepository(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Claims what is due on a channel. Several processes do so side by side. Topics have the names that an article was
     * published with and no other: whoever asks for a message to somebody writes nothing into it. Index: delivery_due.
     */
    Flux<DeliveryClaim> claim(UUID owner, String channel, int limit) {
        return database.sql("""
                        WITH due AS (
                            SELECT id FROM delivery
                            WHERE channel = :channel AND status = 'queued' AND owner IS NULL AND due_at <= now()
                            ORDER BY priority, due_at, id
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED)
                        UPDATE delivery d SET owner = :owner, updated_at = now()
                        FROM due
                        JOIN delivery c ON c.id = due.id
                        JOIN delivery_target t ON t.id = c.target_id
                        LEFT JOIN notification n ON n.id = c.notification_id
                        LEFT JOIN subscription_request r ON r.id = c.request_id
                        WHERE d.id = due.id
                        RETURNING d.id, d.kind, d.request_id, d.priority, d.attempts, d.due_at, d.reply_code, d.reason,
                            d.created_at, t.subscription_id, t.recipient, t.active,
                            n.slug, n.title, n.summary, n.author_name, n.category_name, n.published_at,
                            ARRAY(SELECT topic->>'kind' FROM jsonb_array_elements(r.topics)
                                WITH ORDINALITY AS asked (topic, place) ORDER BY place) AS asked_kinds,
                            ARRAY(SELECT COALESCE(named.name, '') FROM jsonb_array_elements(r.topics)
                                WITH ORDINALITY AS asked (topic, place)
                                LEFT JOIN topic_name named ON named.kind = topic->>'kind' AND named.key = topic->>'key'
                                ORDER BY place) AS asked_names,
                            ARRAY(SELECT w.kind FROM subscription_topic w
                                WHERE d.kind = 'reminder' AND w.subscription_id = t.subscription_id
                                ORDER BY w.kind, w.key) AS kinds,
                            ARRAY(SELECT COALESCE(named.name, '') FROM subscription_topic w
                                LEFT JOIN topic_name named ON named.kind = w.kind AND named.key = w.key
                                WHERE d.kind = 'reminder' AND w.subscription_id = t.subscription_id
                                ORDER BY w.kind, w.key) AS names
                        """)
                .bind("channel", channel)
                .bind("limit", limit)
                .bind("owner", owner)
                .map(DeliveryRepository::claim)
                .all();
    }

    /**
     * Frees what this owner has claimed and not begun, but for those: a claim whose answer was lost is held by nobody who
     * knows of it. Index: delivery_owned.
     */
    Mono<Void> freeClaims(UUID owner, String channel, Collection<UUID> held) {
        return database.sql("""
                        UPDATE delivery SET owner = NULL, updated_at = now()
                        WHERE owner = :owner AND channel = :channel AND status = 'queued' AND id <> ALL (:held)
                        """)
                .bind("owner", owner)
                .bind("channel", channel)
                .bind("held", held.toArray(UUID[]::new))
                .then();
    }

    /**
     * Marks one as being sent, if it is still to be sent: asked last of all before its content leaves. May be asked again
     * by the same owner. Indexes: delivery_pkey, delivery_target_pkey.
     */
    Mono<Boolean> begin(UUID id, UUID owner) {
        return database.sql("""
                        UPDATE delivery d SET status = 'sending', updated_at = now()
                        FROM delivery_target t
                        WHERE d.id = :id AND d.owner = :owner AND d.status IN ('queued', 'sending')
                            AND t.id = d.target_id AND t.recipient IS NOT NULL
                            AND (d.kind <> 'article' OR t.active)
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

    /** Why one is not due any more. */
    Mono<SkipReason> whyNotDue(UUID id) {
        return database.sql("""
                        SELECT t.recipient IS NULL AS erased, d.notification_id IS NULL AS personal,
                            EXISTS (SELECT FROM notification n
                                WHERE n.id = d.notification_id AND n.withdrawn_at IS NOT NULL) AS withdrawn
                        FROM delivery d JOIN delivery_target t ON t.id = d.target_id
                        WHERE d.id = :id
                        """)
                .bind("id", id)
                .map(row -> SkipReason.of(flag(row, "erased"), flag(row, "withdrawn"), flag(row, "personal")))
                .one();
    }

    /**
     * Writes what became of one, for which nobody owns it any longer.
     *
     * @return false where it is not this owner's
     */
    Mono<Boolean> save(UUID id, UUID owner, Delivery next) {
        Object dueAt = next instanceof Delivery.Queued queued ? queued.dueAt() : orNull(null, Instant.class);
        return database.sql("""
                        UPDATE delivery
                        SET status = :status, attempts = :attempts, reply_code = :code, reason = :reason,
                            due_at = COALESCE(:dueAt, due_at), owner = NULL, updated_at = now()
                        WHERE id = :id AND owner = :owner AND status IN ('queued', 'sending')
                        """)
                .bind("id", id)
                .bind("owner", owner)
                .bind("status", next.status().label())
                .bind("attempts", next.attempts())
                .bind("code", orNull(next.last().code(), Integer.class))
                .bind("reason", orNull(next.last().reason(), String.class))
                .bind("dueAt", dueAt)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    private static DeliveryClaim claim(Readable row) {
        Delivery.Answer last = new Delivery.Answer(integerOrNull(row, "reply_code"), textOrNull(row, "reason"));
        return new DeliveryClaim(
                uuid(row, "id"),
                uuid(row, "subscription_id"),
                textOrNull(row, "recipient"),
                integer(row, "priority"),
                instant(row, "created_at"),
                message(row),
                new Delivery.Queued(integer(row, "attempts"), instant(row, "due_at"), last).claim());
    }

    private static Message message(Readable row) {
        return switch (text(row, "kind")) {
            case "confirmation" ->
                new Message.Confirmation(
                        uuid(row, "request_id"), flag(row, "active"), topics(row, "asked_kinds", "asked_names"));
            case "reminder" -> new Message.Reminder(topics(row, "kinds", "names"));
            default ->
                new Message.Article(
                        text(row, "slug"),
                        text(row, "title"),
                        textOrNull(row, "summary"),
                        text(row, "author_name"),
                        textOrNull(row, "category_name"),
                        instant(row, "published_at"));
        };
    }

    private static List<Message.NamedTopic> topics(Readable row, String kinds, String names) {
        List<String> kind = texts(row, kinds);
        List<String> name = texts(row, names);
        return IntStream.range(0, kind.size())
                .mapToObj(i -> new Message.NamedTopic(kind.get(i), name.get(i)))
                .toList();
    }
}
