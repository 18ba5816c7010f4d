package org.pressroom.gateway.limits;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import org.pressroom.gateway.secrets.SecretProperties;
import org.pressroom.gateway.secrets.SiteSecret;
import org.springframework.r2dbc.core.DatabaseClient;

/** The limits of one gateway among several, which tells the others when a test says so. */
public final class SharedLimiters {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final BucketExchange exchange;
    private final RateLimiters limiters;

    public SharedLimiters(DatabaseClient database) {
        this(database, new SiteSecret(new SecretProperties("a secret that is long enough for a test")));
    }

    SharedLimiters(DatabaseClient database, SiteSecret secret) {
        exchange = new BucketExchange(new BucketRepository(database), secret, Clock.systemUTC());
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
