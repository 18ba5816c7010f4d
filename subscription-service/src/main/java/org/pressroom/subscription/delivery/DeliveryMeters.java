package org.pressroom.subscription.delivery;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts what became of deliveries, by channel: {@code pressroom.deliveries}. */
record DeliveryMeters(MeterRegistry registry) {

    void ended(String channel, DeliveryStatus status) {
        registry.counter("pressroom.deliveries", "channel", channel, "status", status.label())
                .increment();
    }
}
