package org.pressroom.article.taxonomy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Categories and tags that end, in the database. All of it belongs inside the transaction that ends one, or empties it. */
@Component
public class EndedTermRepository {

    private final DatabaseClient database;

    EndedTermRepository(DatabaseClient database) {
        this.database = database;
    }

    /** Waits for all who are publishing under some name, and lets nobody begin to, until the transaction ends. */
    Mono<Void> lockNames(TermKind kind) {
        return database.sql("SELECT pg_advisory_xact_lock(:lock)")
                .bind("lock", kind.namesLock())
                .then();
    }

    /** Lets no term end until the transaction ends: what was read of one stays true. */
    public Mono<Void> holdNames(TermKind kind) {
        return database.sql("SELECT pg_advisory_xact_lock_shared(:lock)")
                .bind("lock", kind.namesLock())
                .then();
    }

    /**
     * Locks what changes where a term ends: itself, those beneath it, those that were merged into it, and the one that is to
     * have its articles. In the order of their ids, as by who counts articles into several.
     */
    Mono<Void> lock(TermKind kind, UUID id, @Nullable UUID into) {
        // category_pkey, category_into, category_of_parent, or those of tags
        return database.sql("SELECT id FROM %s WHERE id = ANY (:ids) OR into_id = :id %s ORDER BY id FOR NO KEY UPDATE"
                        .formatted(kind.table(), kind == TermKind.CATEGORY ? "OR parent_id = :id" : ""))
                .bind("id", id)
                .bind("ids", into == null ? new UUID[] {id} : new UUID[] {id, into})
                .then();
    }

    /** Puts those beneath a category beneath another, behind those that are there; at the top where that is null. */
    Mono<Void> moveChildren(UUID id, @Nullable UUID parent) {
        // category_of_parent
        return database.sql("""
                        UPDATE category SET parent_id = :parent, position = position + (
                            SELECT coalesce(max(position), 0) FROM category WHERE parent_id IS NOT DISTINCT FROM :parent)
                        WHERE parent_id = :id AND state = 'current'
                        """)
                .bind("id", id)
                .bind("parent", Columns.orNull(parent, UUID.class))
                .then();
    }

    /**
     * Ends a term whose names and addresses, and those that it had before, are another's from now on; so are the articles of
     * those that were merged into it before. It stays beneath the other, so that lists of that one have its articles.
     */
    Mono<Void> merge(TermKind kind, TermDetails term, UUID into) {
        return all(
                        kind,
                        Map.of("id", term.id(), "into", into),
                        List.of(
                                // category_former_slug_of_term, category_slug_key, category_former_slug_pkey
                                "UPDATE %1$s_former_slug SET term_id = :into WHERE term_id = :id",
                                """
                                INSERT INTO %1$s_former_slug (slug, term_id)
                                SELECT slug, CAST(:into AS uuid) FROM %1$s WHERE id = :id
                                """,
                                // category_former_name_of_term, category_former_name_pkey
                                "UPDATE %1$s_former_name SET term_id = :into WHERE term_id = :id",
                                """
                                INSERT INTO %1$s_former_name (name_key, term_id)
                                SELECT name_key, CAST(:into AS uuid) FROM %1$s WHERE id = :id AND name_key IS NOT NULL
                                ON CONFLICT (name_key) DO UPDATE SET term_id = excluded.term_id
                                """,
                                // category_into, category_pkey
                                "UPDATE %1$s SET " + beneath(kind, ":into") + "into_id = :into WHERE into_id = :id",
                                "UPDATE %1$s SET " + beneath(kind, ":into") + """
                                into_id = :into, state = 'merged', name_key = NULL, version = version + 1 WHERE id = :id
                                """))
                // category_pkey
                .then(database.sql("UPDATE " + kind.table() + " SET version = version + 1 WHERE id = :into")
                        .bind("into", into)
                        .then());
    }

    /**
     * Ends a term that nothing has the place of, and those that were merged into it before. Its address is free at once; who
     * still has one of its names gives none, until the row goes.
     */
    Mono<Void> delete(TermKind kind, UUID id) {
        return all(
                kind,
                Map.of("id", id),
                List.of(
                        // category_former_slug_of_term
                        "DELETE FROM %1$s_former_slug WHERE term_id = :id",
                        // category_into, category_pkey; no slug is of this shape
                        "UPDATE %1$s SET " + beneath(kind, "NULL") + """
                        state = 'deleted', into_id = NULL, slug = '~' || id, version = version + 1
                        WHERE id = :id OR into_id = :id
                        """));
    }

    private static String beneath(TermKind kind, String parent) {
        return kind == TermKind.CATEGORY ? "parent_id = " + parent + ", " : "";
    }

    private Mono<Void> all(TermKind kind, Map<String, UUID> values, List<String> statements) {
        Mono<Void> done = Mono.empty();
        for (String statement : statements) {
            DatabaseClient.GenericExecuteSpec spec = database.sql(statement.formatted(kind.table()));
            for (Map.Entry<String, UUID> value : values.entrySet()) {
                if (statement.contains(":" + value.getKey())) {
                    spec = spec.bind(value.getKey(), value.getValue());
                }
            }
            done = done.then(spec.then());
        }
        return done;
    }

    /** A term that has ended; empty where it is gone altogether. */
    public Mono<EndedTerm> find(TermKind kind, UUID id) {
        // category_pkey, tag_pkey
        return database.sql("SELECT into_id FROM " + kind.table() + " WHERE id = :id AND state <> 'current'")
                .bind("id", id)
                .map(row -> new EndedTerm(id, Columns.uuidOrNull(row, "into_id")))
                .one();
    }

    /** The keys of all names that a deleted term has, and of those that it had before. */
    public Mono<List<String>> names(TermKind kind, UUID id) {
        // category_pkey, category_former_name_of_term, or those of tags
        return database.sql("""
                        SELECT name_key FROM %1$s WHERE id = :id AND name_key IS NOT NULL
                        UNION SELECT term_key(name) FROM %1$s WHERE id = :id
                        UNION SELECT name_key FROM %1$s_former_name WHERE term_id = :id
                        """.formatted(kind.table()))
                .bind("id", id)
                .mapValue(String.class)
                .all()
                .collectList();
    }

    /** Locks an ended term before it goes: nobody gets it any more, not even who found it before it ended. */
    public Mono<Void> lock(TermKind kind, UUID id) {
        return database.sql("SELECT id FROM " + kind.table() + " WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .then();
    }

    /** Lets an ended term go that no article has. */
    public Mono<Void> remove(TermKind kind, UUID id) {
        return database.sql("DELETE FROM " + kind.table() + " WHERE id = :id AND state <> 'current'")
                .bind("id", id)
                .then();
    }
}
