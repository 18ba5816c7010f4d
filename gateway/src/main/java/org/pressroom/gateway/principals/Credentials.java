package org.pressroom.gateway.principals;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.Columns;
import org.pressroom.common.security.Role;
import org.pressroom.common.text.Sha256;
import org.pressroom.gateway.principals.Principal.Credential;
import org.pressroom.gateway.routes.Scope;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Looks up who a session cookie or a personal access token belongs to. What was found is believed for some seconds, so
 * that not every request asks the database; what this process ends itself is forgotten at once. A look that takes longer than
 * five seconds fails with {@link TimeoutException}.
 */
@Component
public final class Credentials {

    private static final int MOST_REMEMBERED = 20_000;
    private static final int LONGEST_SECRET = 200;
    private static final Duration LOOK_UP_LIMIT = Duration.ofSeconds(5);
    private static final Duration SEEN_FOR = Duration.ofDays(1);

    /** A session's last use is written down no more often than this. */
    private static final Duration NOTED = Duration.ofMinutes(5);

    /** A session is no token: each kind is remembered as what it is. */
    private record Secret(Credential kind, ByteBuffer hash) {}

    private record Known(Principal principal, Instant expiresAt) {}

    private final DatabaseClient database;
    private final PrincipalProperties properties;
    private final Clock clock;
    private final Cache<Secret, Known> remembered;

    /** What was good once: whoever shows it is not held up by what others show from the same address. */
    private final Cache<Secret, Boolean> seen;

    @Autowired
    Credentials(DatabaseClient database, PrincipalProperties properties, Clock clock) {
        this(database, properties, MOST_REMEMBERED, clock);
    }

    Credentials(DatabaseClient database, PrincipalProperties properties, int mostRemembered, Clock clock) {
        this.database = database;
        this.properties = properties;
        this.clock = clock;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(mostRemembered)
                .expireAfterWrite(properties.remembered())
                .build();
        this.seen = Caffeine.newBuilder()
                .maximumSize(mostRemembered)
                .expireAfterAccess(SEEN_FOR)
                .build();
    }

    /** Who the session belongs to; empty where it has ended, never was, or its account is closed. */
    public Mono<Principal> session(String secret, String clientAddress) {
        return find(Credential.SESSION, secret, clientAddress, this::readSession);
    }

    /** Who the token belongs to; empty where it is revoked, expired, never was, or its account is closed. */
    public Mono<Principal> token(String secret, String clientAddress) {
        return find(Credential.TOKEN, secret, clientAddress, this::readToken);
    }

    /** Whether this was good when it was last looked up here; it need not be so any more. */
    public boolean wasGood(Credential kind, String secret) {
        return isPossible(secret) && seen.getIfPresent(key(kind, secret)) != null;
    }

    /** A session that has just begun is known to be good. */
    public void begun(String sessionSecret) {
        seen.put(key(Credential.SESSION, sessionSecret), true);
    }

    /** Believes nothing any more that is known of this account, here. */
    public void forgetAccount(UUID accountId) {
        remembered
                .asMap()
                .values()
                .removeIf(known -> accountId.equals(known.principal().accountId()));
    }

    /** Believes no more in the session or token, here. */
    public void forget(UUID credentialId) {
        remembered
                .asMap()
                .values()
                .removeIf(known -> credentialId.equals(known.principal().credentialId()));
    }

    private interface Reading {
        Mono<Known> read(byte[] hash);
    }

    private Mono<Principal> find(Credential kind, String secret, String clientAddress, Reading reading) {
        if (!isPossible(secret)) {
            return Mono.empty();
        }
        Secret key = key(kind, secret);
        Known known = remembered.getIfPresent(key);
        Mono<Known> found = known != null
                ? Mono.just(known)
                : reading.read(key.hash().array())
                        .timeout(LOOK_UP_LIMIT)
                        .doOnNext(read -> {
                            remembered.put(key, read);
                            seen.put(key, true);
                        })
                        .switchIfEmpty(Mono.fromRunnable(() -> seen.invalidate(key)));
        return found.filter(it -> it.expiresAt().isAfter(clock.instant())).map(it -> at(it.principal(), clientAddress));
    }

    private static boolean isPossible(String secret) {
        return !secret.isEmpty() && secret.length() <= LONGEST_SECRET;
    }

    private static Secret key(Credential kind, String secret) {
        return new Secret(kind, ByteBuffer.wrap(Sha256.of(secret)));
    }

    /** By the unique constraint on session.token_hash and the primary key of account. */
    private Mono<Known> readSession(byte[] hash) {
        return database.sql("""
                        SELECT s.id AS credential_id, s.seen_at, s.created_at, s.expires_at,
                               a.id, a.version, a.username, a.slug, a.name, a.roles
                          FROM session s JOIN account a ON a.id = s.account_id
                         WHERE s.token_hash = :hash AND s.expires_at > :now AND a.active
                        """)
                .bind("hash", hash)
                .bind("now", clock.instant())
                .map((row, metadata) -> new FoundSession(
                        principal(row, Credential.SESSION, null, null),
                        Columns.instant(row, "created_at"),
                        Columns.instant(row, "seen_at"),
                        Columns.instant(row, "expires_at")))
                .one()
                .flatMap(this::keepAlive);
    }

    private record FoundSession(Principal principal, Instant createdAt, Instant seenAt, Instant expiresAt) {}

    private Mono<Known> keepAlive(FoundSession session) {
        if (session.seenAt().plus(NOTED).isAfter(clock.instant())) {
            return Mono.just(new Known(session.principal(), session.expiresAt()));
        }
        Instant idleEnd = clock.instant().plus(properties.sessionIdle());
        Instant lastEnd = session.createdAt().plus(properties.sessionLifetime());
        Instant expiresAt = idleEnd.isBefore(lastEnd) ? idleEnd : lastEnd;
        return database.sql("UPDATE session SET seen_at = :now, expires_at = :expires WHERE id = :id")
                .bind("now", clock.instant())
                .bind("expires", expiresAt)
                .bind("id", Objects.requireNonNull(session.principal().credentialId()))
                .fetch()
                .rowsUpdated()
                .thenReturn(new Known(session.principal(), expiresAt));
    }

    /** By the unique constraint on access_token.token_hash and the primary key of account. */
    private Mono<Known> readToken(byte[] hash) {
        return database.sql("""
                        SELECT t.id AS credential_id, t.scopes, t.expires_at,
                               a.id, a.version, a.username, a.slug, a.name, a.roles
                          FROM access_token t JOIN account a ON a.id = t.account_id
                         WHERE t.token_hash = :hash
                           AND (t.expires_at IS NULL OR t.expires_at > :now) AND a.active
                        """)
                .bind("hash", hash)
                .bind("now", clock.instant())
                .map((row, metadata) -> {
                    Instant end = Columns.instantOrNull(row, "expires_at");
                    return new Known(
                            principal(row, Credential.TOKEN, Columns.textsOrNull(row, "scopes"), end),
                            end == null ? Instant.MAX : end);
                })
                .one();
    }

    private static Principal principal(
            Readable row, Credential credential, @Nullable List<String> scopes, @Nullable Instant validUntil) {
        return new Principal(
                credential,
                Columns.uuidOrNull(row, "id"),
                Columns.number(row, "version"),
                Columns.textOrNull(row, "username"),
                Columns.textOrNull(row, "slug"),
                Columns.textOrNull(row, "name"),
                Columns.texts(row, "roles").stream()
                        .flatMap(role -> Role.named(role).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                Columns.uuidOrNull(row, "credential_id"),
                scopes == null ? null : scopes(scopes),
                validUntil,
                false,
                "");
    }

    /** A scope that this version does not know allows nothing. */
    private static Set<Scope> scopes(List<String> names) {
        return Arrays.stream(Scope.values())
                .filter(scope -> names.contains(scope.id()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Principal at(Principal principal, String clientAddress) {
        return new Principal(
                principal.credential(),
                principal.accountId(),
                principal.accountVersion(),
                principal.username(),
                principal.slug(),
                principal.name(),
                principal.roles(),
                principal.credentialId(),
                principal.scopes(),
                principal.validUntil(),
                principal.subscribed(),
                clientAddress);
    }
}
