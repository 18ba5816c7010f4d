package org.pressroom.subscription.notifying;

import static org.pressroom.common.database.Columns.flag;
import static org.pressroom.common.database.Columns.instant;
import static org.pressroom.common.database.Columns.instantOrNull;
import static org.pressroom.common.database.Columns.integer;
import static org.pressroom.common.database.Columns.integerOrNull;
import static org.pressroom.common.database.Columns.number;
import static org.pressroom.common.database.Columns.text;
import static org.pressroom.common.database.Columns.textOrNull;
import static org.pressroom.common.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.PageRequest;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lists of notifications and their deliveries. */
@Component
class Notifications {

    /** Sorts behind every id that is given out. */
    private static final UUID LAST = new UUID(-1, -1);

    private final DatabaseClient database;

    Notifications(DatabaseClient database) {
        this.database = database;
    }

    /**
     * One publication that subscribers were to hear of. The counts come out even: what is neither sent, failed,
     * uncertain nor skipped is waiting.
     *
     * @param status {@code sending}, {@code completed} or, where the article went away meanwhile, {@code withdrawn}
     */
    record Notification(
            UUID id,
            UUID articleId,
            int publication,
            String slug,
            String title,
            String status,
            Instant publishedAt,
            Instant createdAt,
            @Nullable Instant completedAt,
            long recipients,
            long waiting,
            long sent,
            long failed,
            long uncertain,
            long skipped) {}

    /**
     * One message to one recipient.
     *
     * @param address null where it was erased, and for who may not see addresses
     * @param replyCode what the relay answered last; null where it was not asked
     */
    record Delivery(
            UUID id,
            String channel,
            @Nullable String address,
            String status,
            int attempts,
            @Nullable Integer replyCode,
            @Nullable String reason,
            Instant createdAt,
            Instant updatedAt) {

        Delivery withoutAddress() {
            return new Delivery(id, channel, null, status, attempts, replyCode, reason, createdAt, updatedAt);
        }
    }

    /** The newest first. Indexes: notification_pkey, delivery_count_pkey for those that are not completed. */
    Flux<Notification> list(PageRequest page) {
        Cursor after = page.after();
        return database.sql("""
                        SELECT n.id, n.article_id, n.publication, n.slug, n.title, n.withdrawn_at, n.published_at,
                            n.created_at, n.completed_at, n.recipients,
                            COALESCE(c.sent, n.sent) AS sent, COALESCE(c.failed, n.failed) AS failed,
                            COALESCE(c.uncertain, n.uncertain) AS uncertain, COALESCE(c.skipped, n.skipped) AS skipped
                        FROM (
                            SELECT * FROM notification WHERE id < :before AND stream_position IS NOT NULL
                            ORDER BY id DESC LIMIT :rows) n
                        LEFT JOIN LATERAL (
                            SELECT sum(sent)::bigint AS sent, sum(failed)::bigint AS failed,
                                sum(uncertain)::bigint AS uncertain, sum(skipped)::bigint AS skipped
                            FROM delivery_count WHERE notification_id = n.id) c ON n.completed_at IS NULL
                        ORDER BY n.id DESC
                        """)
                .bind("before", after == null ? LAST : after.uuid(0))
                .bind("rows", page.rows())
                .map(Notifications::notification)
                .all();
    }

    Mono<Boolean> exists(UUID id) {
        return database.sql("SELECT EXISTS (SELECT FROM notification WHERE id = :id) AS there")
                .bind("id", id)
                .map(row -> flag(row, "there"))
                .one();
    }

    /** The newest first. Indexes: delivery_listed, delivery_queue_pkey. */
    Flux<Delivery> deliveries(UUID notification, PageRequest page) {
        Cursor after = page.after();
        return database.sql("""
                        SELECT d.id, d.channel, t.recipient,
                            CASE WHEN q.begun AND d.status = 'queued' THEN 'sending' ELSE d.status END AS status, d.attempts, d.reply_code, d.reason, d.created_at,
                            d.updated_at
                        FROM delivery d
                        JOIN delivery_target t ON t.id = d.target_id
                        LEFT JOIN delivery_queue q ON q.id = d.id
                        WHERE d.notification_id = :notification AND d.id < :before
                        ORDER BY d.id DESC
                        LIMIT :rows
                        """)
                .bind("notification", notification)
                .bind("before", after == null ? LAST : after.uuid(0))
                .bind("rows", page.rows())
                .map(Notifications::delivery)
                .all();
    }

    private static Notification notification(Readable row) {
        long recipients = number(row, "recipients");
        long sent = number(row, "sent");
        long failed = number(row, "failed");
        long uncertain = number(row, "uncertain");
        long skipped = number(row, "skipped");
        Instant completedAt = instantOrNull(row, "completed_at");
        Instant withdrawnAt = instantOrNull(row, "withdrawn_at");
        return new Notification(
                uuid(row, "id"),
                uuid(row, "article_id"),
                integer(row, "publication"),
                text(row, "slug"),
                text(row, "title"),
                withdrawnAt != null ? "withdrawn" : completedAt != null ? "completed" : "sending",
                instant(row, "published_at"),
                instant(row, "created_at"),
                completedAt,
                recipients,
                recipients - sent - failed - uncertain - skipped,
                sent,
                failed,
                uncertain,
                skipped);
    }

    private static Delivery delivery(Readable row) {
        return new Delivery(
                uuid(row, "id"),
                text(row, "channel"),
                textOrNull(row, "recipient"),
                text(row, "status"),
                integer(row, "attempts"),
                integerOrNull(row, "reply_code"),
                textOrNull(row, "reason"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }
}
