package org.pressroom.gateway.services;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.Collection;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;

/**
 * One circuit breaker a route. It opens when half of the last calls failed, refuses for two seconds, then tries a
 * few.
 */
@Component
public final class Breakers {

    private final CircuitBreakerRegistry registry;

    Breakers() {
        registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(20)
                .minimumNumberOfCalls(10)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofSeconds(2))
                .permittedNumberOfCallsInHalfOpenState(3)
                .maxWaitDurationInHalfOpenState(Duration.ofSeconds(10))
                .build());
    }

    /** The breaker of the route of that name, always the same one. Names come from code, never from requests. */
    public CircuitBreaker of(String route) {
        return registry.circuitBreaker(route);
    }

    /** All breakers that were asked for. */
    public Collection<CircuitBreaker> all() {
        return registry.getAllCircuitBreakers();
    }

    /** What an answer of such a status is counted as. */
    public static Exception broken() {
        return new IllegalStateException("the service answered that it is broken");
    }

    /** Whether a status says that the service cannot do its work. */
    public static boolean isFailure(HttpStatusCode status) {
        int code = status.value();
        return code == 500 || code == 502 || code == 503 || code == 504;
    }
}
