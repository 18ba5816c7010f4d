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
import org.pressroom.gateway.limits.RateLimiters.Wanted;
import org.pressroom.gateway.limits.SharedBuckets.Use;
import org.pressroom.gateway.testing.SilentRelay;
import reactor.core.publisher.Flux;

/** Limits of gateways that run side by side, which holds wherever they tell each other of it. */
abstract class SharedLimitsContract {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CLIENT = "198.51.100.7";

    private static final int MOST = 160;
    private static final int SHARE = 10;
    private static final Duration HOUR = Duration.ofHours(1);

    private final Gateway here = newGateway();
    private final Gateway there = newGateway();

    /** What the gateways share. */
    abstract SharedBuckets buckets();

    /** A relay in front of where that is. */
    abstract SilentRelay relay();

    /** The same, reached by a relay. */
    abstract SharedBuckets behind(SilentRelay relay);

    /** How many are kept. */
    abstract long kept();

    abstract void forgetAll();

    /** Deletes those that are full, where they do not vanish by themselves. */
    abstract void deleteFull();

    private Gateway newGateway() {
        return new Gateway(buckets(), SOON);
    }

    private static final class Gateway {

        private final SharedLimiters shared;
        private final RateLimiter limiter;
        private final RateLimiter exact;

        private Gateway(SharedBuckets buckets, Duration limit) {
            shared = new SharedLimiters(buckets, limit);
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
        forgetAll();
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
        Gateway again = newGateway();
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
        assertThat(kept()).isZero();
        here.takes("client 7");
        here.exchange();
        assertThat(kept()).isOne();
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
                IntStream.range(0, 5).mapToObj(i -> newGateway()).toList();
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
    void whileNobodyCanBeToldEachGatewayCountsAndNobodyWaits() {
        try (SilentRelay relay = relay()) {
            Gateway far = new Gateway(behind(relay), Duration.ofSeconds(1));
            far.takesExactly("somebody");
            for (Runnable fault : List.<Runnable>of(relay::cut, relay::fallSilent)) {
                forgetAll();
                fault.run();
                String guesser = "guesser " + UUID.randomUUID();
                long begun = System.nanoTime();
                for (int i = 0; i < 50; i++) {
                    assertThat(far.takesExactly(guesser)).isEqualTo(i < 5);
                    far.exchange();
                }
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
                assertThat(kept()).isZero();
                relay.mend();
                await().atMost(SOON).until(() -> {
                    far.exchange();
                    return kept() == 1;
                });
                assertThat(there.takesExactly(guesser)).isFalse();
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
        assertThat(kept()).isEqualTo(500);
        IntStream.range(0, 60).forEach(i -> here.exchange());
        assertThat(kept()).isEqualTo(20_000);
        keys.forEach(here::takes);
        here.exchange();
        assertThat(kept()).as("with those for which there was no room").isEqualTo(all);
    }

    @Test
    void gatewaysThatTellOfTheSameDoNotWaitForEachOtherInACircle() {
        List<Use> uses = IntStream.range(0, 200)
                .mapToObj(i -> new Use(UUID.randomUUID(), Duration.ofMinutes(1)))
                .toList();
        List<Use> sorted = uses.stream().sorted(Comparator.comparing(Use::key)).toList();
        int times = 20;
        Flux.range(0, times)
                .concatMap(i -> Flux.merge(buckets().add(uses), buckets().add(sorted)))
                .blockLast(SOON);
        Use first = uses.get(0);
        Map<UUID, Duration> left =
                Objects.requireNonNull(buckets().add(List.of(first, first)).block(SOON));
        assertThat(left.get(first.key()))
                .isBetween(Duration.ofMinutes(2L * times + 1), Duration.ofMinutes(2L * times + 2));
    }

    @Test
    void whatIsAskedOfABucketMayBeNothing() {
        UUID key = UUID.randomUUID();
        assertThat(missing(key, Duration.ZERO)).isLessThanOrEqualTo(Duration.ZERO);
        missing(key, HOUR);
        assertThat(missing(key, Duration.ZERO)).isBetween(HOUR.minus(SOON), HOUR);
        assertThat(missing(key, HOUR.negated())).isLessThanOrEqualTo(Duration.ZERO);
        assertThat(missing(key, HOUR)).isBetween(HOUR.minus(SOON), HOUR);
    }

    private Duration missing(UUID key, Duration cost) {
        return Objects.requireNonNull(Objects.requireNonNull(
                        buckets().add(List.of(new Use(key, cost))).block(SOON))
                .get(key));
    }

    @Test
    void bucketsThatAreFullAgainVanish() {
        here.takes(SHARE);
        RateLimiter quick = here.shared.limiters().limiter("quick", MOST, Duration.ofMillis(50));
        IntStream.range(0, SHARE).forEach(i -> quick.take(CLIENT));
        here.exchange();
        assertThat(kept()).isEqualTo(2);
        await().atMost(SOON).until(() -> {
            deleteFull();
            return kept() == 1;
        });
    }
}
