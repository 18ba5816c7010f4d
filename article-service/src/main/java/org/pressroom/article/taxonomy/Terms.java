package org.pressroom.article.taxonomy;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.ids.Ids;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Categories and tags: found by slug, made where they are new, and the count of their published articles. All of it
 * belongs inside the transaction that publishes; rows are locked in the order of their slugs or ids, so that two of
 * them never wait for each other.
 */
@Component
public class Terms {

    private final DatabaseClient database;

    Terms(DatabaseClient database) {
        this.database = database;
    }

    /** The category of that name; empty for null. */
    public Mono<Optional<Term>> category(@Nullable TermName name) {
        return name == null
                ? Mono.just(Optional.empty())
                : ensure(TermKind.CATEGORY, List.of(name)).map(terms -> Optional.of(terms.get(0)));
    }

    /** The tags of those names, in their order. */
    public Mono<List<Term>> tags(List<TermName> names) {
        return names.isEmpty() ? Mono.just(List.of()) : ensure(TermKind.TAG, names);
    }

    /** Counts an article out of the old terms and into the new ones. */
    public Mono<Void> recount(
            @Nullable Term oldCategory, List<Term> oldTags, @Nullable Term newCategory, List<Term> newTags) {
        return recount(TermKind.CATEGORY, ids(oldCategory), ids(newCategory))
                .then(recount(TermKind.TAG, ids(oldTags), ids(newTags)));
    }

    private Mono<List<Term>> ensure(TermKind kind, List<TermName> names) {
        List<TermName> sorted =
                names.stream().sorted(Comparator.comparing(TermName::slug)).toList();
        String[] slugs = sorted.stream().map(TermName::slug).toArray(String[]::new);
        return read(kind, slugs)
                .filter(known -> known.size() == names.size())
                .switchIfEmpty(Mono.defer(() -> create(kind, sorted).then(read(kind, slugs))))
                .map(known -> names.stream()
                        .map(name -> Objects.requireNonNull(known.get(name.slug())))
                        .toList());
    }

    private Mono<Map<String, Term>> read(TermKind kind, String[] slugs) {
        // category_slug_key, tag_slug_key
        return database.sql("SELECT id, slug, name FROM " + kind.table() + " WHERE slug = ANY(:slugs)")
                .bind("slugs", slugs)
                .map(row -> new Term(
                        Objects.requireNonNull(row.get("id", UUID.class)),
                        Objects.requireNonNull(row.get("slug", String.class)),
                        Objects.requireNonNull(row.get("name", String.class))))
                .all()
                .collectMap(Term::slug, Function.identity());
    }

    private Mono<Void> create(TermKind kind, List<TermName> sorted) {
        return database.sql("INSERT INTO " + kind.table() + """
                         (id, slug, name)
                        SELECT id, slug, name FROM unnest(:ids, :slugs, :names) WITH ORDINALITY
                            AS given (id, slug, name, place)
                        ORDER BY place
                        ON CONFLICT (slug) DO NOTHING
                        """)
                .bind("ids", sorted.stream().map(name -> Ids.next()).toArray(UUID[]::new))
                .bind("slugs", sorted.stream().map(TermName::slug).toArray(String[]::new))
                .bind("names", sorted.stream().map(TermName::name).toArray(String[]::new))
                .then();
    }

    private Mono<Void> recount(TermKind kind, Set<UUID> before, Set<UUID> after) {
        Set<UUID> changed = new HashSet<>(before);
        changed.addAll(after);
        changed.removeIf(id -> before.contains(id) && after.contains(id));
        return Flux.fromStream(changed.stream().sorted())
                .concatMap(id -> count(kind, id, after.contains(id) ? 1 : -1))
                .then();
    }

    private Mono<Void> count(TermKind kind, UUID id, int change) {
        // category_pkey, tag_pkey
        return database.sql("UPDATE " + kind.table() + " SET article_count = article_count + :change WHERE id = :id")
                .bind("id", id)
                .bind("change", change)
                .then();
    }

    private static Set<UUID> ids(@Nullable Term term) {
        return term == null ? Set.of() : Set.of(term.id());
    }

    private static Set<UUID> ids(Collection<Term> terms) {
        return terms.stream().map(Term::id).collect(Collectors.toSet());
    }
}
