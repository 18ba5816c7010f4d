package org.pressroom.gateway.proxy;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.services.GuardedCall;
import org.pressroom.gateway.services.ServiceClients;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A circuit breaker around a route, and problem answers for a service that is away (503) or too slow (504). A call is
 * judged when its answer begins; what clients do wrong is not held against the service.
 * An answer that has begun and does not end in time is cut off.
 */
final class BreakerFilter implements GatewayFilter {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final CircuitBreaker breaker;
    private final Duration limit;

    /** @param limit how long a whole answer may take */
    BreakerFilter(CircuitBreaker breaker, Duration limit) {
        this.breaker = breaker;
        this.limit = limit;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return GuardedCall.begin(breaker)
                .onErrorMap(CallNotPermittedException.class, open -> Problems.unavailable(RETRY_AFTER))
                .flatMap(call -> guarded(call, exchange, chain));
    }

    private Mono<Void> guarded(GuardedCall call, ServerWebExchange exchange, GatewayFilterChain chain) {
        ServerHttpResponse response = exchange.getResponse();
        response.beforeCommit(() -> {
            call.answered(response.getStatusCode());
            return Mono.empty();
        });
        return chain.filter(exchange)
                .timeout(limit)
                .doOnError(failure -> {
                    if (isAway(failure) || isSlow(failure)) {
                        call.failed(failure);
                    } else {
                        call.withdrawn();
                    }
                })
                .doOnCancel(call::withdrawn)
                .doOnSuccess(done -> call.answered(response.getStatusCode()))
                .onErrorMap(failure -> !response.isCommitted(), BreakerFilter::asProblem);
    }

    private static Throwable asProblem(Throwable failure) {
        if (isAway(failure) || ServiceClients.isFull(failure)) {
            return Problems.unavailable(RETRY_AFTER);
        } else if (isSlow(failure)) {
            return Problems.timedOut();
        }
        return failure;
    }

    /** Nothing answers there. */
    private static boolean isAway(Throwable failure) {
        return failure instanceof IOException;
    }

    private static boolean isSlow(Throwable failure) {
        return (failure instanceof TimeoutException && !ServiceClients.isFull(failure))
                || (failure instanceof ResponseStatusException status
                        && status.getStatusCode().isSameCodeAs(HttpStatus.GATEWAY_TIMEOUT));
    }
}
