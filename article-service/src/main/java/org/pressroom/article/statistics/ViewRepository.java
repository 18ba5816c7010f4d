package org.pressroom.article.statistics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.pressroom.article.statistics.ViewCounts.ArticleHour;
import org.pressroom.article.statistics.ViewCounts.ArticleLanguage;
import org.pressroom.article.statistics.ViewCounts.ArticleSource;
import org.pressroom.article.statistics.ViewCounts.Count;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The counts. Every statement takes its rows in the order of their keys and the tables come in one order, so that
 * processes that count at once wait for each other and never in a circle.
 */
@Component
class ViewRepository {

    /** What takes the place of sources beyond those that an article, or the site, may have in a day. */
    static final String OTHER = "other";

    private static final int MOST_OF_ARTICLE = 100;
    private static final int MOST_OF_SITE = 1_000;

    private final DatabaseClient database;

    ViewRepository(DatabaseClient database) {
        this.database = database;
    }

    /** Those that are articles, which nobody deletes until the transaction ends. */
    Mono<Set<UUID>> lockKnown(Set<UUID> ids) {
        // article_pkey
        return database.sql("SELECT id FROM article WHERE id = ANY (:ids) ORDER BY id FOR KEY SHARE")
                .bind("ids", ids.toArray(UUID[]::new))
                .mapValue(UUID.class)
                .all()
                .collect(Collectors.toSet());
    }

    /** Adds counts of articles that are {@link #lockKnown}. */
    Mono<Void> add(ViewCounts counts) {
        return addHours(counts.hours())
                .then(addDays(counts.hours()))
                .then(addSources(counts.sources()))
                .then(addLanguages(counts.languages()))
                .then(addSiteHours(counts.hours()))
                .then(addSiteSources(counts.sources()))
                .then(addSiteLanguages(counts.languages()));
    }

    private Mono<Void> addHours(Map<ArticleHour, Count> counts) {
        // view_hour_pkey
        return database.sql("""
                        INSERT INTO view_hour (article_id, hour, views, reads)
                        SELECT * FROM unnest(:articles, :hours, :views, :reads) ORDER BY 1, 2
                        ON CONFLICT (article_id, hour) DO UPDATE SET
                            views = view_hour.views + excluded.views, reads = view_hour.reads + excluded.reads
                        """)
                .bind("articles", column(counts, ArticleHour::articleId, UUID[]::new))
                .bind("hours", column(counts, ArticleHour::hour, Instant[]::new))
                .bind("views", numbers(counts, Count::views))
                .bind("reads", numbers(counts, Count::reads))
                .then();
    }

    private Mono<Void> addDays(Map<ArticleHour, Count> counts) {
        // view_day_pkey
        return database.sql("""
                        INSERT INTO view_day (article_id, day, views, reads)
                        SELECT article_id, day, sum(views), sum(reads)
                        FROM unnest(:articles, :days, :views, :reads) AS counted (article_id, day, views, reads)
                        GROUP BY 1, 2 ORDER BY 1, 2
                        ON CONFLICT (article_id, day) DO UPDATE SET
                            views = view_day.views + excluded.views, reads = view_day.reads + excluded.reads
                        """)
                .bind("articles", column(counts, ArticleHour::articleId, UUID[]::new))
                .bind("days", column(counts, key -> ViewCounts.day(key.hour()), LocalDate[]::new))
                .bind("views", numbers(counts, Count::views))
                .bind("reads", numbers(counts, Count::reads))
                .then();
    }

    /** Sources are what strangers say: those that are more than an article may have in a day are one. */
    private Mono<Void> addSources(Map<ArticleSource, Count> counts) {
        if (counts.isEmpty()) {
            return Mono.empty();
        }
        // view_source_pkey
        return database.sql("""
                        INSERT INTO view_source (article_id, day, source, views)
                        SELECT article_id, day, kept, sum(views) FROM (
                            SELECT told.*, CASE
                                WHEN known.source IS NOT NULL OR told.source IN ('', :other) THEN told.source
                                WHEN (SELECT count(*) FROM view_source c
                                        WHERE c.article_id = told.article_id AND c.day = told.day)
                                    + row_number() OVER (PARTITION BY told.article_id, told.day, known.source IS NULL
                                        ORDER BY told.views DESC, told.source) <= :most THEN told.source
                                ELSE :other END AS kept
                            FROM unnest(:articles, :days, :sources, :views) AS told (article_id, day, source, views)
                            LEFT JOIN view_source known ON (known.article_id, known.day, known.source)
                                = (told.article_id, told.day, told.source)) AS counted
                        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                        ON CONFLICT (article_id, day, source) DO UPDATE SET views = view_source.views + excluded.views
                        """)
                .bind("articles", column(counts, ArticleSource::articleId, UUID[]::new))
                .bind("days", column(counts, ArticleSource::day, LocalDate[]::new))
                .bind("sources", column(counts, ArticleSource::source, String[]::new))
                .bind("views", numbers(counts, Count::views))
                .bind("other", OTHER)
                .bind("most", MOST_OF_ARTICLE)
                .then();
    }

    private Mono<Void> addLanguages(Map<ArticleLanguage, Count> counts) {
        if (counts.isEmpty()) {
            return Mono.empty();
        }
        // view_language_pkey
        return database.sql("""
                        INSERT INTO view_language (article_id, day, language, country, views)
                        SELECT article_id, day, CASE WHEN kept THEN language ELSE '' END,
                            CASE WHEN kept THEN country ELSE '' END, sum(views)
                        FROM (
                            SELECT told.*, CASE
                                WHEN known.language IS NOT NULL OR told.language = '' THEN true
                                ELSE (SELECT count(*) FROM view_language c
                                        WHERE c.article_id = told.article_id AND c.day = told.day)
                                    + row_number() OVER (PARTITION BY told.article_id, told.day, known.language IS NULL
                                        ORDER BY told.views DESC, told.language, told.country) <= :most END AS kept
                            FROM unnest(:articles, :days, :languages, :countries, :views)
                                AS told (article_id, day, language, country, views)
                            LEFT JOIN view_language known ON (known.article_id, known.day, known.language, known.country)
                                = (told.article_id, told.day, told.language, told.country)) AS counted
                        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
                        ON CONFLICT (article_id, day, language, country) DO UPDATE SET
                            views = view_language.views + excluded.views
                        """)
                .bind("articles", column(counts, ArticleLanguage::articleId, UUID[]::new))
                .bind("days", column(counts, ArticleLanguage::day, LocalDate[]::new))
                .bind("languages", column(counts, ArticleLanguage::language, String[]::new))
                .bind("countries", column(counts, ArticleLanguage::country, String[]::new))
                .bind("views", numbers(counts, Count::views))
                .bind("most", MOST_OF_ARTICLE)
                .then();
    }

    private Mono<Void> addSiteHours(Map<ArticleHour, Count> counts) {
        // site_view_hour_pkey
        return database.sql("""
                        INSERT INTO site_view_hour (hour, views, reads)
                        SELECT hour, sum(views), sum(reads)
                        FROM unnest(:hours, :views, :reads) AS counted (hour, views, reads)
                        GROUP BY 1 ORDER BY 1
                        ON CONFLICT (hour) DO UPDATE SET
                            views = site_view_hour.views + excluded.views, reads = site_view_hour.reads + excluded.reads
                        """)
                .bind("hours", column(counts, ArticleHour::hour, Instant[]::new))
                .bind("views", numbers(counts, Count::views))
                .bind("reads", numbers(counts, Count::reads))
                .then();
    }

    private Mono<Void> addSiteSources(Map<ArticleSource, Count> counts) {
        if (counts.isEmpty()) {
            return Mono.empty();
        }
        // site_view_source_pkey
        return database.sql("""
                        INSERT INTO site_view_source (day, source, views)
                        SELECT day, kept, sum(views) FROM (
                            SELECT told.*, CASE
                                WHEN known.source IS NOT NULL OR told.source IN ('', :other) THEN told.source
                                WHEN (SELECT count(*) FROM site_view_source c WHERE c.day = told.day)
                                    + row_number() OVER (PARTITION BY told.day, known.source IS NULL
                                        ORDER BY told.views DESC, told.source) <= :most THEN told.source
                                ELSE :other END AS kept
                            FROM (SELECT day, source, sum(views) AS views
                                FROM unnest(:days, :sources, :views) AS counted (day, source, views)
                                GROUP BY 1, 2) AS told
                            LEFT JOIN site_view_source known ON (known.day, known.source) = (told.day, told.source)) AS counted
                        GROUP BY 1, 2 ORDER BY 1, 2
                        ON CONFLICT (day, source) DO UPDATE SET views = site_view_source.views + excluded.views
                        """)
                .bind("days", column(counts, ArticleSource::day, LocalDate[]::new))
                .bind("sources", column(counts, ArticleSource::source, String[]::new))
                .bind("views", numbers(counts, Count::views))
                .bind("other", OTHER)
                .bind("most", MOST_OF_SITE)
                .then();
    }

    private Mono<Void> addSiteLanguages(Map<ArticleLanguage, Count> counts) {
        if (counts.isEmpty()) {
            return Mono.empty();
        }
        // site_view_language_pkey
        return database.sql("""
                        INSERT INTO site_view_language (day, language, country, views)
                        SELECT day, CASE WHEN kept THEN language ELSE '' END, CASE WHEN kept THEN country ELSE '' END,
                            sum(views)
                        FROM (
                            SELECT told.*, CASE
                                WHEN known.language IS NOT NULL OR told.language = '' THEN true
                                ELSE (SELECT count(*) FROM site_view_language c WHERE c.day = told.day)
                                    + row_number() OVER (PARTITION BY told.day, known.language IS NULL
                                        ORDER BY told.views DESC, told.language, told.country) <= :most END AS kept
                            FROM (SELECT day, language, country, sum(views) AS views
                                FROM unnest(:days, :languages, :countries, :views)
                                    AS counted (day, language, country, views)
                                GROUP BY 1, 2, 3) AS told
                            LEFT JOIN site_view_language known ON (known.day, known.language, known.country)
                                = (told.day, told.language, told.country)) AS counted
                        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                        ON CONFLICT (day, language, country) DO UPDATE SET
                            views = site_view_language.views + excluded.views
                        """)
                .bind("days", column(counts, ArticleLanguage::day, LocalDate[]::new))
                .bind("languages", column(counts, ArticleLanguage::language, String[]::new))
                .bind("countries", column(counts, ArticleLanguage::country, String[]::new))
                .bind("views", numbers(counts, Count::views))
                .bind("most", MOST_OF_SITE)
                .then();
    }

    /** Adds to the comments of a day, or takes from them. Needs an article that nobody deletes meanwhile. */
    Mono<Void> addComments(UUID articleId, LocalDate day, long more) {
        // view_day_pkey
        return database.sql("""
                        INSERT INTO view_day (article_id, day, comments) VALUES (:article, :day, :more)
                        ON CONFLICT (article_id, day) DO UPDATE SET comments = view_day.comments + excluded.comments
                        """)
                .bind("article", articleId)
                .bind("day", day)
                .bind("more", more)
                .then();
    }

    /** Deletes some of what is older; whether there may be more. */
    Mono<Boolean> forget(Instant firstHour, LocalDate firstDay, int atOnce) {
        // view_hour_oldest, view_day_most, view_source_oldest, view_language_oldest, and the keys of those of the site
        Mono<Long> hours = database.sql("""
                        DELETE FROM view_hour WHERE (article_id, hour) IN (
                            SELECT article_id, hour FROM view_hour WHERE hour < :first LIMIT :limit FOR UPDATE SKIP LOCKED)
                        """)
                .bind("first", firstHour)
                .bind("limit", atOnce)
                .fetch()
                .rowsUpdated();
        Mono<Long> days = forget("""
                        DELETE FROM view_day WHERE (article_id, day) IN (
                            SELECT article_id, day FROM view_day WHERE day < :first LIMIT :limit FOR UPDATE SKIP LOCKED)
                        """, firstDay, atOnce);
        Mono<Long> sources = forget("""
                        DELETE FROM view_source WHERE (article_id, day, source) IN (
                            SELECT article_id, day, source FROM view_source WHERE day < :first
                            LIMIT :limit FOR UPDATE SKIP LOCKED)
                        """, firstDay, atOnce);
        Mono<Long> languages = forget("""
                        DELETE FROM view_language WHERE (article_id, day, language, country) IN (
                            SELECT article_id, day, language, country FROM view_language WHERE day < :first
                            LIMIT :limit FOR UPDATE SKIP LOCKED)
                        """, firstDay, atOnce);
        Mono<Long> sourcesOfSite = forget("""
                        DELETE FROM site_view_source WHERE (day, source) IN (
                            SELECT day, source FROM site_view_source WHERE day < :first LIMIT :limit FOR UPDATE SKIP LOCKED)
                        """, firstDay, atOnce);
        Mono<Long> languagesOfSite = forget("""
                        DELETE FROM site_view_language WHERE (day, language, country) IN (
                            SELECT day, language, country FROM site_view_language WHERE day < :first
                            LIMIT :limit FOR UPDATE SKIP LOCKED)
                        """, firstDay, atOnce);
        return Flux.concat(hours, days, sources, languages, sourcesOfSite, languagesOfSite)
                .any(deleted -> deleted == atOnce);
    }

    private Mono<Long> forget(String sql, LocalDate firstDay, int atOnce) {
        return database.sql(sql)
                .bind("first", firstDay)
                .bind("limit", atOnce)
                .fetch()
                .rowsUpdated();
    }

    private static <K, T> T[] column(Map<K, Count> counts, Function<K, T> value, IntFunction<T[]> array) {
        return counts.keySet().stream().map(value).toArray(array);
    }

    /** In the same order as the keys. */
    private static <K> Long[] numbers(Map<K, Count> counts, ToLongFunction<Count> number) {
        Collection<Count> values = counts.values();
        return values.stream().mapToLong(number).boxed().toArray(Long[]::new);
    }
}
