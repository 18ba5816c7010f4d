package org.pressroom.gateway.accounts;

import java.time.Instant;
import java.util.UUID;
import org.pressroom.gateway.principals.Sha256;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The links by which passwords are chosen. Only their hashes are kept. */
@Component
final class PasswordLinkRepository {

    private final DatabaseClient database;

    PasswordLinkRepository(DatabaseClient database) {
        this.database = database;
    }

    /** In place of the one that the account may have; by the primary key. */
    Mono<Void> replace(UUID accountId, String secret, Instant now, Instant expiresAt) {
        return database.sql("""
                        INSERT INTO password_link (account_id, token_hash, created_at, expires_at)
                        VALUES (:account, :hash, :now, :expires)
                        ON CONFLICT (account_id) DO UPDATE SET
                            token_hash = excluded.token_hash, created_at = excluded.created_at,
                            expires_at = excluded.expires_at
                        """)
                .bind("account", accountId)
                .bind("hash", Sha256.of(secret))
                .bind("now", now)
                .bind("expires", expiresAt)
                .then();
    }

    /** Whose the link is; empty where it is used up or too old. By the unique constraint on password_link.token_hash. */
    Mono<UUID> find(String secret, Instant now) {
        return database.sql("SELECT account_id FROM password_link WHERE token_hash = :hash AND expires_at > :now")
                .bind("hash", Sha256.of(secret))
                .bind("now", now)
                .mapValue(UUID.class)
                .one();
    }

    /** Uses the link up, which one alone can; whose it was, as {@link #find} says. */
    Mono<UUID> use(String secret, Instant now) {
        return database.sql("""
                        DELETE FROM password_link WHERE token_hash = :hash AND expires_at > :now RETURNING account_id
                        """)
                .bind("hash", Sha256.of(secret))
                .bind("now", now)
                .mapValue(UUID.class)
                .one();
    }

    /** By the primary key. */
    Mono<Void> revoke(UUID accountId) {
        return database.sql("DELETE FROM password_link WHERE account_id = :account")
                .bind("account", accountId)
                .then();
    }
}
