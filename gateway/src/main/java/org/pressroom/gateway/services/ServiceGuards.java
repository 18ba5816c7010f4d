package org.pressroom.gateway.services;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.pressroom.gateway.routes.Service;
import org.springframework.stereotype.Component;

/** The guards of all services: what one of them finds out about an instance, all others of its service know. */
@Component
public final class ServiceGuards {

    private final Map<Service, ServiceInstances> instances = new EnumMap<>(Service.class);
    private final Breakers breakers;

    ServiceGuards(ServiceProperties properties, Breakers breakers) {
        for (Service service : Service.values()) {
            instances.put(service, new ServiceInstances(properties.of(service), Ticker.systemTicker()));
        }
        this.breakers = breakers;
    }

    /** The instances that have others beside them. */
    List<ServiceInstance> thatCanBeReplaced() {
        return instances.values().stream()
                .filter(ServiceInstances::areSeveral)
                .flatMap(ServiceInstances::all)
                .toList();
    }

    /**
     * A guard around calls of a service.
     *
     * @param breaker the name of the circuit breaker that they share
     * @param limit how long it may be until an answer begins
     */
    public ServiceGuard of(Service service, String breaker, Duration limit) {
        return new ServiceGuard(Objects.requireNonNull(instances.get(service)), breakers.of(breaker), limit);
    }
}
