package org.pressroom.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pressroom.common.database.Columns;
import org.pressroom.gateway.limits.RateLimiters.Wanted;
import org.pressroom.gateway.limits.SharedBuckets.Use;
import org.pressroom.gateway.testing.OwnDatabase;
import org.pressroom.gateway.testing.SilentRelay;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

/** Limits of gateways that run side by side on one database. */
class SharedLimitsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CLIENT = "198.51.100.7";

    private static final int MOST = 160;
    private static final int SHARE = 10;
    private static final Duration HOUR = Duration.ofHours(1);

    private static final OwnDatabase OWN = OwnDatabase.migrated();
    private static final DatabaseClient DATABASE = OWN.client();

    private final Gateway here = new Gateway(DATABASE);
    private final Gateway there = new Gateway(DATABASE);

    private static final class Gateway {

        private final SharedLimiters shared;
        private final RateLimiter limiter;
        private final RateLimiter exact;

        private Gateway(DatabaseClient database) {
            shared = new SharedLimiters(database);
            limiter = shared.limiters().limiter("test", MOST, HOUR);
            exact = shared.limiters().exactLimiter("exact", 5, HOUR);
        }

        private boolean takes(String key) {
            return limiter.take(key).isZero();
        }

        /** How many of so many are let pass. */
        private int takes(int requests) {
            return (int) IntStream.range(0, requests).filter(i -> takes(CLIENT)).count();
        }

        private boolean takesExactly(String... keys) {
            List<Wanted> wanted =
                    Stream.of(keys).map(key -> new Wanted(exact, key)).toList();
            return Objects.requireNonNull(shared.limiters().takeAll(wanted).block(SOON))
                    .isZero();
        }

        private void exchange() {
            shared.exchange();
        }
    }

    @BeforeEach
    void nobodyHasTakenAnything() {
        DATABASE.sql("DELETE FROM rate_limit_bucket").then().block(SOON);
    }

    private static long rows() {
        return Objects.requireNonNull(DATABASE.sql("SELECT count(*) AS n FROM rate_limit_bucket")
                .map((row, metadata) -> Columns.number(row, "n"))
                .one()
                .block(SOON));
    }

    /** How long it takes until all buckets are full again. */
    private static Duration longest() {
        return Objects.requireNonNull(DATABASE.sql(
                        "SELECT extract(epoch FROM max(full_at) - now())::bigint AS seconds FROM rate_limit_bucket")
                .map((row, metadata) -> Duration.ofSeconds(Columns.number(row, "seconds")))
                .one()
                .block(SOON));
    }

    @Test
    void whoChangesBetweenGatewaysIsRefusedAfterOneBudget() {
        int let = 0;
        for (int i = 0; i < 100; i++) {
            let += here.takes(5) + there.takes(5);
            here.exchange();
            there.exchange();
        }
        assertThat(let).isBetween(MOST, MOST + 2 * (SHARE + 5));
        assertThat(here.takes("203.0.113.9")).isTrue();
    }

    @Test
    void whoHasUsedUpABudgetAtOneGatewayGetsAShareOfItAtAnother() {
        assertThat(here.takes(2 * MOST)).isEqualTo(MOST);
        here.exchange();
        assertThat(there.takes(SHARE)).isEqualTo(SHARE);
        there.exchange();
        assertThat(there.takes(1)).isZero();
    }

    @Test
    void whatOneGatewayLetPassTooMuchIsWaitedForLonger() {
        here.takes(MOST);
        here.exchange();
        there.takes(SHARE);
        there.exchange();
        assertThat(there.limiter.look(CLIENT)).isBetween(HOUR.multipliedBy(SHARE), HOUR.multipliedBy(SHARE + 1));
    }

    @Test
    void aGatewayThatStartsAgainSoonKnowsWhatWasTaken() {
        here.takes(MOST);
        here.exchange();
        Gateway again = new Gateway(DATABASE);
        again.takes(SHARE);
        again.exchange();
        assertThat(again.takes(1)).isZero();
    }

    @Test
    void whatFewTakeIsToldToNobody() {
        for (int i = 0; i < 1000; i++) {
            String client = "client " + i;
            IntStream.range(0, SHARE - 1).forEach(n -> here.takes(client));
        }
        here.exchange();
        assertThat(rows()).isZero();
        here.takes("client 7");
        here.exchange();
        assertThat(rows()).isOne();
    }

    @Test
    void whatIsGivenBackIsSoForAll() {
        here.takes(MOST);
        here.exchange();
        IntStream.range(0, MOST / 2).forEach(i -> here.limiter.giveBack(CLIENT));
        here.exchange();
        there.takes(SHARE);
        there.exchange();
        assertThat(there.takes(MOST)).isEqualTo(MOST / 2 - SHARE);
    }

    @Test
    void whatMayWaitForAnAnswerIsCountedExactly() {
        int let = 0;
        for (int i = 0; i < 20; i++) {
            let += here.takesExactly(CLIENT) ? 1 : 0;
            let += there.takesExactly(CLIENT) ? 1 : 0;
        }
        assertThat(let).isEqualTo(5);
    }

    @Test
    void ofThoseWhoComeAtOnceNoMoreAreLetPassThanMay() {
        List<Gateway> gateways =
                IntStream.range(0, 5).mapToObj(i -> new Gateway(DATABASE)).toList();
        Long let = Flux.range(0, 50)
                .flatMap(i -> {
                    Gateway gateway = gateways.get(i % gateways.size());
                    return gateway.shared.limiters().takeAll(List.of(new Wanted(gateway.exact, CLIENT)));
                })
                .filter(Duration::isZero)
                .count()
                .block(SOON);
        assertThat(let).isEqualTo(5);
    }

    @Test
    void whereOneTokenIsMissingNoneIsTaken() {
        IntStream.range(0, 5).forEach(i -> here.takesExactly("gone"));
        for (int i = 0; i < 20; i++) {
            assertThat(there.takesExactly("left", "gone")).isFalse();
            there.exchange();
        }
        assertThat(IntStream.range(0, 20).filter(i -> here.takesExactly("left")))
                .hasSize(5);
    }

    @Test
    void whileTheDatabaseIsAwayEachGatewayCountsAndNobodyWaits() {
        try (SilentRelay relay =
                new SilentRelay(OWN.server().host(), OWN.server().port())) {
            Gateway far = new Gateway(OWN.behind(relay).client());
            assertThat(far.takesExactly("somebody")).isTrue();
            for (Runnable fault : List.<Runnable>of(relay::cut, relay::fallSilent)) {
                fault.run();
                String guesser = "guesser " + UUID.randomUUID();
                long begun = System.nanoTime();
                for (int i = 0; i < 50; i++) {
                    assertThat(far.takesExactly(guesser)).isEqualTo(i < 5);
                    far.exchange();
                }
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
                assertThat(there.takesExactly(guesser)).isTrue();
                relay.mend();
                await().atMost(SOON).until(() -> {
                    far.exchange();
                    return longest().compareTo(HOUR.multipliedBy(5)) > 0;
                });
                assertThat(there.takesExactly(guesser)).isFalse();
                nobodyHasTakenAnything();
            }
            assertThat(IntStream.range(0, 2 * MOST).filter(i -> far.takes(CLIENT)))
                    .hasSize(MOST);
        }
    }

    /** More than can be told of at once, and at all, while nothing is told. */
    @Test
    void theManyThatAreToBeToldOfAreSoAPartAtATime() {
        int all = 20_100;
        List<String> keys = IntStream.range(0, all).mapToObj(i -> "k" + i).toList();
        keys.forEach(key -> {
            for (int i = 0; i < SHARE; i++) {
                here.takes(key);
            }
        });
        here.exchange();
        assertThat(rows()).isEqualTo(500);
        IntStream.range(0, 60).forEach(i -> here.exchange());
        assertThat(rows()).isEqualTo(20_000);
        keys.forEach(here::takes);
        here.exchange();
        assertThat(rows()).as("with those for which there was no room").isEqualTo(all);
    }

    @Test
    void gatewaysThatTellOfTheSameDoNotWaitForEachOtherInACircle() {
        BucketRepository buckets = new BucketRepository(DATABASE);
        List<Use> uses = IntStream.range(0, 300)
                .mapToObj(i -> new Use(UUID.randomUUID(), Duration.ofMinutes(1)))
                .toList();
        List<Use> backwards =
                uses.stream().sorted(Comparator.comparing(Use::key)).toList();
        int times = 30;
        Flux.range(0, times)
                .flatMap(i -> Flux.merge(buckets.add(uses), buckets.add(backwards)), 4)
                .blockLast(SOON);
        Map<UUID, Duration> left = Objects.requireNonNull(
                buckets.add(List.of(uses.get(0), uses.get(0))).block(SOON));
        assertThat(left.get(uses.get(0).key()))
                .isBetween(Duration.ofMinutes(2L * times + 1), Duration.ofMinutes(2L * times + 2));
    }

    @Test
    void bucketsThatAreFullAgainVanishAPartAtATime() {
        DATABASE.sql("""
                        INSERT INTO rate_limit_bucket (key, full_at)
                        SELECT gen_random_uuid(), now() FROM generate_series(1, 1001)
                        """).then().block(SOON);
        here.takes(SHARE);
        here.exchange();
        BucketRepository buckets = new BucketRepository(DATABASE);
        assertThat(buckets.deleteFull().block(SOON)).isTrue();
        assertThat(rows()).isEqualTo(2);
        assertThat(buckets.deleteFull().block(SOON)).isFalse();
        assertThat(rows()).as("the one that is not full").isOne();
    }
}
