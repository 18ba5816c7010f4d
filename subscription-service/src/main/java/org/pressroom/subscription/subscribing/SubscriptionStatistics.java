package org.pressroom.subscription.subscribing;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.pressroom.common.database.Columns;
import org.pressroom.common.http.DayPeriod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How many came each day, and how many left. */
@Component
class SubscriptionStatistics {

    private final DatabaseClient database;

    SubscriptionStatistics(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A day in UTC.
     *
     * @param confirmed how many subscriptions were confirmed; of who left and came back the last time counts
     * @param ended how many ended
     */
    record SubscriptionsOfDay(LocalDate day, long confirmed, long ended) {}

    Mono<List<SubscriptionsOfDay>> days(DayPeriod period) {
        // subscription_confirmed_at, subscription_ended_at
        return database.sql("""
                        SELECT day, sum(confirmed)::bigint AS confirmed, sum(ended)::bigint AS ended FROM (
                            SELECT (confirmed_at AT TIME ZONE 'UTC')::date AS day, 1 AS confirmed, 0 AS ended
                            FROM subscription
                            WHERE confirmed_at >= :from::date::timestamp AT TIME ZONE 'UTC'
                                AND confirmed_at < (:to::date + 1)::timestamp AT TIME ZONE 'UTC'
                            UNION ALL
                            SELECT (ended_at AT TIME ZONE 'UTC')::date, 0, 1 FROM subscription
                            WHERE ended_at >= :from::date::timestamp AT TIME ZONE 'UTC'
                                AND ended_at < (:to::date + 1)::timestamp AT TIME ZONE 'UTC') AS counted
                        GROUP BY day
                        """)
                .bind("from", period.from())
                .bind("to", period.to())
                .map(row -> new SubscriptionsOfDay(
                        Objects.requireNonNull(row.get("day", LocalDate.class)),
                        Columns.number(row, "confirmed"),
                        Columns.number(row, "ended")))
                .all()
                .collectMap(SubscriptionsOfDay::day)
                .map(counted -> period.days().stream()
                        .map(day -> counted.getOrDefault(day, new SubscriptionsOfDay(day, 0, 0)))
                        .toList());
    }

    /** How many there are. All of them are looked at, since nobody asks often. */
    Mono<Long> present() {
        return database.sql("SELECT count(*) AS present FROM subscription WHERE status = 'confirmed'")
                .map(row -> Columns.number(row, "present"))
                .one();
    }
}
