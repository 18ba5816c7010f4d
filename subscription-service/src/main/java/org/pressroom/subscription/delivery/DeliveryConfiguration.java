package org.pressroom.subscription.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.pressroom.common.background.WakeUp;
import org.pressroom.common.ids.Ids;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliveryProperties.class)
class DeliveryConfiguration {

    @Bean
    WakeUp deliveryWakeUp() {
        return new WakeUp();
    }

    @Bean
    DeliveryQueue deliveryQueue(DatabaseClient database, WakeUp deliveryWakeUp) {
        return new DeliveryQueue(database, deliveryWakeUp);
    }

    @Bean
    DeliveryTargets deliveryTargets(DatabaseClient database) {
        return new DeliveryTargets(database);
    }

    @Bean
    DeliveryCounts deliveryCounts(DatabaseClient database) {
        return new DeliveryCounts(database);
    }

    @Bean
    OldDeliveries oldDeliveries(DatabaseClient database) {
        return new OldDeliveries(database);
    }

    @Bean
    DeliveryEngine deliveryEngine(
            List<Channel> channels,
            List<DeliveryListener> listeners,
            DatabaseClient database,
            TransactionalOperator transaction,
            DeliveryProperties properties,
            WakeUp deliveryWakeUp,
            MeterRegistry meters,
            Clock clock) {
        return engine(channels, listeners, database, transaction, properties, deliveryWakeUp, meters, clock);
    }

    static DeliveryEngine engine(
            List<Channel> channels,
            List<DeliveryListener> listeners,
            DatabaseClient database,
            TransactionalOperator transaction,
            DeliveryProperties properties,
            WakeUp wakeUp,
            MeterRegistry registry,
            Clock clock) {
        requireDistinct(channels);
        DeliveryListeners told = new DeliveryListeners(List.copyOf(listeners));
        DeliveryMeters meters = new DeliveryMeters(registry);
        DeliveryRepository deliveries = new DeliveryRepository(database);
        return new DeliveryEngine(() -> {
            UUID owner = Ids.next();
            List<ChannelLane> lanes = channels.stream()
                    .map(channel -> new ChannelLane(
                            channel, owner, deliveries, told, transaction, properties, wakeUp, meters, clock))
                    .toList();
            DeliveryLease lease =
                    new DeliveryLease(database, told, transaction, owner, properties.lease(), meters, clock);
            return new DeliveryRun(lease, lanes, properties, wakeUp);
        });
    }

    private static void requireDistinct(List<Channel> channels) {
        long names = channels.stream().map(Channel::name).distinct().count();
        if (names < channels.size()) {
            throw new IllegalStateException("two channels have one name");
        }
    }
}
