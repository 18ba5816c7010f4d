package org.pressroom.gateway.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.Columns;
import org.pressroom.common.text.Sha256;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The links by which passwords are chosen, each of which may go by mail too. Only their hashes are kept. */
@Component
public final class PasswordLinkRepository {

    private final DatabaseClient database;

    PasswordLinkRepository(DatabaseClient database) {
        this.database = database;
    }

    /** By whose order a link goes by mail too. */
    record Mailing(UUID mailId, UUID orderedBy) {}

    /**
     * In place of the one that the account may have; by the primary key.
     *
     * @param mailing null where it goes by no mail
     */
    Mono<Void> replace(UUID accountId, String secret, @Nullable Mailing mailing, Instant now, Instant expiresAt) {
        return database.sql("""
                        INSERT INTO password_link
                            (account_id, token_hash, created_at, expires_at, mail_id, ordered_by, mail_due_at)
                        VALUES (:account, :hash, :now, :expires, :mail, :orderedBy, :due)
                        ON CONFLICT (account_id) DO UPDATE SET
                            token_hash = excluded.token_hash, created_at = excluded.created_at,
                            expires_at = excluded.expires_at, mail_id = excluded.mail_id,
                            ordered_by = excluded.ordered_by, mail_due_at = excluded.mail_due_at,
                            mail_token_hash = NULL
                        """)
                .bind("mail", Columns.orNull(mailing == null ? null : mailing.mailId(), UUID.class))
                .bind("orderedBy", Columns.orNull(mailing == null ? null : mailing.orderedBy(), UUID.class))
                .bind("due", Columns.orNull(mailing == null ? null : now, Instant.class))
                .bind("account", accountId)
                .bind("hash", Sha256.of(secret))
                .bind("now", now)
                .bind("expires", expiresAt)
                .then();
    }

    /**
     * Whose the link is, as it was shown or as it stands in the mail; empty where it is used up or too old. By the unique
     * constraints on password_link.token_hash and mail_token_hash.
     */
    Mono<UUID> find(String secret, Instant now) {
        return database.sql("""
                        SELECT account_id FROM password_link
                        WHERE (token_hash = :hash OR mail_token_hash = :hash) AND expires_at > :now
                        """)
                .bind("hash", Sha256.of(secret))
                .bind("now", now)
                .mapValue(UUID.class)
                .one();
    }

    /** Uses the link up, which one alone can; whose it was, as {@link #find} says. */
    Mono<UUID> use(String secret, Instant now) {
        return database.sql("""
                        DELETE FROM password_link
                        WHERE (token_hash = :hash OR mail_token_hash = :hash) AND expires_at > :now
                        RETURNING account_id
                        """)
                .bind("hash", Sha256.of(secret))
                .bind("now", now)
                .mapValue(UUID.class)
                .one();
    }

    /**
     * A link that is to go by mail.
     *
     * @param email null where there is none any more, or the account was closed
     * @param actorName who ordered it; null where that account is gone
     */
    public record DueMail(
            UUID accountId,
            UUID mailId,
            String username,
            @Nullable String email,
            Instant expiresAt,
            @Nullable String actorName) {}

    /**
     * Takes some in hand whose mails are not handed over yet. That is no lock: it ends by itself.
     *
     * @param lease how long no other process takes them
     */
    public Flux<DueMail> claimMails(Instant now, int limit, Duration lease) {
        // password_link_mail_due_at, password_link_pkey, account_pkey
        return database.sql("""
                        WITH due AS MATERIALIZED (
                            SELECT account_id FROM password_link WHERE mail_due_at <= :now AND expires_at > :now
                            ORDER BY mail_due_at LIMIT :limit
                            FOR UPDATE SKIP LOCKED),
                        claimed AS (
                            UPDATE password_link SET mail_due_at = :until FROM due
                            WHERE password_link.account_id = due.account_id
                            RETURNING password_link.account_id, mail_id, ordered_by, expires_at)
                        SELECT claimed.account_id, claimed.mail_id, claimed.expires_at, account.username,
                            CASE WHEN account.active THEN account.email END AS email, actor.name AS actor_name
                        FROM claimed
                        JOIN account ON account.id = claimed.account_id
                        LEFT JOIN account actor ON actor.id = claimed.ordered_by
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .bind("until", now.plus(lease))
                .map(row -> new DueMail(
                        Columns.uuid(row, "account_id"),
                        Columns.uuid(row, "mail_id"),
                        Columns.text(row, "username"),
                        Columns.textOrNull(row, "email"),
                        Columns.instant(row, "expires_at"),
                        Columns.textOrNull(row, "actor_name")))
                .all();
    }

    /**
     * A mail is handed over, or cannot be. Nothing where the link was used, or is another by now. By the primary key.
     *
     * @param tokenHash of what stands in the mail; null where there is none
     */
    public Mono<Void> settleMail(DueMail mail, byte @Nullable [] tokenHash) {
        return database.sql("""
                        UPDATE password_link SET mail_due_at = NULL, mail_token_hash = :hash
                        WHERE account_id = :account AND mail_id = :mail
                        """)
                .bind("hash", Columns.orNull(tokenHash, byte[].class))
                .bind("account", mail.accountId())
                .bind("mail", mail.mailId())
                .then();
    }

    /** What went to an address is good no more; the link that was shown stays. By the primary key. */
    Mono<Void> revokeMail(UUID accountId) {
        return database.sql("""
                        UPDATE password_link SET mail_id = NULL, mail_due_at = NULL, mail_token_hash = NULL
                        WHERE account_id = :account
                        """).bind("account", accountId).then();
    }

    /** By the primary key. */
    Mono<Void> revoke(UUID accountId) {
        return database.sql("DELETE FROM password_link WHERE account_id = :account")
                .bind("account", accountId)
                .then();
    }
}
