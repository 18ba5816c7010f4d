package org.pressroom.subscription.staffmail;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.pressroom.common.database.Columns;
import org.pressroom.subscription.delivery.DeliveryQueue;
import org.pressroom.subscription.mailing.MailChannel;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The mails to members of staff. */
@Component
public class StaffMailRepository {

    private final DatabaseClient database;
    private final DeliveryQueue queue;
    private final TransactionalOperator transaction;
    private final Clock clock;

    StaffMailRepository(DatabaseClient database, DeliveryQueue queue, TransactionalOperator transaction, Clock clock) {
        this.database = database;
        this.queue = queue;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Queues those that were not asked for before. */
    Mono<Void> queue(List<StaffMail> mails) {
        return Flux.fromIterable(mails)
                .concatMap(mail -> queueNew(insert(mail), mail.id(), mail.recipient()))
                .then()
                .as(transaction::transactional);
    }

    /** Queues one that was not asked for before. */
    Mono<Void> queue(PasswordMail mail) {
        return queueNew(insert(mail), mail.id(), mail.recipient()).as(transaction::transactional);
    }

    private Mono<Void> queueNew(Mono<Boolean> insert, UUID id, String recipient) {
        return insert.filter(isNew -> isNew).flatMap(isNew -> queue.staff(id, MailChannel.STAFF, recipient));
    }

    private Mono<Boolean> insert(PasswordMail mail) {
        // staff_mail_pkey
        return database.sql("""
                        INSERT INTO staff_mail (id, step, title, actor_name, username, link_expires_at, created_at)
                        VALUES (:id, 'password', '', :actorName, :username, :expiresAt, :now)
                        ON CONFLICT (id) DO NOTHING
                        """)
                .bind("id", mail.id())
                .bind("actorName", Columns.orNull(mail.actorName(), String.class))
                .bind("username", mail.username())
                .bind("expiresAt", mail.expiresAt())
                .bind("now", clock.instant())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private Mono<Boolean> insert(StaffMail mail) {
        // staff_mail_pkey
        return database.sql("""
                        INSERT INTO staff_mail (id, step, article_id, title, actor_name, created_at)
                        VALUES (:id, :step, :articleId, :title, :actorName, :now)
                        ON CONFLICT (id) DO NOTHING
                        """)
                .bind("id", mail.id())
                .bind("step", mail.step().label())
                .bind("articleId", mail.articleId())
                .bind("title", Objects.requireNonNullElse(mail.title(), ""))
                .bind("actorName", Columns.orNull(mail.actorName(), String.class))
                .bind("now", clock.instant())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /**
     * Drops old ones, with what became of them and the addresses. Index: staff_mail_created_at.
     *
     * @return how many there were, the limit at most
     */
    public Mono<Long> drop(Instant before, int limit) {
        return database.sql("""
                        DELETE FROM staff_mail WHERE id = ANY (ARRAY(
                            SELECT id FROM staff_mail WHERE created_at < :before ORDER BY created_at LIMIT :limit))
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .fetch()
                .rowsUpdated();
    }
}
