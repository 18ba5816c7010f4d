package org.pressroom.article.authors;

import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.Columns;
import org.pressroom.common.events.AccountState;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
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

    /** Whose these are, each an account's id or a slug as {@link #named(String)} takes it; null where it is nobody's. */
    public Mono<List<@Nullable UUID>> named(List<String> names) {
        // author_pkey, author_slug
        return database.sql("""
                        SELECT ARRAY(
                            SELECT coalesce(
                                (SELECT account_id FROM author WHERE account_id = asked.id),
                                (SELECT account_id FROM author WHERE slug = asked.name ORDER BY version DESC LIMIT 1))
                            FROM unnest(:names::text[], :ids::uuid[]) WITH ORDINALITY AS asked (name, id, place)
                            ORDER BY place) AS found
                        """)
                .bind("names", names.toArray(String[]::new))
                .bind("ids", names.stream().map(AuthorRepository::idOrNull).toArray(UUID[]::new))
                .map(row -> Arrays.asList(row.get("found", UUID[].class)))
                .one();
    }

    /** A page of those who can be named as authors, by their slugs: who has an account, whether they wrote or not. */
    public Mono<Page<Author>> page(PageRequest request) {
        Cursor after = request.after();
        // author_slug
        DatabaseClient.GenericExecuteSpec query = database.sql("""
                        SELECT account_id, version, slug, name FROM author
                        WHERE active AND version > 0
                        """
                        + (after == null ? "" : " AND (slug, account_id) > (:afterSlug, :afterId)")
                        + " ORDER BY slug, account_id LIMIT :rows")
                .bind("rows", request.rows());
        query = after == null ? query : query.bind("afterSlug", after.string(0)).bind("afterId", after.uuid(1));
        return query.map(AuthorRepository::author)
                .all()
                .collectList()
                .map(rows -> Page.cut(rows, request, row -> Cursor.of(row.slug(), row.accountId())));
    }

    /** Takes over the account's state, unless a newer one is known; asks for new announcements where the name changed. */
    Mono<Void> project(AccountState account) {
        // author_pkey
        return database.sql("""
                        INSERT INTO author AS known (account_id, version, slug, name, active, bio, picture)
                        VALUES (:accountId, :version, :slug, :name, :active, :bio, :picture)
                        ON CONFLICT (account_id) DO UPDATE SET
                            version = excluded.version,
                            slug = excluded.slug,
                            name = excluded.name,
                            active = excluded.active,
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
                .bind("active", account.active())
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
     * Counts published articles of authors up or down. Nobody else changes these authors from then on until the transaction
     * ends: whoever publishes for one of them waits for that, so this comes last, and always in one order.
     *
     * @param changes by their accounts: how many more there are of each, or fewer; 0 for who is only to stay as they are
     * @return their versions
     */
    public Mono<Map<UUID, Long>> count(Map<UUID, Integer> changes) {
        // author_pkey
        return database.sql("""
                        WITH locked AS (
                            SELECT account_id, version FROM author WHERE account_id = ANY (:accountIds)
                            ORDER BY account_id
                            FOR NO KEY UPDATE),
                        counted AS (
                            UPDATE author SET article_count = article_count + change.articles
                            FROM locked JOIN unnest(:accountIds, :changes) AS change (account_id, articles)
                                ON change.account_id = locked.account_id
                            WHERE author.account_id = locked.account_id AND change.articles <> 0)
                        SELECT account_id, version FROM locked
                        """)
                .bind("accountIds", changes.keySet().toArray(UUID[]::new))
                .bind("changes", changes.values().toArray(Integer[]::new))
                .map(row -> Map.entry(Columns.uuid(row, "account_id"), Columns.number(row, "version")))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static @Nullable UUID idOrNull(String name) {
        try {
            UUID id = UUID.fromString(name);
            // It also takes what is shorter.
            return id.toString().equalsIgnoreCase(name) ? id : null;
        } catch (IllegalArgumentException slug) {
            return null;
        }
    }

    private static Author author(Readable row) {
        return new Author(
                Columns.uuid(row, "account_id"),
                Columns.number(row, "version"),
                Columns.text(row, "slug"),
                Columns.text(row, "name"));
    }
}
