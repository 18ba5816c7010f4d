package org.pressroom.gateway.limits;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.pressroom.common.database.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The shared buckets in the gateways' database, which counts by its clock: gateways need not agree on the time. */
@Component
final class BucketRepository implements SharedBuckets {

    private static final int SWEPT_AT_ONCE = 1000;

    private final DatabaseClient database;

    BucketRepository(DatabaseClient database) {
        this.database = database;
    }

    /** By the primary key; rows are locked in its order, so that gateways wait for each other and never in a circle. */
    @Override
    public Mono<Map<UUID, Duration>> add(List<Use> uses) {
        return database.sql("""
                        INSERT INTO rate_limit_bucket AS bucket (key, full_at)
                        SELECT key, now() + sum(cost)::double precision * interval '1 microsecond'
                          FROM unnest(:keys::uuid[], :costs::bigint[]) AS used (key, cost)
                         GROUP BY key
                         ORDER BY key
                            ON CONFLICT (key) DO UPDATE
                           SET full_at = greatest(bucket.full_at, now()) + (excluded.full_at - now())
                        RETURNING key, (extract(epoch FROM full_at - now()) * 1000000)::bigint AS micros
                        """)
                .bind("keys", uses.stream().map(Use::key).toArray(UUID[]::new))
                .bind(
                        "costs",
                        uses.stream()
                                .map(use -> TimeUnit.MICROSECONDS.convert(use.cost()))
                                .toArray(Long[]::new))
                .map((row, metadata) -> Map.entry(
                        Columns.uuid(row, "key"), Duration.of(Columns.number(row, "micros"), ChronoUnit.MICROS)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /**
     * Deletes some rows of buckets that are full; whether there may be more. It reads the table, which has few rows: an index
     * would have to be changed with each of them.
     */
    Mono<Boolean> deleteFull() {
        return database.sql("""
                        DELETE FROM rate_limit_bucket
                         WHERE key IN (SELECT key FROM rate_limit_bucket WHERE full_at <= now()
                                        LIMIT :most FOR UPDATE SKIP LOCKED)
                        """)
                .bind("most", SWEPT_AT_ONCE)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == SWEPT_AT_ONCE);
    }
}
