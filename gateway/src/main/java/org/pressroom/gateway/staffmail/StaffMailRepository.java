package org.pressroom.gateway.staffmail;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.Columns;
import org.pressroom.common.security.Role;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who is still to be told of what, in the database. */
@Component
class StaffMailRepository {

    /** More than a newsroom has; what is beyond hears of it at the desk alone. */
    private static final int MOST_TOLD = 200;

    private final DatabaseClient database;

    StaffMailRepository(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Somebody who is to be told.
     *
     * @param email null where there is none any more, or the account was closed
     * @param actorName who did it; null for nobody in particular
     */
    record Due(
            UUID id,
            String step,
            UUID articleId,
            @Nullable String email,
            @Nullable String actorName) {}

    /** Those of these accounts that can be told. */
    Mono<List<UUID>> reachable(Collection<UUID> accounts) {
        // account_pkey
        return database.sql("""
                        SELECT id FROM account WHERE id = ANY (:accounts) AND active AND email IS NOT NULL
                        """)
                .bind("accounts", accounts.toArray(UUID[]::new))
                .mapValue(UUID.class)
                .all()
                .collectList();
    }

    /** All who review and can be told; the accounts of a newsroom are few. */
    Mono<List<UUID>> reachableEditors() {
        return database.sql("""
                        SELECT id FROM account WHERE active AND email IS NOT NULL AND roles && :editors
                        ORDER BY id LIMIT :most
                        """)
                .bind("editors", new String[] {Role.EDITOR.wireName(), Role.ADMIN.wireName()})
                .bind("most", MOST_TOLD)
                .mapValue(UUID.class)
                .all()
                .collectList();
    }

    /** Notes who is to be told; of the same, once. */
    Mono<Void> insert(ReviewMail mail, List<UUID> accounts, Instant now) {
        if (accounts.isEmpty()) {
            return Mono.empty();
        }
        // staff_mail_pkey
        return database.sql("""
                        INSERT INTO staff_mail (id, step, article_id, actor_id, account_id, due_at)
                        SELECT told.id, :step, :articleId, :actorId, told.account, :now
                        FROM unnest(:ids, :accounts) AS told (id, account)
                        ON CONFLICT (id) DO NOTHING
                        """)
                .bind("ids", accounts.stream().map(mail::idFor).toArray(UUID[]::new))
                .bind("accounts", accounts.toArray(UUID[]::new))
                .bind("step", mail.step())
                .bind("articleId", mail.articleId())
                .bind("actorId", Columns.orNull(mail.actorId(), UUID.class))
                .bind("now", now)
                .then();
    }

    /**
     * Takes some in hand, those first that have been due for longest. That is no lock: it ends by itself.
     *
     * @param lease how long no other process takes them
     */
    Flux<Due> claim(Instant now, int limit, Duration lease) {
        // staff_mail_due_at, staff_mail_pkey, account_pkey
        return database.sql("""
                        WITH due AS MATERIALIZED (
                            SELECT id FROM staff_mail WHERE due_at <= :now ORDER BY due_at LIMIT :limit
                            FOR UPDATE SKIP LOCKED),
                        claimed AS (
                            UPDATE staff_mail SET due_at = :until FROM due WHERE staff_mail.id = due.id
                            RETURNING staff_mail.id, step, article_id, actor_id, account_id)
                        SELECT claimed.id, claimed.step, claimed.article_id,
                            CASE WHEN account.active THEN account.email END AS email, actor.name AS actor_name
                        FROM claimed
                        JOIN account ON account.id = claimed.account_id
                        LEFT JOIN account actor ON actor.id = claimed.actor_id
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .bind("until", now.plus(lease))
                .map(row -> new Due(
                        Columns.uuid(row, "id"),
                        Columns.text(row, "step"),
                        Columns.uuid(row, "article_id"),
                        Columns.textOrNull(row, "email"),
                        Columns.textOrNull(row, "actor_name")))
                .all();
    }

    /** Forgets those that are handed over, or that nobody can be told any more. */
    Mono<Void> delete(Collection<UUID> ids) {
        // staff_mail_pkey
        return database.sql("DELETE FROM staff_mail WHERE id = ANY (:ids)")
                .bind("ids", ids.toArray(UUID[]::new))
                .then();
    }
}
