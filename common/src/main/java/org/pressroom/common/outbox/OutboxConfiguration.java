package org.pressroom.common.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.pressroom.common.database.DatabaseProperties;
import org.pressroom.common.tracing.TraceContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** The outbox and its relay as beans, with what ops see of them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboxProperties.class)
public class OutboxConfiguration {

    @Bean
    OutboxRelay outboxRelay(
            OutboxProperties properties,
            DatabaseProperties database,
            KafkaProperties kafka,
            Clock clock,
            @Value("${spring.application.name}") String application) {
        Supplier<Connection> connections = () -> {
            try {
                return database.open();
            } catch (SQLException failure) {
                throw new IllegalStateException("no connection to " + database + ": " + failure.getMessage(), failure);
            }
        };
        Map<String, Object> settings = producerSettings(kafka, database.name());
        return new OutboxRelay(
                properties,
                connections,
                () -> new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()),
                new Housekeeping(properties, connections, clock),
                application,
                clock);
    }

    private static Map<String, Object> producerSettings(KafkaProperties kafka, String database) {
        Map<String, Object> settings = new HashMap<>(kafka.buildProducerProperties());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // One producer for each outbox: the one that was opened last.
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, database + "-outbox");
        // The row waits in the outbox as long as it takes; giving a send up only costs its order.
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                OutboxSession.SILENT_FOR.dividedBy(2).toMillis());
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return settings;
    }

    @Bean
    RelayWakeUp relayWakeUp(OutboxRelay relay, DatabaseClient database) {
        return new CoalescedWakeUp(relay, database);
    }

    @Bean
    Outbox outbox(DatabaseClient database, RelayWakeUp relay, TraceContext traces, Clock clock) {
        return new Outbox(database, relay, traces, clock);
    }

    /** Depth and age as details; a broker that is away does not make this program unhealthy. */
    @Bean
    HealthIndicator outboxHealthIndicator(OutboxRelay relay, Clock clock) {
        return () -> Health.up()
                .withDetail("depth", relay.depth().rows())
                .withDetail("ageSeconds", relay.depth().age(clock.instant()).toSeconds())
                .withDetail("relaying", relay.holdsLock())
                .build();
    }

    @Bean
    Gauge outboxDepthGauge(OutboxRelay relay, MeterRegistry meters, Clock clock) {
        Gauge.builder(
                        "pressroom.outbox.age",
                        relay,
                        it -> it.depth().age(clock.instant()).toMillis() / 1000.0)
                .description("How long the oldest event has waited for Kafka")
                .baseUnit("seconds")
                .register(meters);
        return Gauge.builder("pressroom.outbox.depth", relay, it -> it.depth().rows())
                .description("Events that wait for Kafka")
                .register(meters);
    }
}
