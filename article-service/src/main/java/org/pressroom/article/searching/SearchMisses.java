package org.pressroom.article.searching;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.Columns;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What was searched for and not found, by day. It is noted in memory and written from time to time, so that a search waits
 * for nothing and a flood of them is one statement: what a process that dies has noted is lost, which harms nobody.
 */
@Component
class SearchMisses {

    /** Between two writings. */
    private static final int MOST_NOTED = 500;

    private static final int MOST_A_DAY = 2_000;

    private static final int LONGEST = 100;

    /** How long they are kept: people may have typed what is nobody's business. */
    private static final int DAYS_KEPT = 90;

    private final DatabaseClient database;
    private final Clock clock;
    private Map<String, Long> noted = new HashMap<>();

    SearchMisses(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Notes that nothing was found. */
    synchronized void note(String typed) {
        String words = typed.toLowerCase(Locale.ROOT);
        String kept = words.length() <= LONGEST ? words : words.substring(0, words.offsetByCodePoints(LONGEST - 1, 0));
        if (noted.containsKey(kept) || noted.size() < MOST_NOTED) {
            noted.merge(kept, 1L, Long::sum);
        }
    }

    private synchronized Map<String, Long> taken() {
        Map<String, Long> taken = noted;
        noted = new HashMap<>();
        return taken;
    }

    /** Writes what was noted, and forgets what is old. */
    Mono<Void> write() {
        return Mono.fromSupplier(this::taken).filter(taken -> !taken.isEmpty()).flatMap(this::write);
    }

    private Mono<Void> write(Map<String, Long> taken) {
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        // In one order, since other processes write as well.
        Map<String, Long> sorted = new TreeMap<>(taken);
        // search_miss_pkey
        return database.sql("""
                        INSERT INTO search_miss (day, words, times)
                        SELECT :day, words, times FROM unnest(:words, :times) AS noted (words, times)
                        WHERE (SELECT count(*) FROM search_miss WHERE day = :day) < :most
                            OR EXISTS (SELECT FROM search_miss m WHERE m.day = :day AND m.words = noted.words)
                        ON CONFLICT (day, words) DO UPDATE SET times = search_miss.times + excluded.times
                        """)
                .bind("day", today)
                .bind("words", sorted.keySet().toArray(String[]::new))
                .bind("times", sorted.values().toArray(Long[]::new))
                .bind("most", MOST_A_DAY)
                .then()
                .then(database.sql("DELETE FROM search_miss WHERE day < :day") // search_miss_pkey
                        .bind("day", today.minusDays(DAYS_KEPT))
                        .then());
    }

    /**
     * What was searched for in vain.
     *
     * @param words as they were typed, in lower case
     * @param times how often
     * @param lastDay when last, in UTC
     */
    record Miss(String words, long times, LocalDate lastDay) {}

    /** What was searched for in vain from one day to another, most often first. */
    Mono<Page<Miss>> list(LocalDate from, LocalDate to, PageRequest request) {
        Cursor after = request.after();
        // search_miss_pkey; there are at most as many rows as MOST_A_DAY and DAYS_KEPT allow
        DatabaseClient.GenericExecuteSpec query = database.sql("""
                        SELECT words, times, last_day FROM (
                            SELECT words, CAST(sum(times) AS bigint) AS times, max(day) AS last_day FROM search_miss
                            WHERE day BETWEEN :from AND :to GROUP BY words) AS missed
                        %s
                        ORDER BY times DESC, words LIMIT :rows
                        """.formatted(
                                after == null ? "" : "WHERE times < :times OR (times = :times AND words > :words)"))
                .bind("from", from)
                .bind("to", to)
                .bind("rows", request.rows());
        query = after == null ? query : query.bind("times", after.number(0)).bind("words", after.string(1));
        return query.map(row -> new Miss(
                        Columns.text(row, "words"),
                        Columns.number(row, "times"),
                        day(row.get("last_day", LocalDate.class))))
                .all()
                .collectList()
                .map(rows -> Page.cut(rows, request, last -> Cursor.of(last.times(), last.words())));
    }

    private static LocalDate day(@Nullable LocalDate day) {
        return day == null ? LocalDate.EPOCH : day;
    }
}
