package org.pressroom.article.taxonomy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.Columns;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Which category lies beneath which, and in what order. All of it belongs inside the transaction that moves one. */
@Component
class CategoryTree {

    /** So many levels are told apart by those who read, and by lists of them. */
    static final int MOST_LEVELS = 8;

    /** Names the advisory lock: "tree" in ASCII. */
    private static final long LOCK = 0x7472_6565L;

    private final DatabaseClient database;

    CategoryTree(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Two that are moved at once could each come to lie beneath the other: one waits for the other's transaction, before it
     * locks anything else. Rows that may get another place are locked in the order of their ids, as by who counts articles
     * into several.
     *
     * @param slug of the category that is to be moved
     * @param parent the slug of the one that it is to lie beneath, empty for the top; null where it stays where it is
     */
    Mono<Void> lock(String slug, @Nullable String parent) {
        return lock()
                // category_slug_key, category_of_parent
                .then(database.sql("""
                                SELECT id FROM category
                                WHERE slug = :slug OR parent_id IS NOT DISTINCT FROM (
                                    SELECT CASE WHEN :stays THEN (SELECT parent_id FROM category WHERE slug = :slug)
                                        ELSE (SELECT id FROM category WHERE slug = :parent) END)
                                ORDER BY id
                                FOR NO KEY UPDATE
                                """)
                        .bind("slug", slug)
                        .bind("stays", parent == null)
                        .bind("parent", parent == null ? "" : parent)
                        .then());
    }

    /** The same for one that is made, which lies nowhere yet. */
    Mono<Void> lockBeneath(String parent) {
        return lock("", parent);
    }

    /** The same for who locks the rows himself; nothing for tags, which have no tree. */
    Mono<Void> lock(TermKind kind) {
        return kind == TermKind.CATEGORY ? lock() : Mono.empty();
    }

    private Mono<Void> lock() {
        return database.sql("SELECT pg_advisory_xact_lock(:lock)")
                .bind("lock", LOCK)
                .then();
    }

    /**
     * Lets pass a place that a category may have.
     *
     * @throws RefusedException invalid where it is beneath itself, or there are more levels then than {@link #MOST_LEVELS}
     */
    Mono<Void> requirePossible(UUID id, UUID parent) {
        return requirePossible(id, parent, "parent", 0);
    }

    /** The same of one that those beneath a category are to lie beneath in its place. */
    Mono<Void> requireMergeable(UUID id, UUID into) {
        return requirePossible(id, into, "into", 1);
    }

    private Mono<Void> requirePossible(UUID id, UUID parent, String field, int fewer) {
        // category_pkey, category_of_parent
        return database.sql("""
                        WITH RECURSIVE beneath (id, level) AS (
                            SELECT :id, 1
                            UNION ALL
                            SELECT category.id, level + 1 FROM beneath
                            JOIN category ON category.parent_id = beneath.id AND category.state = 'current')
                        SELECT (SELECT count(*) FROM categories_above(:parent)) + 1 + max(level) AS levels,
                            bool_or(id = :parent) AS within
                        FROM beneath
                        """)
                .bind("id", id)
                .bind("parent", parent)
                .map(row -> {
                    if (Columns.flag(row, "within")) {
                        throw RefusedException.invalid(field, "must not be the category itself or one beneath it");
                    }
                    if (Columns.number(row, "levels") - fewer > MOST_LEVELS) {
                        throw RefusedException.invalid(field, "lies too deep: there may be " + MOST_LEVELS + " levels");
                    }
                    return true;
                })
                .one()
                .then();
    }

    /** Puts a category among the others that lie beneath the same one, which are locked. */
    Mono<Void> place(UUID id, @Nullable UUID parent, int position) {
        return others(id, parent).flatMap(others -> {
            List<UUID> ordered = new ArrayList<>(others);
            ordered.add(Math.min(position, ordered.size()), id);
            // category_pkey
            return database.sql("""
                            UPDATE category SET position = wanted.place
                            FROM unnest(:ids) WITH ORDINALITY AS wanted (id, place)
                            WHERE category.id = wanted.id AND category.position <> wanted.place
                            """).bind("ids", ordered.toArray(UUID[]::new)).then();
        });
    }

    private Mono<List<UUID>> others(UUID id, @Nullable UUID parent) {
        // category_of_parent
        return database.sql("""
                        SELECT id FROM category
                        WHERE parent_id IS NOT DISTINCT FROM :parent AND id <> :id
                        ORDER BY position, name, id
                        """)
                .bind("parent", Columns.orNull(parent, UUID.class))
                .bind("id", id)
                .mapValue(UUID.class)
                .all()
                .collectList();
    }
}
