package org.pressroom.gateway.operations;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.r2dbc.health.ConnectionFactoryHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Everybody can ask how the gateway is, as often as they like: the database is looked at once a second at most. */
@Configuration(proxyBeanMethods = false)
class DatabaseHealth {

    private static final Duration KEPT = Duration.ofSeconds(1);

    /** Takes the place of the framework's own, by its name. */
    @Bean
    ReactiveHealthIndicator r2dbcHealthIndicator(ConnectionFactory connections) {
        Mono<Health> look =
                new ConnectionFactoryHealthIndicator(connections).health().cache(KEPT);
        return () -> look;
    }
}
