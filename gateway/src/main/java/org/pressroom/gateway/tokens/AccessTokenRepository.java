package org.pressroom.gateway.tokens;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.Columns;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.text.Sha256;
import org.pressroom.gateway.principals.Credentials;
import org.pressroom.gateway.routes.Scope;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The personal access tokens of accounts. Only their hashes are kept. */
@Component
class AccessTokenRepository {

    /** How many one account may have. */
    static final int MOST = 100;

    /** By this, people and scanners of leaked secrets recognise one. */
    private static final String PREFIX = "pressroom_";

    /**
     * A token as its owner sees it.
     *
     * @param scopes null where it may do all that the account may do
     * @param expiresAt null where it does not end by itself
     */
    record AccessToken(
            UUID id,
            String name,
            @Nullable List<String> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt) {}

    /**
     * A new token with its secret.
     *
     * @param token the secret, which is shown this once
     */
    @Schema(name = "IssuedToken")
    record Issued(UUID id, String token) {}

    private final DatabaseClient database;
    private final Credentials credentials;
    private final TransactionalOperator transaction;
    private final Clock clock;

    AccessTokenRepository(
            DatabaseClient database, Credentials credentials, TransactionalOperator transaction, Clock clock) {
        this.clock = clock;
        this.database = database;
        this.credentials = credentials;
        this.transaction = transaction;
    }

    /** Newest first; by the index access_token_account. */
    Flux<AccessToken> list(UUID accountId, PageRequest page) {
        Cursor after = page.after();
        DatabaseClient.GenericExecuteSpec query =
                after == null ? database.sql("""
                        SELECT id, name, scopes, created_at, expires_at FROM access_token
                         WHERE account_id = :account ORDER BY id DESC LIMIT :rows
                        """) : database.sql("""
                                SELECT id, name, scopes, created_at, expires_at FROM access_token
                                 WHERE account_id = :account AND id < :after ORDER BY id DESC LIMIT :rows
                                """).bind("after", after.uuid(0));
        return query.bind("account", accountId)
                .bind("rows", page.rows())
                .map(row -> new AccessToken(
                        Columns.uuid(row, "id"),
                        Columns.text(row, "name"),
                        Columns.textsOrNull(row, "scopes"),
                        Columns.instant(row, "created_at"),
                        Columns.instantOrNull(row, "expires_at")))
                .all();
    }

    /**
     * Makes one, in place of those that have run out. Empty where the account has as many as it may have, or was closed
     * meanwhile: the account is locked first, so that neither many at once nor its closing can pass by.
     */
    Mono<Issued> issue(UUID accountId, String name, @Nullable Set<Scope> scopes, @Nullable Instant expiresAt) {
        UUID id = Ids.next();
        String secret = PREFIX + Ids.secret();
        DatabaseClient.GenericExecuteSpec insert = database.sql("""
                        INSERT INTO access_token (id, token_hash, account_id, name, scopes, created_at, expires_at)
                        SELECT :id, :hash, :account, :name, :scopes, :now, :expires
                         WHERE (SELECT count(*) FROM access_token WHERE account_id = :account) < :most
                        """)
                .bind("id", id)
                .bind("hash", Sha256.of(secret))
                .bind("account", accountId)
                .bind("name", name)
                .bind("now", clock.instant())
                .bind("most", MOST);
        insert = insert.bind("scopes", Columns.orNull(names(scopes), String[].class))
                .bind("expires", Columns.orNull(expiresAt, Instant.class));
        Mono<Long> inserted = insert.fetch().rowsUpdated();
        return lock(accountId)
                .flatMap(open -> deleteExpired(accountId).then(inserted))
                .filter(rows -> rows == 1)
                .map(rows -> new Issued(id, secret))
                .as(transaction::transactional);
    }

    private static String @Nullable [] names(@Nullable Set<Scope> scopes) {
        return scopes == null ? null : scopes.stream().map(Scope::id).sorted().toArray(String[]::new);
    }

    /** By the index access_token_account. */
    private Mono<Void> deleteExpired(UUID accountId) {
        return database.sql("DELETE FROM access_token WHERE account_id = :account AND expires_at <= :now")
                .bind("account", accountId)
                .bind("now", clock.instant())
                .then();
    }

    /** By the primary key of account. Empty where it is closed. */
    private Mono<UUID> lock(UUID accountId) {
        return database.sql("SELECT id FROM account WHERE id = :account AND active FOR NO KEY UPDATE")
                .bind("account", accountId)
                .map((row, metadata) -> Columns.uuid(row, "id"))
                .one();
    }

    /** Revokes one of the account's tokens; false where it has no such token. */
    Mono<Boolean> revoke(UUID accountId, UUID id) {
        return database.sql("DELETE FROM access_token WHERE id = :id AND account_id = :account")
                .bind("id", id)
                .bind("account", accountId)
                .fetch()
                .rowsUpdated()
                .doOnNext(rows -> credentials.forget(id))
                .map(rows -> rows == 1);
    }
}
