package org.pressroom.article.taxonomy;

import io.r2dbc.spi.Readable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.Cover;
import org.pressroom.common.database.Columns;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.text.Slug;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.dao.DuplicateKeyException;
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

    private static final String DETAILS = "id, version, slug, name, name_key, description, picture, picture_alt, ";

    private static final String CURRENT = " AND state = 'current'";

    private final DatabaseClient database;
    private final EndedTermRepository ended;

    TermRepository(DatabaseClient database, EndedTermRepository ended) {
        this.database = database;
        this.ended = ended;
    }

    /**
     * The terms of those names, which are made where they are new. None of them ends until the transaction does.
     *
     * @return by the keys of the names; none for that of one that is just being deleted
     */
    public Mono<Map<String, Term>> ensure(TermKind kind, List<TermName> names) {
        return names.isEmpty()
                ? Mono.just(Map.of())
                : ended.holdNames(kind)
                        .then(Mono.defer(() -> read(kind, names)))
                        .flatMap(known -> {
                            List<TermName> missing = missing(kind, names, known);
                            return missing.isEmpty()
                                    ? Mono.just(known)
                                    : Flux.fromIterable(missing)
                                            .concatMap(name -> create(kind, name))
                                            .then(Mono.defer(() -> read(kind, names)));
                        })
                        .map(TermRepository::usable);
    }

    private static Map<String, Term> usable(Map<String, Optional<Term>> known) {
        Map<String, Term> usable = new HashMap<>();
        known.forEach((key, term) -> term.ifPresent(each -> usable.put(key, each)));
        return usable;
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
    private static List<TermName> missing(TermKind kind, List<TermName> names, Map<String, Optional<Term>> known) {
        return names.stream()
                .filter(name -> !known.containsKey(name.key()))
                .sorted(Comparator.<TermName, String>comparing(
                                name -> name.slugs(kind).get(0))
                        .thenComparing(TermName::key))
                .toList();
    }

    /** Those that are there already, by their keys, now or before; nothing for one that is being deleted. */
    private Mono<Map<String, Optional<Term>>> read(TermKind kind, List<TermName> names) {
        // category_name_key, category_former_name_pkey, category_former_slug_of_term, or those of tags
        return database.sql(
                        """
                        SELECT found.key, t.id, t.slug, t.name, t.state,
                            ARRAY(SELECT former.slug FROM %1$s_former_slug former
                                WHERE former.term_id = t.id ORDER BY slug) AS former_slugs,
                            %2$s AS above
                        FROM (
                            SELECT name_key AS key, id FROM %1$s WHERE name_key = ANY (:keys)
                            UNION ALL
                            SELECT name_key, term_id FROM %1$s_former_name WHERE name_key = ANY (:keys)) AS found
                        JOIN %1$s t ON t.id = found.id
                        """.formatted(kind.table(), kind == TermKind.CATEGORY ? "slugs_above(t.id)" : "'{}'::text[]"))
                .bind("keys", names.stream().map(TermName::key).toArray(String[]::new))
                .map(row -> Map.entry(
                        Columns.text(row, "key"),
                        Columns.text(row, "state").equals("current") ? Optional.of(term(row)) : Optional.<Term>empty()))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Term term(Readable row) {
        return new Term(
                Columns.uuid(row, "id"),
                Columns.text(row, "slug"),
                Columns.text(row, "name"),
                Columns.texts(row, "former_slugs"),
                Columns.texts(row, "above"));
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
        return insert(kind, Ids.next(), name, name.slugs(kind)).then(isName(kind, name));
    }

    /** Nothing where the name or all of the slugs are taken. */
    private Mono<Void> insert(TermKind kind, UUID id, TermName name, List<String> slugs) {
        // category_slug_key, category_former_slug_pkey, once for each candidate; category_name_key; or those of tags
        return database.sql("""
                        INSERT INTO %1$s (id, slug, name, name_key)
                        SELECT :id, candidate, :name, :key
                        FROM unnest(:candidates) WITH ORDINALITY AS candidates (candidate, place)
                        WHERE NOT EXISTS (SELECT FROM %1$s taken WHERE taken.slug = candidate)
                            AND NOT EXISTS (SELECT FROM %1$s_former_slug taken WHERE taken.slug = candidate)
                        ORDER BY place LIMIT 1
                        ON CONFLICT DO NOTHING
                        """.formatted(kind.table()))
                .bind("id", id)
                .bind("name", name.name())
                .bind("key", name.key())
                .bind("candidates", slugs.toArray(String[]::new))
                .then();
    }

    private static String details(TermKind kind) {
        return DETAILS + (kind == TermKind.CATEGORY ? "parent_id" : "NULL::uuid AS parent_id");
    }

    /** The term of that slug, which nobody else changes until the transaction ends. */
    Mono<TermDetails> lock(TermKind kind, String slug) {
        return details(kind, slug, " FOR NO KEY UPDATE");
    }

    /** The term of that slug. */
    Mono<TermDetails> find(TermKind kind, String slug) {
        return details(kind, slug, "");
    }

    private Mono<TermDetails> details(TermKind kind, String slug, String locking) {
        // category_slug_key, tag_slug_key
        return Slug.isValid(slug)
                ? database.sql("SELECT " + details(kind) + " FROM " + kind.table() + " WHERE slug = :slug" + CURRENT
                                + locking)
                        .bind("slug", slug)
                        .map(TermRepository::details)
                        .one()
                : Mono.empty();
    }

    /** The term of that id; empty where it is none any more. */
    Mono<TermDetails> find(TermKind kind, UUID id) {
        // category_pkey, tag_pkey
        return database.sql("SELECT " + details(kind) + " FROM " + kind.table() + " WHERE id = :id" + CURRENT)
                .bind("id", id)
                .map(TermRepository::details)
                .one();
    }

    /** The term that had that slug before; empty where none had. */
    Mono<TermDetails> findFormer(TermKind kind, String slug) {
        // category_former_slug_pkey, category_pkey, or those of tags
        return database.sql("SELECT term_id FROM " + kind.table() + "_former_slug WHERE slug = :slug")
                .bind("slug", slug)
                .mapValue(UUID.class)
                .one()
                .flatMap(id -> find(kind, id));
    }

    private static TermDetails details(Readable row) {
        String picture = Columns.textOrNull(row, "picture");
        String name = Columns.text(row, "name");
        String key = Columns.textOrNull(row, "name_key");
        return new TermDetails(
                Columns.uuid(row, "id"),
                Columns.number(row, "version"),
                Columns.text(row, "slug"),
                key == null ? TermName.of(name) : new TermName(key, name),
                Columns.textOrNull(row, "description"),
                picture == null ? null : new Cover(picture, Columns.textOrNull(row, "picture_alt")),
                Columns.uuidOrNull(row, "parent_id"));
    }

    /** Whether a term has that name now. */
    Mono<Boolean> isName(TermKind kind, TermName name) {
        // category_name_key, tag_name_key
        return database.sql("SELECT EXISTS (SELECT FROM " + kind.table() + " WHERE name_key = :key)")
                .bind("key", name.key())
                .mapValue(Boolean.class)
                .one();
    }

    /** Whether another term is found under that slug, or was before. */
    Mono<Boolean> isSlugOfOther(TermKind kind, String slug, UUID id) {
        // category_slug_key, category_former_slug_pkey, or those of tags
        return database.sql("""
                        SELECT EXISTS (SELECT FROM %1$s WHERE slug = :slug AND id <> :id)
                            OR EXISTS (SELECT FROM %1$s_former_slug WHERE slug = :slug AND term_id <> :id)
                        """.formatted(kind.table()))
                .bind("slug", slug)
                .bind("id", id)
                .mapValue(Boolean.class)
                .one();
    }

    /** The slugs under which it was found before. */
    Mono<List<String>> formerSlugs(TermKind kind, UUID id) {
        // category_former_slug_of_term, tag_former_slug_of_term
        return database.sql("SELECT slug FROM " + kind.table() + "_former_slug WHERE term_id = :id ORDER BY slug")
                .bind("id", id)
                .mapValue(String.class)
                .all()
                .collectList();
    }

    /** The keys of the names that it had before. */
    public Mono<List<String>> formerNames(TermKind kind, UUID id) {
        // category_former_name_of_term, tag_former_name_of_term
        return database.sql("SELECT name_key FROM " + kind.table() + "_former_name WHERE term_id = :id ORDER BY 1")
                .bind("id", id)
                .mapValue(String.class)
                .all()
                .collectList();
    }

    /** What the term is called now; empty where it is gone. */
    public Mono<String> name(TermKind kind, UUID id) {
        return database.sql("SELECT name FROM " + kind.table() + " WHERE id = :id")
                .bind("id", id)
                .mapValue(String.class)
                .one();
    }

    /** Keeps the name that a term had, and takes the one that it gets from whoever had it before. */
    Mono<Void> formerName(TermKind kind, UUID id, TermName old, TermName next) {
        return takeFormerName(kind, next)
                // category_former_name_pkey, tag_former_name_pkey
                .then(database.sql("INSERT INTO " + kind.table() + "_former_name (name_key, term_id)"
                                + " VALUES (:key, :id) ON CONFLICT (name_key) DO UPDATE SET term_id = excluded.term_id")
                        .bind("key", old.key())
                        .bind("id", id)
                        .then());
    }

    /** Whoever was called so before is not meant by that name any more. */
    Mono<Void> takeFormerName(TermKind kind, TermName name) {
        // category_former_name_pkey, tag_former_name_pkey
        return database.sql("DELETE FROM " + kind.table() + "_former_name WHERE name_key = :key")
                .bind("key", name.key())
                .then();
    }

    /** Keeps the slug that a term had, unless it gets it back. */
    Mono<Void> formerSlug(TermKind kind, UUID id, String old, String next) {
        // category_former_slug_pkey, tag_former_slug_pkey
        return database.sql("DELETE FROM " + kind.table() + "_former_slug WHERE slug = :slug AND term_id = :id")
                .bind("slug", next)
                .bind("id", id)
                .then()
                .then(database.sql("INSERT INTO " + kind.table() + "_former_slug (slug, term_id) VALUES (:slug, :id)")
                        .bind("slug", old)
                        .bind("id", id)
                        .then());
    }

    /**
     * Makes a term; empty where somebody made one of the name just now, or the chosen slug is or was another's.
     *
     * @param chosen null for one that is made from the name
     */
    Mono<TermDetails> start(TermKind kind, UUID id, TermName name, @Nullable String chosen) {
        return insert(kind, id, name, chosen == null ? name.slugs(kind) : List.of(chosen))
                .then(database.sql("SELECT " + details(kind) + " FROM " + kind.table() + " WHERE id = :id")
                        .bind("id", id)
                        .map(TermRepository::details)
                        .one());
    }

    /** Writes all of it but its place among others. */
    Mono<Void> update(TermKind kind, TermDetails term) {
        Cover picture = term.picture();
        DatabaseClient.GenericExecuteSpec update = database.sql("UPDATE " + kind.table()
                        + " SET version = :version, slug = :slug, name = :name, name_key = :key,"
                        + " description = :description, picture = :picture, picture_alt = :alt"
                        + (kind == TermKind.CATEGORY ? ", parent_id = :parent" : "")
                        + " WHERE id = :id")
                .bind("id", term.id())
                .bind("version", term.version())
                .bind("slug", term.slug())
                .bind("name", term.name().name())
                .bind("key", term.name().key())
                .bind("description", Columns.orNull(term.description(), String.class))
                .bind("picture", Columns.orNull(picture == null ? null : picture.url(), String.class))
                .bind("alt", Columns.orNull(picture == null ? null : picture.alt(), String.class));
        return kind == TermKind.CATEGORY
                ? update.bind("parent", Columns.orNull(term.parentId(), UUID.class))
                        .then()
                : update.then();
    }

    /** Where somebody else has just taken the name or the address. */
    static RefusedException taken(DuplicateKeyException taken) {
        return RefusedException.conflict("Another has just got this name or address.");
    }
}
