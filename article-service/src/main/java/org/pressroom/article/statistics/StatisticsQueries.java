package org.pressroom.article.statistics;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.Columns;
import org.pressroom.common.http.DayPeriod;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What was counted. What costs the same however many articles there are: the site has counts of its own, and which
 * articles were viewed most is looked for among the first of each day.
 */
@Component
class StatisticsQueries {

    private static final int MOST_SOURCES = 50;

    /** Of each day, as many of those that were viewed most are looked at: fewer of each where it is many days. */
    private static final int CANDIDATES = 30_000;

    private static final int MOST_OF_A_DAY = 1_000;
    private static final int LEAST_OF_A_DAY = 100;

    /** Rows at once where all are read. */
    private static final int PART = 1_000;

    private final DatabaseClient database;

    StatisticsQueries(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A day in UTC.
     *
     * @param reads how often an article was scrolled through
     * @param comments by how many the comments that readers see became more; less than nothing where more were removed
     */
    record ViewsOfDay(LocalDate day, long views, long reads, long comments) {}

    /** An hour, from this instant on. */
    record ViewsOfHour(Instant hour, long views, long reads) {}

    /**
     * From where readers came.
     *
     * @param source the host of the site that led here; {@code other} for all beyond those that are kept apart; null for none
     */
    record ViewsOfSource(@Nullable String source, long views) {}

    /**
     * What readers' browsers ask for.
     *
     * @param language of ISO 639; null where it is not known
     * @param country of the language, of ISO 3166; null where none is said
     */
    record ViewsOfLanguage(
            @Nullable String language, @Nullable String country, long views) {}

    /** An article and what was counted of it. */
    record ViewedArticle(
            UUID id, String slug, String title, Instant publishedAt, long views, long reads, long comments) {}

    /** An article on a day. */
    record ViewedArticleOfDay(UUID articleId, String slug, String title, ViewsOfDay day) {}

    /** Each day of all articles. */
    Mono<List<ViewsOfDay>> days(DayPeriod period) {
        // site_view_hour_pkey; view_day_comments
        return filled(period, database.sql("""
                        SELECT day, sum(views)::bigint AS views, sum(reads)::bigint AS reads, sum(comments)::bigint AS comments
                        FROM (
                            SELECT (hour AT TIME ZONE 'UTC')::date AS day, views, reads, 0 AS comments FROM site_view_hour
                            WHERE hour >= :from::date::timestamp AT TIME ZONE 'UTC'
                                AND hour < (:to::date + 1)::timestamp AT TIME ZONE 'UTC'
                            UNION ALL
                            SELECT day, 0, 0, comments FROM view_day WHERE comments <> 0 AND day BETWEEN :from AND :to
                        ) AS counted GROUP BY day
                        """).bind("from", period.from()).bind("to", period.to()));
    }

    /** Each day of an article. */
    Mono<List<ViewsOfDay>> days(UUID articleId, DayPeriod period) {
        // view_day_pkey
        return filled(
                period,
                database.sql("""
                        SELECT day, views, reads, comments FROM view_day
                        WHERE article_id = :article AND day BETWEEN :from AND :to
                        """)
                        .bind("article", articleId)
                        .bind("from", period.from())
                        .bind("to", period.to()));
    }

    private static Mono<List<ViewsOfDay>> filled(DayPeriod period, DatabaseClient.GenericExecuteSpec query) {
        return query.map(StatisticsQueries::day)
                .all()
                .collectMap(ViewsOfDay::day)
                .map(counted -> period.days().stream()
                        .map(day -> counted.getOrDefault(day, new ViewsOfDay(day, 0, 0, 0)))
                        .toList());
    }

    private static ViewsOfDay day(Readable row) {
        return new ViewsOfDay(
                Objects.requireNonNull(row.get("day", LocalDate.class)),
                Columns.number(row, "views"),
                Columns.number(row, "reads"),
                Columns.number(row, "comments"));
    }

    /** Each of so many hours, the last of which is the present one, of all articles. */
    Mono<List<ViewsOfHour>> hours(Instant now, int hours) {
        // site_view_hour_pkey
        return filled(now, hours, database.sql("SELECT hour, views, reads FROM site_view_hour WHERE hour >= :first"));
    }

    /** The same of an article. */
    Mono<List<ViewsOfHour>> hours(UUID articleId, Instant now, int hours) {
        // view_hour_pkey
        return filled(
                now,
                hours,
                database.sql("SELECT hour, views, reads FROM view_hour WHERE article_id = :article AND hour >= :first")
                        .bind("article", articleId));
    }

    private static Mono<List<ViewsOfHour>> filled(Instant now, int hours, DatabaseClient.GenericExecuteSpec query) {
        Instant first = now.truncatedTo(ChronoUnit.HOURS).minus(hours - 1L, ChronoUnit.HOURS);
        return query.bind("first", first)
                .map(row -> new ViewsOfHour(
                        Columns.instant(row, "hour"), Columns.number(row, "views"), Columns.number(row, "reads")))
                .all()
                .collectMap(ViewsOfHour::hour)
                .map(counted -> Stream.iterate(first, hour -> hour.plus(1, ChronoUnit.HOURS))
                        .limit(hours)
                        .map(hour -> counted.getOrDefault(hour, new ViewsOfHour(hour, 0, 0)))
                        .toList());
    }

    /** From where readers came, most often first. */
    Mono<List<ViewsOfSource>> sources(@Nullable UUID articleId, DayPeriod period) {
        // site_view_source_pkey, or view_source_pkey
        return ofPeriod("source", "source", articleId, period)
                .map(row -> new ViewsOfSource(orNull(Columns.text(row, "source")), Columns.number(row, "views")))
                .all()
                .collectList();
    }

    /** In which language browsers asked, most often first. */
    Mono<List<ViewsOfLanguage>> languages(@Nullable UUID articleId, DayPeriod period) {
        // site_view_language_pkey, or view_language_pkey
        return ofPeriod("language", "language, country", articleId, period)
                .map(row -> new ViewsOfLanguage(
                        orNull(Columns.text(row, "language")),
                        orNull(Columns.text(row, "country")),
                        Columns.number(row, "views")))
                .all()
                .collectList();
    }

    private DatabaseClient.GenericExecuteSpec ofPeriod(
            String kind, String columns, @Nullable UUID articleId, DayPeriod period) {
        DatabaseClient.GenericExecuteSpec query = database.sql("""
                        SELECT %2$s, sum(views)::bigint AS views FROM %1$s
                        WHERE %3$s day BETWEEN :from AND :to GROUP BY %2$s ORDER BY views DESC, %2$s LIMIT :most
                        """.formatted(
                                (articleId == null ? "site_view_" : "view_") + kind,
                                columns,
                                articleId == null ? "" : "article_id = :article AND"))
                .bind("from", period.from())
                .bind("to", period.to())
                .bind("most", MOST_SOURCES);
        return articleId == null ? query : query.bind("article", articleId);
    }

    private static @Nullable String orNull(String text) {
        return text.equals(ViewCounts.NONE) ? null : text;
    }

    /** The articles that were viewed most, of those that were among the first of a day. */
    Mono<Page<ViewedArticle>> mostViewed(DayPeriod period, PageRequest request) {
        Cursor after = request.after();
        // view_day_most, view_day_pkey, article_pkey
        DatabaseClient.GenericExecuteSpec query = database.sql(
                        """
                        WITH candidate AS (
                            SELECT DISTINCT first.article_id FROM generate_series(:from::date, :to::date, '1 day') AS day,
                                LATERAL (SELECT article_id FROM view_day WHERE view_day.day = day.day::date
                                    ORDER BY views DESC, article_id DESC LIMIT :ofEach) AS first),
                        summed AS (
                            SELECT article_id, sum(views)::bigint AS views, sum(reads)::bigint AS reads,
                                sum(comments)::bigint AS comments
                            FROM view_day JOIN candidate USING (article_id)
                            WHERE day BETWEEN :from AND :to GROUP BY article_id),
                        shown AS (SELECT * FROM summed %s ORDER BY views DESC, article_id DESC LIMIT :rows)
                        SELECT a.id, a.slug, a.title, a.published_at, shown.views, shown.reads, shown.comments
                        FROM shown JOIN article a ON a.id = shown.article_id
                        ORDER BY shown.views DESC, a.id DESC
                        """.formatted(after == null ? "" : "WHERE (views, article_id) < (:views, :id)"))
                .bind("from", period.from())
                .bind("to", period.to())
                .bind("ofEach", candidatesOfADay(period.length()))
                .bind("rows", request.rows());
        query = after == null ? query : query.bind("views", after.number(0)).bind("id", after.uuid(1));
        return query.map(row -> new ViewedArticle(
                        Columns.uuid(row, "id"),
                        Columns.text(row, "slug"),
                        Columns.text(row, "title"),
                        Columns.instant(row, "published_at"),
                        Columns.number(row, "views"),
                        Columns.number(row, "reads"),
                        Columns.number(row, "comments")))
                .all()
                .collectList()
                .map(rows -> Page.cut(rows, request, last -> Cursor.of(last.views(), last.id())));
    }

    static int candidatesOfADay(int days) {
        return Math.max(LEAST_OF_A_DAY, Math.min(MOST_OF_A_DAY, CANDIDATES / days));
    }

    /** Every article on every day on which something was counted of it, day by day, the most viewed first. */
    Flux<ViewedArticleOfDay> all(DayPeriod period) {
        return Flux.fromIterable(period.days()).concatMap(this::allOf, 1);
    }

    private Flux<ViewedArticleOfDay> allOf(LocalDate day) {
        return part(day, null)
                .expand(rows -> rows.size() < PART ? Mono.empty() : part(day, rows.get(rows.size() - 1)))
                .concatMapIterable(rows -> rows, 1);
    }

    private Mono<List<ViewedArticleOfDay>> part(LocalDate day, @Nullable ViewedArticleOfDay after) {
        // view_day_most, article_pkey
        DatabaseClient.GenericExecuteSpec query = database.sql(
                        """
                        SELECT a.id, a.slug, a.title, v.day, v.views, v.reads, v.comments
                        FROM view_day v JOIN article a ON a.id = v.article_id
                        WHERE v.day = :day %s ORDER BY v.views DESC, v.article_id DESC LIMIT :limit
                        """.formatted(after == null ? "" : "AND (v.views, v.article_id) < (:views, :id)"))
                .bind("day", day)
                .bind("limit", PART);
        query = after == null ? query : query.bind("views", after.day().views()).bind("id", after.articleId());
        return query.map(row -> new ViewedArticleOfDay(
                        Columns.uuid(row, "id"), Columns.text(row, "slug"), Columns.text(row, "title"), day(row)))
                .all()
                .collectList();
    }
}
