package org.pressroom.article.authors;

import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.Columns;
import org.pressroom.common.events.AccountState;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The public names of those who write, kept up with what the accounts tell. */
@Component
public class AuthorRepository {

    private final DatabaseClient database;

    AuthorRepository(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Makes sure that a writer is known, by the names that the token carries: the account's own event may still be on
     * its way, and has the last word.
     */
    public Mono<Void> ensure(UUID accountId, @Nullable String slug, @Nullable String name) {
        // author_pkey
        return database.sql("""
                        INSERT INTO author (account_id, version, slug, name) VALUES (:accountId, 0, :slug, :name)
                        ON CONFLICT (account_id) DO NOTHING
                        """)
                .bind("accountId", accountId)
                .bind("slug", slug == null ? accountId.toString() : slug)
                .bind("name", name == null ? "" : name)
                .then();
    }

    /** Whose slug that is; the newest, where one just left it to another. */
    public Mono<UUID> named(String slug) {
        // author_slug
        return database.sql("SELECT account_id FROM author WHERE slug = :slug ORDER BY version DESC LIMIT 1")
                .bind("slug", slug)
                .mapValue(UUID.class)
                .one();
    }

    /** The author as known now, whom somebody may be changing. */
    public Mono<Author> find(UUID accountId) {
        // author_pkey
        return database.sql("SELECT account_id, version, slug, name FROM author WHERE account_id = :accountId")
                .bind("accountId", accountId)
                .map(AuthorRepository::author)
                .one();
    }

    /** Takes over the account's state, unless a newer one is known; asks for new announcements where the name changed. */
    Mono<Void> project(AccountState account) {
        // author_pkey
        return database.sql("""
                        INSERT INTO author AS known (account_id, version, slug, name, bio, picture)
                        VALUES (:accountId, :version, :slug, :name, :bio, :picture)
                        ON CONFLICT (account_id) DO UPDATE SET
                            version = excluded.version,
                            slug = excluded.slug,
                            name = excluded.name,
                            bio = excluded.bio,
                            picture = excluded.picture,
                            bylines_due = known.bylines_due OR (known.article_count > 0
                                AND (known.slug, known.name) IS DISTINCT FROM (excluded.slug, excluded.name))
                        WHERE known.version < excluded.version
                        """)
                .bind("accountId", account.accountId())
                .bind("version", account.version())
                .bind("slug", account.slug())
                .bind("name", account.name())
                .bind("bio", Columns.orNull(account.bio(), String.class))
                .bind("picture", Columns.orNull(account.picture(), String.class))
                .then();
    }

    /**
     * An author whose articles have to be announced under a new name, and whom no other process is at; or none.
     *
     * @param resting accounts that are passed over
     */
    public Mono<Author> lockNextDue(Collection<UUID> resting) {
        // author_bylines_due
        return database.sql("""
                        SELECT account_id, version, slug, name FROM author
                        WHERE bylines_due AND account_id <> ALL (:resting)
                        ORDER BY account_id LIMIT 1
                        FOR NO KEY UPDATE SKIP LOCKED
                        """)
                .bind("resting", resting.toArray(UUID[]::new))
                .map(AuthorRepository::author)
                .one();
    }

    /** All their articles are announced under the new name. */
    public Mono<Void> settle(Author author) {
        // author_pkey
        return database.sql("UPDATE author SET bylines_due = false WHERE account_id = :accountId")
                .bind("accountId", author.accountId())
                .then();
    }

    /**
     * Counts the author's published articles up or down. Nobody else changes the author from then on until the transaction
     * ends: whoever publishes for the same author waits for that, so this comes last.
     *
     * @return the author's version
     */
    public Mono<Long> count(UUID accountId, int change) {
        // author_pkey
        return change == 0
                ? database.sql("SELECT version FROM author WHERE account_id = :accountId FOR SHARE")
                        .bind("accountId", accountId)
                        .mapValue(Long.class)
                        .one()
                : database.sql("""
                                UPDATE author SET article_count = article_count + :change WHERE account_id = :accountId
                                RETURNING version
                                """)
                        .bind("accountId", accountId)
                        .bind("change", change)
                        .mapValue(Long.class)
                        .one();
    }

    private static Author author(Readable row) {
        return new Author(
                Columns.uuid(row, "account_id"),
                Columns.number(row, "version"),
                Columns.text(row, "slug"),
                Columns.text(row, "name"));
    }
}
