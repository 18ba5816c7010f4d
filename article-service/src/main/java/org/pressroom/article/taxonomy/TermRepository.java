package org.pressroom.article.taxonomy;

import io.r2dbc.spi.Readable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.pressroom.common.database.Columns;
import org.pressroom.common.ids.Ids;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Categories and tags: found by name, made where they are new, and the count of their published articles. All of
 * it belongs inside the transaction that publishes; rows are locked in the order of their slugs or ids, so that two of
 * them never wait for each other.
 */
@Component
public class TermRepository {

    private static final int SLUGS_TAKEN_MEANWHILE = 5;

    private final DatabaseClient database;

    TermRepository(DatabaseClient database) {
        this.database = database;
    }

    /**
     * The terms of those names, which are made where they are new.
     *
     * @return by the keys of the names, one for each
     */
    public Mono<Map<String, Term>> ensure(TermKind kind, List<TermName> names) {
        return names.isEmpty()
                ? Mono.just(Map.of())
                : read(kind, names).flatMap(known -> {
                    List<TermName> missing = missing(kind, names, known);
                    return missing.isEmpty()
                            ? Mono.just(known)
                            : Flux.fromIterable(missing)
                                    .concatMap(name -> create(kind, name))
                                    .then(Mono.defer(() -> read(kind, names)));
                });
    }

    /**
     * Counts articles into terms, or out of them.
     *
     * @param changes by the terms' ids: how many more there are of each, or fewer
     */
    public Mono<Void> count(TermKind kind, Map<UUID, Integer> changes) {
        if (changes.isEmpty()) {
            return Mono.empty();
        }
        // category_pkey, tag_pkey
        return database.sql("""
                        WITH locked AS (
                            SELECT id FROM %1$s WHERE id = ANY (:ids) ORDER BY id
                            FOR NO KEY UPDATE)
                        UPDATE %1$s SET article_count = article_count + change.articles
                        FROM locked JOIN unnest(:ids, :changes) AS change (id, articles) ON change.id = locked.id
                        WHERE %1$s.id = locked.id
                        """.formatted(kind.table()))
                .bind("ids", changes.keySet().toArray(UUID[]::new))
                .bind("changes", changes.values().toArray(Integer[]::new))
                .then();
    }

    /** In the order of the slugs that they would like to have. */
    private static List<TermName> missing(TermKind kind, List<TermName> names, Map<String, Term> known) {
        return names.stream()
                .filter(name -> !known.containsKey(name.key()))
                .sorted(Comparator.<TermName, String>comparing(
                                name -> name.slugs(kind).get(0))
                        .thenComparing(TermName::key))
                .toList();
    }

    /** Those that are there already, by their keys. */
    private Mono<Map<String, Term>> read(TermKind kind, List<TermName> names) {
        // category_name_key, tag_name_key
        return database.sql("SELECT id, slug, name, name_key FROM " + kind.table() + " WHERE name_key = ANY(:keys)")
                .bind("keys", names.stream().map(TermName::key).toArray(String[]::new))
                .map(row -> Map.entry(Columns.text(row, "name_key"), term(row)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Term term(Readable row) {
        return new Term(Columns.uuid(row, "id"), Columns.text(row, "slug"), Columns.text(row, "name"));
    }

    /**
     * Makes a term, unless another publication just made it; where one just took the slug, with another slug.
     */
    private Mono<Void> create(TermKind kind, TermName name) {
        return insert(kind, name)
                .filter(there -> there)
                .repeatWhenEmpty(SLUGS_TAKEN_MEANWHILE, again -> again)
                .then();
    }

    /** Whether a term of the name is there now. */
    private Mono<Boolean> insert(TermKind kind, TermName name) {
        // category_slug_key, tag_slug_key, once for each candidate; category_name_key, tag_name_key
        return database.sql("INSERT INTO " + kind.table() + " (id, slug, name, name_key)"
                        + " SELECT :id, candidate, :name, :key"
                        + " FROM unnest(:candidates) WITH ORDINALITY AS candidates (candidate, place)"
                        + " WHERE NOT EXISTS (SELECT FROM " + kind.table() + " taken WHERE taken.slug = candidate)"
                        + " ORDER BY place LIMIT 1 ON CONFLICT DO NOTHING")
                .bind("id", Ids.next())
                .bind("name", name.name())
                .bind("key", name.key())
                .bind("candidates", name.slugs(kind).toArray(String[]::new))
                .then()
                .then(database.sql("SELECT EXISTS (SELECT FROM " + kind.table() + " WHERE name_key = :key)")
                        .bind("key", name.key())
                        .mapValue(Boolean.class)
                        .one());
    }
}
