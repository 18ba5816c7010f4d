package org.pressroom.gateway.sessions;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.Columns;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.text.Sha256;
import org.pressroom.gateway.accounts.AccountRepository;
import org.pressroom.gateway.principals.Credentials;
import org.pressroom.gateway.principals.PrincipalProperties;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Begins and ends sessions. */
@Component
class SessionRepository {

    private static final int SWEPT_AT_ONCE = 1000;

    private final DatabaseClient database;
    private final Credentials credentials;
    private final PrincipalProperties properties;
    private final Clock clock;

    SessionRepository(DatabaseClient database, Credentials credentials, PrincipalProperties properties, Clock clock) {
        this.clock = clock;
        this.database = database;
        this.credentials = credentials;
        this.properties = properties;
    }

    /**
     * Begins a session and gives its secret, which is not kept. Empty where the account was closed or got another
     * password since it was looked at: what ended its sessions then must not miss this one.
     *
     * @param device by which its owner tells it from others
     */
    Mono<String> begin(AccountRepository.WithPassword checked, @Nullable String device) {
        String secret = Ids.secret();
        Instant now = clock.instant();
        return database.sql("""
                        INSERT INTO session (id, token_hash, account_id, device, created_at, seen_at, expires_at)
                        SELECT :id, :hash, id, :device, :now, :now, :expires
                          FROM account
                         WHERE id = :account AND active AND password_hash = :password
                           FOR SHARE
                        """)
                .bind("id", Ids.next())
                .bind("hash", Sha256.of(secret))
                .bind("account", checked.account().id())
                .bind("password", checked.passwordHash())
                .bind("now", now)
                .bind("expires", now.plus(properties.sessionIdle()))
                .bind("device", Columns.orNull(device, String.class))
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .doOnNext(begun -> credentials.begun(secret))
                .flatMap(begun -> sweep(now).thenReturn(secret));
    }

    /** Ends a session. Does nothing where it has ended. */
    Mono<Void> end(UUID sessionId) {
        return database.sql("DELETE FROM session WHERE id = :id")
                .bind("id", sessionId)
                .fetch()
                .rowsUpdated()
                .doOnSuccess(rows -> credentials.forget(sessionId))
                .then();
    }

    /** A session as its owner sees it. */
    record Session(UUID id, @Nullable String device, Instant createdAt, Instant seenAt, Instant expiresAt) {}

    /** Those that have not ended, newest first; of one account there are few: by the index session_account. */
    Flux<Session> list(UUID accountId, PageRequest page) {
        Cursor after = page.after();
        DatabaseClient.GenericExecuteSpec query = database.sql(
                        """
                        SELECT id, device, created_at, seen_at, expires_at FROM session
                         WHERE account_id = :account AND expires_at > :now
                        """ + (after == null ? "" : " AND id < :after") + " ORDER BY id DESC LIMIT :rows")
                .bind("account", accountId)
                .bind("now", clock.instant())
                .bind("rows", page.rows());
        query = after == null ? query : query.bind("after", after.uuid(0));
        return query.map(row -> new Session(
                        Columns.uuid(row, "id"),
                        Columns.textOrNull(row, "device"),
                        Columns.instant(row, "created_at"),
                        Columns.instant(row, "seen_at"),
                        Columns.instant(row, "expires_at")))
                .all();
    }

    /** Ends one of the account's sessions; false where it has no such session. */
    Mono<Boolean> endOwn(UUID accountId, UUID sessionId) {
        return database.sql("DELETE FROM session WHERE id = :id AND account_id = :account")
                .bind("id", sessionId)
                .bind("account", accountId)
                .fetch()
                .rowsUpdated()
                .doOnNext(rows -> credentials.forget(sessionId))
                .map(rows -> rows == 1);
    }

    /**
     * Ends all of the account's sessions but one; by the index session_account.
     *
     * @param kept null for none
     */
    Mono<Void> endOthers(UUID accountId, @Nullable UUID kept) {
        return database.sql("DELETE FROM session WHERE account_id = :account AND id IS DISTINCT FROM :kept")
                .bind("account", accountId)
                .bind("kept", Columns.orNull(kept, UUID.class))
                .fetch()
                .rowsUpdated()
                .doOnNext(rows -> credentials.forgetAccount(accountId))
                .then();
    }

    /** Whoever signs in takes some rubbish out; by the index session_expires_at. */
    private Mono<Void> sweep(Instant now) {
        return database.sql("""
                        DELETE FROM session
                         WHERE id IN (SELECT id FROM session WHERE expires_at < :now
                                       ORDER BY expires_at LIMIT :most FOR UPDATE SKIP LOCKED)
                        """)
                .bind("now", now)
                .bind("most", SWEPT_AT_ONCE)
                .fetch()
                .rowsUpdated()
                .then();
    }
}
