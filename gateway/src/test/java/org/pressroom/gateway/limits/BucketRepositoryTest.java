package org.pressroom.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.pressroom.common.database.Columns;
import org.pressroom.gateway.testing.OwnDatabase;
import org.pressroom.gateway.testing.SilentRelay;
import org.springframework.r2dbc.core.DatabaseClient;

class BucketRepositoryTest extends SharedLimitsContract {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final OwnDatabase OWN = OwnDatabase.migrated();
    private static final DatabaseClient DATABASE = OWN.client();

    private final BucketRepository buckets = new BucketRepository(DATABASE);

    @Override
    SharedBuckets buckets() {
        return new BucketRepository(DATABASE);
    }

    @Override
    SilentRelay relay() {
        return new SilentRelay(OWN.server().host(), OWN.server().port());
    }

    @Override
    SharedBuckets behind(SilentRelay relay) {
        return new BucketRepository(OWN.behind(relay).client());
    }

    @Override
    long kept() {
        return Objects.requireNonNull(DATABASE.sql("SELECT count(*) AS n FROM rate_limit_bucket")
                .map((row, metadata) -> Columns.number(row, "n"))
                .one()
                .block(SOON));
    }

    @Override
    void forgetAll() {
        DATABASE.sql("DELETE FROM rate_limit_bucket").then().block(SOON);
    }

    @Override
    void deleteFull() {
        buckets.deleteFull().block(SOON);
    }

    @Test
    void manyBucketsThatAreFullAreDeletedAPartAtATime() {
        DATABASE.sql("""
                        INSERT INTO rate_limit_bucket (key, full_at)
                        SELECT gen_random_uuid(), now() FROM generate_series(1, 1001)
                        """).then().block(SOON);
        assertThat(buckets.deleteFull().block(SOON)).isTrue();
        assertThat(kept()).isOne();
        assertThat(buckets.deleteFull().block(SOON)).isFalse();
        assertThat(kept()).isZero();
    }
}
