package org.pressroom.gateway.limits;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import org.pressroom.gateway.secrets.SecretProperties;
import org.pressroom.gateway.secrets.SiteSecret;
import org.springframework.r2dbc.core.DatabaseClient;

/** The limits of one gateway among several, which tells the others when a test says so. */
public final class SharedLimiters {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final BucketExchange exchange;
    private final RateLimiters limiters;

    /** @param limit how long an answer may take */
    public SharedLimiters(DatabaseClient database, Duration limit) {
        this(new BucketRepository(database), limit);
    }

    SharedLimiters(SharedBuckets shared, Duration limit) {
        this(shared, new SiteSecret(new SecretProperties("a secret that is long enough for a test")), limit);
    }

    SharedLimiters(SharedBuckets shared, SiteSecret secret, Duration limit) {
        exchange = new BucketExchange(shared, secret, Clock.systemUTC(), limit);
        limiters = new RateLimiters(exchange, Ticker.systemTicker());
    }

    public RateLimiters limiters() {
        return limiters;
    }

    /** As it happens in the background. */
    public void exchange() {
        exchange.tellWaiting().block(SOON);
    }
}
