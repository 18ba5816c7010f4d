package org.pressroom.gateway.services;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.Collection;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;

/**
 * One circuit breaker a route, configured under {@code resilience4j.circuitbreaker.configs.default}: it opens when half
 * of the last calls failed, refuses for a moment, then tries a few.
 */
@Component
public final class Breakers {

    private final CircuitBreakerRegistry registry;

    Breakers(CircuitBreakerRegistry registry) {
        this.registry = registry;
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

    /**
     * Whether a status says that the service cannot do its work. A 500 says that one request could not be answered: who
     * finds such a request must not close the route for everybody else.
     */
    public static boolean isFailure(HttpStatusCode status) {
        int code = status.value();
        return code == 502 || code == 503 || code == 504;
    }
}
