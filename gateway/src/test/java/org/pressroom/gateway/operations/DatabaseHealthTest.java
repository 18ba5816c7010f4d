package org.pressroom.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import reactor.core.publisher.Mono;

class DatabaseHealthTest {

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void whoAsksInARowIsToldWhatOneLookFound() {
        ReactiveHealthIndicator indicator = new DatabaseHealth().r2dbcHealthIndicator(new Away());
        for (int i = 0; i < 100; i++) {
            Health health = Objects.requireNonNull(indicator.health().block(Duration.ofSeconds(5)));
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        }
        assertThat(looks).hasValueLessThan(100);
    }

    private final class Away implements ConnectionFactory {

        @Override
        public Publisher<? extends Connection> create() {
            return Mono.error(() -> {
                looks.incrementAndGet();
                return new IllegalStateException("away");
            });
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return () -> "none";
        }
    }
}
