package org.pressroom.gateway.accounts;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.Columns;
import org.pressroom.common.events.EventType;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.security.Role;
import org.pressroom.common.text.Slug;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The accounts in the database. Writes must be called inside a transaction: each tells others with its own event. */
@Component
public final class AccountRepository {

    /** An account and what its password is checked against. */
    public record WithPassword(Account account, String passwordHash) {}

    private static final String COLUMNS =
            "id, username, name, slug, bio, picture, roles, email, active, version, created_at, updated_at,"
                    + " password_hash";

    private final DatabaseClient database;
    private final Outbox outbox;

    AccountRepository(DatabaseClient database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** By the unique constraint on account.username. */
    public Mono<WithPassword> named(String username) {
        return database.sql("SELECT " + COLUMNS + " FROM account WHERE username = :username")
                .bind("username", username)
                .map((row, metadata) -> new WithPassword(account(row), Columns.text(row, "password_hash")))
                .one();
    }

    /** By the primary key. */
    Mono<Account> find(UUID id) {
        return database.sql("SELECT " + COLUMNS + " FROM account WHERE id = :id")
                .bind("id", id)
                .map((row, metadata) -> account(row))
                .one();
    }

    /** By the primary key. */
    public Mono<WithPassword> withPassword(UUID id) {
        return database.sql("SELECT " + COLUMNS + " FROM account WHERE id = :id")
                .bind("id", id)
                .map((row, metadata) -> new WithPassword(account(row), Columns.text(row, "password_hash")))
                .one();
    }

    /** The account, held against changes until the transaction ends; empty where it is closed. By the primary key. */
    Mono<WithPassword> hold(UUID id) {
        return database.sql("SELECT " + COLUMNS + " FROM account WHERE id = :id AND active FOR UPDATE")
                .bind("id", id)
                .map((row, metadata) -> new WithPassword(account(row), Columns.text(row, "password_hash")))
                .one();
    }

    /**
     * The account and all that may administer, held against changes until the transaction ends: so the last two admins
     * cannot close each other, and as all are taken in one order, two who do it at once wait instead of deadlocking.
     */
    Flux<Account> holdWithAdmins(UUID id) {
        return database.sql("SELECT " + COLUMNS + """
                         FROM account
                         WHERE id = :id OR (active AND :admin = ANY (roles))
                         ORDER BY id FOR UPDATE
                        """)
                .bind("id", id)
                .bind("admin", Role.ADMIN.wireName())
                .map((row, metadata) -> account(row))
                .all();
    }

    /** Newest first, by the primary key: ids grow with time. */
    Flux<Account> list(PageRequest page) {
        Cursor after = page.after();
        DatabaseClient.GenericExecuteSpec query = after == null
                ? database.sql("SELECT " + COLUMNS + " FROM account ORDER BY id DESC LIMIT :rows")
                : database.sql("SELECT " + COLUMNS + " FROM account WHERE id < :after ORDER BY id DESC LIMIT :rows")
                        .bind("after", after.uuid(0));
        return query.bind("rows", page.rows())
                .map((row, metadata) -> account(row))
                .all();
    }

    Mono<Boolean> none() {
        return database.sql("SELECT NOT EXISTS (SELECT 1 FROM account) AS none")
                .map((row, metadata) -> Columns.flag(row, "none"))
                .one();
    }

    /** Refused where the username or slug is taken. */
    Mono<Account> insert(Account account, String passwordHash) {
        return database.sql("""
                        INSERT INTO account (id, username, name, slug, roles, email, password_hash, active, version,
                                             created_at, updated_at)
                        VALUES (:id, :username, :name, :slug, :roles, :email, :hash, :active, :version, :created, :updated)
                        """)
                .bind("id", account.id())
                .bind("username", account.username())
                .bind("name", account.name())
                .bind("slug", account.slug())
                .bind("roles", names(account.roles()))
                .bind("email", Columns.orNull(account.email(), String.class))
                .bind("hash", passwordHash)
                .bind("active", account.active())
                .bind("version", account.version())
                .bind("created", account.createdAt())
                .bind("updated", account.updatedAt())
                .fetch()
                .rowsUpdated()
                .onErrorMap(DuplicateKeyException.class, taken -> taken())
                .then(told(account));
    }

    /** Writes the next version of an account. A null hash leaves the password. Refused where the slug is taken. */
    Mono<Account> update(Account next, @Nullable String passwordHash) {
        return database.sql("""
                        UPDATE account
                           SET name = :name, slug = :slug, bio = :bio, picture = :picture, roles = :roles,
                               email = :email, active = :active, version = :version, updated_at = :updated,
                               password_hash = coalesce(:hash, password_hash)
                         WHERE id = :id
                        """)
                .bind("id", next.id())
                .bind("name", next.name())
                .bind("slug", next.slug())
                .bind("bio", Columns.orNull(next.bio(), String.class))
                .bind("picture", Columns.orNull(next.picture(), String.class))
                .bind("roles", names(next.roles()))
                .bind("email", Columns.orNull(next.email(), String.class))
                .bind("active", next.active())
                .bind("version", next.version())
                .bind("updated", next.updatedAt())
                .bind("hash", Columns.orNull(passwordHash, String.class))
                .fetch()
                .rowsUpdated()
                .onErrorMap(DuplicateKeyException.class, taken -> taken())
                .then(told(next));
    }

    /** By the index session_account. */
    Mono<Void> endSessions(UUID accountId) {
        return database.sql("DELETE FROM session WHERE account_id = :account")
                .bind("account", accountId)
                .fetch()
                .rowsUpdated()
                .then();
    }

    /** All but one; by the index session_account. */
    Mono<Void> endOtherSessions(UUID accountId, UUID kept) {
        return database.sql("DELETE FROM session WHERE account_id = :account AND id <> :kept")
                .bind("account", accountId)
                .bind("kept", kept)
                .fetch()
                .rowsUpdated()
                .then();
    }

    /** By the index access_token_account. */
    Mono<Void> revokeTokens(UUID accountId) {
        return database.sql("DELETE FROM access_token WHERE account_id = :account")
                .bind("account", accountId)
                .fetch()
                .rowsUpdated()
                .then();
    }

    /** The slug, or the first of {@link Slug#candidates} that is free; by the unique constraint. */
    Mono<String> free(String slug) {
        List<String> candidates = Slug.candidates(slug);
        return database.sql("SELECT slug FROM account WHERE slug = ANY (:candidates)")
                .bind("candidates", candidates.toArray(String[]::new))
                .map((row, metadata) -> Columns.text(row, "slug"))
                .all()
                .collect(Collectors.toSet())
                .map(taken -> candidates.stream()
                        .filter(candidate -> !taken.contains(candidate))
                        .findFirst()
                        .orElse(slug));
    }

    private Mono<Account> told(Account account) {
        return Mono.defer(() -> outbox.append(EventType.ACCOUNT_CHANGED, account.id(), account.id(), account.state()))
                .thenReturn(account);
    }

    private static RefusedException taken() {
        return RefusedException.conflict("Another account has this username or slug.");
    }

    private static Account account(Readable row) {
        return new Account(
                Columns.uuid(row, "id"),
                Columns.text(row, "username"),
                Columns.text(row, "name"),
                Columns.text(row, "slug"),
                Columns.textOrNull(row, "bio"),
                Columns.textOrNull(row, "picture"),
                roles(Columns.texts(row, "roles")),
                Columns.textOrNull(row, "email"),
                Columns.flag(row, "active"),
                Columns.number(row, "version"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    private static Set<Role> roles(List<String> names) {
        return names.stream().flatMap(name -> Role.named(name).stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static String[] names(Set<Role> roles) {
        return roles.stream().map(Role::wireName).sorted().toArray(String[]::new);
    }
}
