package org.pressroom.article.sitemap;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.NewsEntry;
import org.pressroom.common.contract.SitemapEntry;
import org.pressroom.common.contract.SitemapPart;
import org.pressroom.common.database.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The parts that all addresses are listed in, each from its key to that of the next. Whatever there is of a kind, a part is
 * read from one index alone, from its key on: with 1,000,000 articles as with 1,000.
 */
@Component
class SitemapRepository {

    /** As many as a map of maps may name. */
    private static final int MOST_PARTS = 50_000;

    /** What a part has while nobody has cut it yet: an answer of half a megabyte. */
    static final int MOST_IN_A_PART = 5_000;

    private static final String EMPTY_KINDS = Arrays.stream(SitemapKind.values())
            .map(kind -> "(part.kind = '" + kind.written() + "' AND NOT EXISTS (" + kind.any() + "))")
            .collect(Collectors.joining(" OR "));

    private final DatabaseClient database;

    SitemapRepository(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A part.
     *
     * @param next the key of the one behind it; null for the last
     */
    record Bounds(SitemapKind kind, String first, @Nullable String next) {}

    /** All parts, those of one kind together, without kinds of which there is nothing. */
    Flux<SitemapPart> parts() {
        // sitemap_part_key; one look each into article_sitemap, tag_sitemap, author_listed
        return database.sql("SELECT number, kind FROM sitemap_part part WHERE NOT (" + EMPTY_KINDS
                        + ") ORDER BY kind, first_key LIMIT " + MOST_PARTS)
                .map(row -> new SitemapPart(Columns.integer(row, "number"), Columns.text(row, "kind")))
                .all();
    }

    /** Empty where there is no such part. */
    Mono<Bounds> find(int number) {
        // sitemap_part_pkey, sitemap_part_key
        return database.sql("""
                        SELECT part.kind, part.first_key, (SELECT following.first_key FROM sitemap_part following
                            WHERE following.kind = part.kind AND following.first_key > part.first_key
                            ORDER BY following.first_key LIMIT 1) AS next_key
                        FROM sitemap_part part WHERE part.number = :number
                        """)
                .bind("number", number)
                .map(SitemapRepository::bounds)
                .one();
    }

    /** The part behind a key; empty where there is none. */
    Mono<Bounds> findAfter(SitemapKind kind, String key) {
        // sitemap_part_key
        return database.sql("""
                        SELECT kind, first_key, lead(first_key) OVER (ORDER BY first_key) AS next_key
                        FROM (SELECT kind, first_key FROM sitemap_part
                            WHERE kind = :kind AND first_key > :key ORDER BY first_key LIMIT 2) AS found
                        ORDER BY first_key LIMIT 1
                        """)
                .bind("kind", kind.written())
                .bind("key", key)
                .map(SitemapRepository::bounds)
                .one();
    }

    /** The last part. */
    Mono<Bounds> findLast(SitemapKind kind) {
        // sitemap_part_key
        return database.sql("""
                        SELECT kind, first_key, NULL AS next_key FROM sitemap_part
                        WHERE kind = :kind ORDER BY first_key DESC LIMIT 1
                        """)
                .bind("kind", kind.written())
                .map(SitemapRepository::bounds)
                .one();
    }

    private static Bounds bounds(Readable row) {
        return new Bounds(
                SitemapKind.of(Columns.text(row, "kind")),
                Columns.text(row, "first_key"),
                Columns.textOrNull(row, "next_key"));
    }

    /** What is in a part. */
    Flux<SitemapEntry> entries(Bounds part) {
        return bound(database.sql(part.kind().from(part.next() != null) + " LIMIT " + MOST_IN_A_PART), part)
                .map(row -> new SitemapEntry(
                        Columns.text(row, "kind"), Columns.text(row, "slug"), Columns.instantOrNull(row, "updated_at")))
                .all();
    }

    /** The key of what has so many before it in its part; empty where there are fewer. */
    Mono<String> keyBehind(Bounds part, int count) {
        return bound(database.sql(part.kind().keysFrom(part.next() != null) + " OFFSET " + count + " LIMIT 1"), part)
                .mapValue(String.class)
                .one();
    }

    private static DatabaseClient.GenericExecuteSpec bound(DatabaseClient.GenericExecuteSpec query, Bounds part) {
        DatabaseClient.GenericExecuteSpec from = query.bind("first", part.first());
        String next = part.next();
        return next == null ? from : from.bind("next", next);
    }

    /** Begins a part. Where one begins there already, nothing happens. */
    Mono<Void> insert(SitemapKind kind, String first) {
        // sitemap_part_key
        return database.sql("INSERT INTO sitemap_part (kind, first_key) VALUES (:kind, :first) ON CONFLICT DO NOTHING")
                .bind("kind", kind.written())
                .bind("first", first)
                .then();
    }

    /** The newest articles since then that everybody may read, or who subscribes. */
    Flux<NewsEntry> news(Instant since, int most) {
        // article_newest
        return database.sql("""
                        SELECT slug, title, language, published_at FROM article
                        WHERE status = 'published' AND kind = 'article' AND visibility IN ('public', 'subscribers')
                            AND canonical_url IS NULL AND published_at > :since
                        ORDER BY published_at DESC, id DESC LIMIT :most
                        """)
                .bind("since", since)
                .bind("most", most)
                .map(row -> new NewsEntry(
                        Columns.text(row, "slug"),
                        Columns.text(row, "title"),
                        Columns.text(row, "language"),
                        Columns.instant(row, "published_at")))
                .all();
    }
}
