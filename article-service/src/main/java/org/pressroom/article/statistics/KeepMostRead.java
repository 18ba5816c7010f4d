package org.pressroom.article.statistics;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps which articles were viewed most, so that a reader's question costs a look at a few rows. They are looked for among
 * the first of each day; one process at a time does it.
 */
@Component
class KeepMostRead {

    /** For which numbers of days, today the last of them, it is kept. */
    static final List<Integer> DAYS = List.of(1, 7, 30);

    /** Names the advisory lock: "most" in ASCII. */
    private static final long LOCK = 0x6d6f_7374L;

    private static final int MOST = 20;
    private static final int CANDIDATES_OF_A_DAY = 500;

    private final DatabaseClient database;
    private final TransactionalOperator transactions;
    private final Clock clock;

    KeepMostRead(DatabaseClient database, TransactionalOperator transactions, Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    Mono<Void> execute() {
        return Flux.fromIterable(DAYS).concatMap(this::keep).then();
    }

    private Mono<Void> keep(int days) {
        LocalDate today = ViewCounts.day(clock.instant());
        return database.sql("SELECT pg_try_advisory_xact_lock(:lock)")
                .bind("lock", LOCK)
                .mapValue(Boolean.class)
                .one()
                .filter(free -> free)
                .flatMap(free -> replace(days, today))
                .as(transactions::transactional);
    }

    private Mono<Void> replace(int days, LocalDate today) {
        // view_day_most, view_day_pkey, article_pkey; most_read_pkey
        return database.sql("""
                        WITH candidate AS (
                            SELECT DISTINCT first.article_id
                            FROM generate_series(:today::date - :days + 1, :today::date, '1 day') AS day,
                                LATERAL (SELECT article_id FROM view_day WHERE view_day.day = day.day::date
                                    ORDER BY views DESC, article_id DESC LIMIT :candidates) AS first),
                        summed AS (
                            SELECT article_id, sum(views) AS views FROM view_day JOIN candidate USING (article_id)
                            WHERE day BETWEEN :today::date - :days + 1 AND :today AND views > 0 GROUP BY article_id),
                        listed AS (
                            SELECT article_id, summed.views, split_part(a.language, '-', 1) AS language
                            FROM summed JOIN article a ON a.id = summed.article_id
                            WHERE a.status = 'published' AND a.kind = 'article' AND a.visibility <> 'unlisted'),
                        placed AS (
                            SELECT article_id, language,
                                row_number() OVER (PARTITION BY language ORDER BY views DESC, article_id) AS position
                            FROM listed
                            UNION ALL
                            SELECT article_id, '', row_number() OVER (ORDER BY views DESC, article_id) FROM listed),
                        gone AS (
                            DELETE FROM most_read WHERE most_read.days = :days AND NOT EXISTS (
                                SELECT FROM placed WHERE placed.language = most_read.language
                                    AND placed.position = most_read.position AND placed.position <= :most))
                        INSERT INTO most_read (days, language, position, article_id)
                        SELECT :days, language, position, article_id FROM placed WHERE position <= :most
                        ON CONFLICT (days, language, position) DO UPDATE SET article_id = excluded.article_id
                            WHERE most_read.article_id <> excluded.article_id
                        """)
                .bind("today", today)
                .bind("days", days)
                .bind("candidates", CANDIDATES_OF_A_DAY)
                .bind("most", MOST)
                .then();
    }
}
