package org.pressroom.article.searching;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.pressroom.article.authors.AuthorColumns;
import org.pressroom.article.searching.SearchDocument.Spelling;
import org.pressroom.common.database.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What articles are found by, in the database, and which have changed since they were taken in. */
@Component
class SearchIndexRepository {

    /** Of so many words it is known that they are there: no text has many others. */
    private static final int KNOWN_WORDS = 50_000;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Cache<Spelling, Boolean> known =
            Caffeine.newBuilder().maximumSize(KNOWN_WORDS).build();

    SearchIndexRepository(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /** One change of an article that is to be taken in. */
    record Due(long id, UUID articleId) {}

    /** Some of what is due, which nobody else takes in hand for a while. */
    Flux<Due> claim(Instant now, int limit, Duration lease) {
        // search_due_pkey
        return database.sql("""
                        WITH due AS MATERIALIZED (
                            SELECT id FROM search_due WHERE claimed_until <= :now
                            ORDER BY id LIMIT :limit
                            FOR UPDATE SKIP LOCKED)
                        UPDATE search_due SET claimed_until = :until FROM due WHERE search_due.id = due.id
                        RETURNING search_due.id, search_due.article_id
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .bind("until", now.plus(lease))
                .map(row -> new Due(Columns.number(row, "id"), Columns.uuid(row, "article_id")))
                .all();
    }

    /** Those of these articles that readers find in lists, as they are now. */
    Flux<IndexedArticle> read(Collection<UUID> articles) {
        // article_pkey, author_pkey, category_pkey, category_former_slug_of_term, article_tag_pkey, tag_pkey,
        // tag_former_slug_of_term
        return database.sql("""
                        SELECT a.id, a.version, a.kind, a.language, a.published_at, a.title, a.summary,
                            CASE WHEN a.visibility = 'public' THEN a.body_html END AS body_html,
                        """ + AuthorColumns.of("a") + """
                            , ARRAY(SELECT tag.name FROM article_tag JOIN tag ON tag.id = article_tag.tag_id
                                WHERE article_tag.article_id = a.id ORDER BY article_tag.position) AS tag_names,
                            ARRAY(SELECT slug FROM article_tag at, LATERAL (
                                    SELECT slug FROM tag WHERE id = at.tag_id
                                    UNION ALL SELECT slug FROM tag_former_slug WHERE term_id = at.tag_id) AS slugs
                                WHERE at.article_id = a.id) AS tag_slugs,
                            ARRAY(SELECT slug FROM category WHERE id = a.category_id
                                UNION ALL SELECT slug FROM category_former_slug WHERE term_id = a.category_id
                                UNION ALL SELECT unnest(slugs_above(a.category_id))) AS categories
                        FROM article a JOIN author ON author.account_id = a.author_id
                        WHERE a.id = ANY (:ids) AND a.status = 'published' AND a.visibility <> 'unlisted'
                        """)
                .bind("ids", articles.toArray(UUID[]::new))
                .map(SearchIndexRepository::article)
                .all();
    }

    private static IndexedArticle article(Readable row) {
        return new IndexedArticle(
                Columns.uuid(row, "id"),
                Columns.number(row, "version"),
                Columns.text(row, "kind"),
                Columns.text(row, "language"),
                Columns.instant(row, "published_at"),
                Columns.text(row, "title"),
                Columns.textOrNull(row, "summary"),
                Columns.textOrNull(row, "body_html"),
                Columns.texts(row, "tag_names"),
                Columns.texts(row, "tag_slugs"),
                Columns.texts(row, "categories"),
                AuthorColumns.read(row).stream().map(author -> author.slug()).toList());
    }

    /**
     * Takes articles in, and out, unless a later version was taken in meanwhile.
     *
     * @param due what is done by it
     * @param documents of those of these articles that are to be found; the others are found no more
     */
    Mono<Void> write(List<Due> due, Map<IndexedArticle, SearchDocument> documents) {
        return renew(documents)
                .thenMany(Flux.defer(() -> add(documents)))
                .collect(Collectors.toSet())
                .flatMap(added -> spell(documents, added))
                .then(Mono.defer(() -> takeOut(due, documents.keySet())))
                .then(Mono.defer(() -> done(due)))
                .as(transaction::transactional)
                // No earlier: what is rolled back is not there.
                .then(Mono.fromRunnable(() -> documents.values().forEach(document -> document.words()
                        .forEach(word -> known.put(word, true)))));
    }

    private Mono<Void> renew(Map<IndexedArticle, SearchDocument> documents) {
        // search_document_pkey
        return bound("""
                        UPDATE search_document d SET version = taken.version, published_at = taken.published_at,
                            body = taken.body,
                            vector = CAST(taken.vector AS tsvector) || array_to_tsvector(ARRAY[search_block(d.number)])
                        FROM unnest(:ids, :versions, :published, :bodies, :vectors)
                            AS taken (id, version, published_at, body, vector)
                        WHERE d.article_id = taken.id AND d.version < taken.version
                        """, documents).then();
    }

    /** Which were not there before. */
    private Flux<UUID> add(Map<IndexedArticle, SearchDocument> documents) {
        // search_document_pkey, article_pkey
        return bound("""
                        INSERT INTO search_document (article_id, number, version, published_at, body, vector)
                        SELECT id, number, version, published_at, body,
                            CAST(vector AS tsvector) || array_to_tsvector(ARRAY[search_block(number)])
                        FROM (
                            SELECT taken.*, nextval('search_document_number') AS number
                            FROM unnest(:ids, :versions, :published, :bodies, :vectors)
                                AS taken (id, version, published_at, body, vector)
                            WHERE NOT EXISTS (SELECT FROM search_document WHERE article_id = taken.id)
                                AND EXISTS (SELECT FROM article WHERE article.id = taken.id)) AS new
                        ON CONFLICT DO NOTHING
                        RETURNING article_id
                        """, documents).mapValue(UUID.class).all();
    }

    private DatabaseClient.GenericExecuteSpec bound(String statement, Map<IndexedArticle, SearchDocument> documents) {
        List<IndexedArticle> articles = List.copyOf(documents.keySet());
        List<SearchDocument> made = articles.stream().map(documents::get).toList();
        return database.sql(statement)
                .bind("ids", articles.stream().map(IndexedArticle::id).toArray(UUID[]::new))
                .bind("versions", articles.stream().map(IndexedArticle::version).toArray(Long[]::new))
                .bind(
                        "published",
                        articles.stream().map(IndexedArticle::publishedAt).toArray(Instant[]::new))
                .bind("bodies", made.stream().map(SearchDocument::text).toArray(String[]::new))
                .bind("vectors", made.stream().map(SearchDocument::vector).toArray(String[]::new));
    }

    /** In one order, since others may be writing the same words. */
    private Mono<Void> spell(Map<IndexedArticle, SearchDocument> documents, Set<UUID> added) {
        SortedMap<Spelling, Integer> naming = new TreeMap<>();
        Set<Spelling> all = new HashSet<>();
        documents.forEach((article, document) -> {
            document.words().stream()
                    .filter(word -> known.getIfPresent(word) == null)
                    .forEach(all::add);
            if (added.contains(article.id())) {
                document.namingWords().forEach(word -> naming.merge(word, 1, Integer::sum));
            }
        });
        all.removeAll(naming.keySet());
        // search_word_pkey
        return bound("ON CONFLICT (written, term) DO UPDATE SET naming = search_word.naming + excluded.naming", naming)
                .then(bound(
                        "ON CONFLICT DO NOTHING",
                        all.stream().collect(Collectors.toMap(word -> word, word -> 0, Integer::sum, TreeMap::new))));
    }

    private Mono<Void> bound(String onConflict, SortedMap<Spelling, Integer> words) {
        return database.sql("INSERT INTO search_word (written, term, naming)"
                        + " SELECT * FROM unnest(:written, :terms, :naming) " + onConflict)
                .bind("written", words.keySet().stream().map(Spelling::written).toArray(String[]::new))
                .bind("terms", words.keySet().stream().map(Spelling::term).toArray(String[]::new))
                .bind("naming", words.values().toArray(Integer[]::new))
                .then();
    }

    private Mono<Void> takeOut(List<Due> due, Set<IndexedArticle> found) {
        Set<UUID> gone = due.stream().map(Due::articleId).collect(Collectors.toSet());
        found.forEach(article -> gone.remove(article.id()));
        // search_document_pkey, article_pkey: another process may have taken in what was published meanwhile
        return database.sql("""
                        DELETE FROM search_document WHERE article_id = ANY (:gone) AND NOT EXISTS (
                            SELECT FROM article
                            WHERE id = article_id AND status = 'published' AND visibility <> 'unlisted')
                        """).bind("gone", gone.toArray(UUID[]::new)).then();
    }

    private Mono<Void> done(List<Due> due) {
        return database.sql("DELETE FROM search_due WHERE id = ANY (:ids)") // search_due_pkey
                .bind("ids", due.stream().map(Due::id).toArray(Long[]::new))
                .then();
    }
}
