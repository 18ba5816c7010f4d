package org.pressroom.gateway.sessions;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.pressroom.common.ids.Ids;
import org.pressroom.gateway.accounts.AccountRepository;
import org.pressroom.gateway.principals.Credentials;
import org.pressroom.gateway.principals.PrincipalProperties;
import org.pressroom.gateway.principals.Sha256;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
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
     */
    Mono<String> begin(AccountRepository.WithPassword checked) {
        String secret = Ids.secret();
        Instant now = clock.instant();
        return database.sql("""
                        INSERT INTO session (id, token_hash, account_id, created_at, seen_at, expires_at)
                        SELECT :id, :hash, id, :now, :now, :expires
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
