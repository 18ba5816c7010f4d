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
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The rows of deliveries, for those who send them. Whoever does not own a row changes nothing of it. Where one is named by
 * its id its owner is compared in a way that no index serves: else the planner may look at all that an owner ever had.
 */
final class DeliveryRepository {

    /** One that is only given back is as it was, so its row stays as it is. */
    private static final String AGAIN = """
            WITH freed AS (
                UPDATE delivery_queue SET due_at = :dueAt, owner = NULL, begun = false
                WHERE id = :id AND owner IS NOT DISTINCT FROM :owner
                RETURNING id),
            noted AS (
                UPDATE delivery d
                SET attempts = :attempts, reply_code = :code, reason = :reason, updated_at = now()
                FROM freed WHERE d.id = freed.id AND d.attempts <> :attempts)
            SELECT EXISTS (SELECT FROM freed) AS ours
            """;

    /** In the order of ids, as all lock them that change several. */
    private static final String END = """
            WITH mine AS (
                SELECT id FROM delivery_queue
                WHERE id = ANY (:ids) AND owner IS NOT DISTINCT FROM :owner
                ORDER BY id
                FOR UPDATE),
            done AS (
                DELETE FROM delivery_queue WHERE id = ANY (ARRAY(SELECT id FROM mine)) RETURNING id),
            ended AS (
                UPDATE delivery d
                SET status = given.status, attempts = given.attempts, reply_code = given.code, reason = given.reason,
                    updated_at = now()
                FROM unnest(:ids, :statuses, :attempts, :codes, :reasons)
                    AS given (id, status, attempts, code, reason)
                JOIN done ON done.id = given.id
                WHERE d.id = given.id AND d.status = 'queued'
                RETURNING d.id, d.notification_id, d.status),
            counted AS (%s)
            SELECT id FROM ended
            """.formatted(DeliveryCounts.ENDED);

    /** In the place of a step, of mails to staff that are about no article. */
    private static final String PASSWORD = "password";

    private final DatabaseClient database;

    DeliveryRepository(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Claims what is due on a channel. Several processes do so side by side. Topics have the names that an article was
     * published with and no other: whoever asks for a message to somebody writes nothing into it. Index:
     * delivery_queue_due.
     */
    Flux<DeliveryClaim> claim(UUID owner, String channel, int limit) {
        return database.sql("""
                        WITH due AS (
                            SELECT id FROM delivery_queue
                            WHERE channel = :channel AND owner IS NULL AND due_at <= now()
                            ORDER BY priority, due_at
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED)
                        UPDATE delivery_queue q SET owner = :owner
                        FROM delivery d
                        JOIN delivery_target t ON t.id = d.target_id
                        LEFT JOIN notification n ON n.id = d.notification_id
                        LEFT JOIN subscription_request r ON r.id = d.request_id
                        LEFT JOIN staff_mail m ON m.id = t.staff_mail_id
                        WHERE q.id = ANY (ARRAY(SELECT id FROM due)) AND d.id = q.id
                        RETURNING d.id, d.kind, d.request_id, q.priority, d.attempts, q.due_at, d.reply_code, d.reason,
                            d.created_at, COALESCE(t.subscription_id, t.id) AS subscription_id, t.recipient, t.active,
                            m.id AS staff_mail_id, m.step, m.article_id AS staff_article, m.title AS staff_title,
                            m.actor_name, m.username, m.link_expires_at,
                            n.slug, n.title, n.summary, n.author_name, n.coauthor_names, n.category_name, n.published_at,
                            n.for_subscribers, n.language,
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
     * knows of it. Index: delivery_queue_owned.
     */
    Mono<Void> freeClaims(UUID owner, String channel, Collection<UUID> held) {
        return database.sql("""
                        WITH claimed AS (
                            SELECT id FROM delivery_queue
                            WHERE owner = :owner AND channel = :channel AND NOT begun AND id <> ALL (:held)
                            ORDER BY id
                            FOR UPDATE)
                        UPDATE delivery_queue SET owner = NULL WHERE id = ANY (ARRAY(SELECT id FROM claimed))
                        """)
                .bind("owner", owner)
                .bind("channel", channel)
                .bind("held", held.toArray(UUID[]::new))
                .then();
    }

    /**
     * Marks those as being sent that are still to be sent: asked last of all before their content leaves. May be asked
     * again by the same owner. What was ended while it was released is queued, and not sent. Indexes: delivery_queue_pkey,
     * delivery_pkey, delivery_target_pkey.
     *
     * @return of each in turn, whether it is
     */
    Mono<List<Boolean>> begin(List<UUID> ids, UUID owner) {
        return database.sql("""
                        WITH mine AS (
                            SELECT id FROM delivery_queue
                            WHERE id = ANY (:ids) AND owner IS NOT DISTINCT FROM :owner
                            ORDER BY id
                            FOR UPDATE)
                        UPDATE delivery_queue q SET begun = true
                        FROM delivery d JOIN delivery_target t ON t.id = d.target_id
                        WHERE q.id = ANY (ARRAY(SELECT id FROM mine))
                            AND d.id = q.id AND d.status = 'queued' AND t.recipient IS NOT NULL
                            AND (d.kind <> 'article' OR t.active)
                            AND (d.kind <> 'confirmation' OR EXISTS (
                                SELECT FROM subscription_request r
                                WHERE r.id = d.request_id AND r.confirmed_at IS NULL AND r.expires_at > now()))
                            AND NOT EXISTS (
                                SELECT FROM notification n
                                WHERE n.id = d.notification_id AND n.withdrawn_at IS NOT NULL)
                        RETURNING q.id
                        """)
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("owner", owner)
                .mapValue(UUID.class)
                .all()
                .collect(Collectors.toSet())
                .map(begun -> ids.stream().map(begun::contains).toList());
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
     * Writes what became of one, for which nobody owns it any longer. Indexes: delivery_queue_pkey, delivery_pkey.
     *
     * @return false where it is not this owner's
     */
    Mono<Boolean> save(UUID id, UUID owner, Delivery next) {
        return next instanceof Delivery.Queued queued
                ? queueAgain(id, owner, queued)
                : end(List.of(new Ending(id, next)), owner).map(ours -> ours.get(0));
    }

    /** What became of one that has ended. */
    record Ending(UUID id, Delivery next) {}

    /**
     * Writes what became of several that have ended. Indexes: delivery_queue_pkey, delivery_pkey.
     *
     * @return of each in turn, false where it is not this owner's
     */
    Mono<List<Boolean>> end(List<Ending> endings, UUID owner) {
        return database.sql(END)
                .bind("ids", endings.stream().map(Ending::id).toArray(UUID[]::new))
                .bind("owner", owner)
                .bind("part", DeliveryCounts.part(endings.get(0).id()))
                .bind(
                        "statuses",
                        endings.stream()
                                .map(each -> each.next().status().label())
                                .toArray(String[]::new))
                .bind(
                        "attempts",
                        endings.stream().map(each -> each.next().attempts()).toArray(Integer[]::new))
                .bind(
                        "codes",
                        endings.stream().map(each -> each.next().last().code()).toArray(Integer[]::new))
                .bind(
                        "reasons",
                        endings.stream()
                                .map(each -> each.next().last().reason())
                                .toArray(String[]::new))
                .mapValue(UUID.class)
                .all()
                .collect(Collectors.toSet())
                .map(ended ->
                        endings.stream().map(each -> ended.contains(each.id())).toList());
    }

    private Mono<Boolean> queueAgain(UUID id, UUID owner, Delivery.Queued queued) {
        return database.sql(AGAIN)
                .bind("dueAt", queued.dueAt())
                .bind("id", id)
                .bind("owner", owner)
                .bind("attempts", queued.attempts())
                .bind("code", orNull(queued.last().code(), Integer.class))
                .bind("reason", orNull(queued.last().reason(), String.class))
                .map(row -> flag(row, "ours"))
                .one();
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
            case "staff" -> staff(row);
            default ->
                new Message.Article(
                        text(row, "slug"),
                        text(row, "title"),
                        textOrNull(row, "summary"),
                        Stream.concat(Stream.of(text(row, "author_name")), texts(row, "coauthor_names").stream())
                                .toList(),
                        textOrNull(row, "category_name"),
                        instant(row, "published_at"),
                        textOrNull(row, "language"),
                        flag(row, "for_subscribers"));
        };
    }

    private static Message staff(Readable row) {
        String actor = textOrNull(row, "actor_name");
        return PASSWORD.equals(text(row, "step"))
                ? new Message.PasswordLink(
                        uuid(row, "staff_mail_id"), text(row, "username"), instant(row, "link_expires_at"), actor)
                : new Message.Staff(
                        ReviewStep.labelled(text(row, "step")),
                        uuid(row, "staff_article"),
                        text(row, "staff_title"),
                        actor);
    }

    private static List<Message.NamedTopic> topics(Readable row, String kinds, String names) {
        List<String> kind = texts(row, kinds);
        List<String> name = texts(row, names);
        return IntStream.range(0, kind.size())
                .mapToObj(i -> new Message.NamedTopic(kind.get(i), name.get(i)))
                .toList();
    }
}
