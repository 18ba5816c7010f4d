package org.pressroom.gateway.limits;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import org.pressroom.common.background.PollingTask;
import org.pressroom.gateway.secrets.SiteSecret;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Limits that hold across gateways: what they tell each other, and when. */
@Configuration(proxyBeanMethods = false)
class LimitsConfiguration {

    private static final String ENABLED = "pressroom.limits.enabled";

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(1);
    private static final Duration BETWEEN_EXCHANGES = Duration.ofMillis(250);
    private static final Duration BETWEEN_DELETIONS = Duration.ofSeconds(30);

    @Bean
    @Primary
    SharedBuckets sharedBuckets(LimitsProperties properties, BucketRepository database) {
        String redis = properties.redis();
        return redis == null || redis.isBlank() ? database : new RedisBuckets(redis);
    }

    @Bean
    BucketExchange bucketExchange(SharedBuckets shared, SiteSecret secret, Clock clock) {
        return new BucketExchange(shared, secret, clock, ANSWER_LIMIT);
    }

    @Bean
    RateLimiters rateLimiters(LimitsProperties properties, BucketExchange exchange) {
        return new RateLimiters(properties.enabled() ? exchange : null, Ticker.systemTicker());
    }

    @Bean
    @ConditionalOnProperty(name = ENABLED, matchIfMissing = true)
    PollingTask bucketExchangeTask(BucketExchange exchange) {
        return PollingTask.of("Telling of rate limits", exchange::tellWaiting, BETWEEN_EXCHANGES);
    }

    @Bean
    @ConditionalOnProperty(name = ENABLED, matchIfMissing = true)
    PollingTask fullBucketTask(BucketRepository buckets) {
        return PollingTask.ofSteps("Deleting rate limits that are over", buckets.deleteFull(), BETWEEN_DELETIONS);
    }
}
