package org.pressroom.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.background.PollingTask;
import org.pressroom.common.database.Columns;
import org.pressroom.embedded.Ports;
import org.pressroom.gateway.limits.RateLimiters.Wanted;
import org.pressroom.gateway.secrets.SecretProperties;
import org.pressroom.gateway.secrets.SiteSecret;
import org.pressroom.gateway.testing.OwnDatabase;
import org.pressroom.gateway.testing.RedisServer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

class LimitsConfigurationTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final DatabaseClient DATABASE = OwnDatabase.migrated().client();

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(LimitsProperties.class)
    static class Properties {}

    private static long told() {
        return Objects.requireNonNull(DATABASE.sql("SELECT count(*) AS n FROM rate_limit_bucket")
                .map((row, metadata) -> Columns.number(row, "n"))
                .one()
                .block(SOON));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsTakenIsToldWhereLimitsAreOn(boolean enabled) {
        started("pressroom.limits.enabled=" + enabled).run(context -> {
            take(context.getBean(RateLimiters.class));
            if (enabled) {
                await().atMost(SOON).until(() -> told() == 2);
            } else {
                assertThat(told()).isZero();
                assertThat(context).doesNotHaveBean(PollingTask.class);
            }
        });
    }

    @Test
    @EnabledIf("org.pressroom.gateway.testing.RedisServer#isThere")
    void whereRedisIsConfiguredItIsToldAndNotTheDatabase() throws IOException {
        try (RedisServer redis = RedisServer.start()) {
            RedisBuckets seen = new RedisBuckets(redis.uri(redis.port()));
            started("pressroom.limits.redis=" + redis.uri(redis.port())).run(context -> {
                take(context.getBean(RateLimiters.class));
                RateLimiters beside = new SharedLimiters(seen, SOON).limiters();
                RateLimiter exact = beside.exactLimiter("exact", 1, Duration.ofHours(1));
                assertThat(beside.takeAll(List.of(new Wanted(exact, "a"))).block(SOON))
                        .isPositive();
                assertThat(told()).isZero();
            });
            seen.close();
        }
    }

    @Test
    void aRedisThatIsAwayKeepsNobodyFromStartingAndCounting() throws IOException {
        started("pressroom.limits.redis=redis://127.0.0.1:" + Ports.free()).run(context -> {
            take(context.getBean(RateLimiters.class));
            assertThat(told()).isZero();
        });
    }

    @Test
    void whatIsWrongAboutTheAddressOfARedisIsSaidWithoutIt() {
        started("pressroom.limits.redis=redis//:hush@host").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("PRESSROOM_LIMITS_REDIS")
                .satisfies(failure -> assertThat(String.valueOf(failure)).doesNotContain("hush")));
    }

    private static ApplicationContextRunner started(String property) {
        DATABASE.sql("DELETE FROM rate_limit_bucket").then().block(SOON);
        return new ApplicationContextRunner()
                .withUserConfiguration(LimitsConfiguration.class, Properties.class)
                .withBean(BucketRepository.class, () -> new BucketRepository(DATABASE))
                .withBean(
                        SiteSecret.class,
                        () -> new SiteSecret(new SecretProperties("a secret that is long enough for a test")))
                .withBean(Clock.class, Clock::systemUTC)
                .withPropertyValues(property);
    }

    /** All that there is, in both ways. */
    private static void take(RateLimiters limiters) {
        limiters.limiter("test", 1, Duration.ofHours(1)).take("a");
        RateLimiter exact = limiters.exactLimiter("exact", 1, Duration.ofHours(1));
        List<Wanted> wanted = List.of(new Wanted(exact, "a"));
        assertThat(limiters.takeAll(wanted).block(SOON)).isZero();
        assertThat(limiters.takeAll(wanted).block(SOON)).isPositive();
    }
}
