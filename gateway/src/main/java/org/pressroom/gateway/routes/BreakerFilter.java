package org.pressroom.gateway.routes;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.services.Breakers;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/**
 * A circuit breaker around a route, and problem answers for a service that is away (503) or too slow (504). A call is
 * judged when its answer begins, so that streams are judged too; what clients do wrong is not held against the service.
 * An answer that has begun and does not end in time is cut off.
 */
final class BreakerFilter implements GatewayFilter {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final CircuitBreaker breaker;
    private final @Nullable Duration limit;

    /** @param limit how long a whole answer may take; null for streams */
    BreakerFilter(CircuitBreaker breaker, @Nullable Duration limit) {
        this.breaker = breaker;
        this.limit = limit;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Mono.defer(() -> {
            try {
                breaker.acquirePermission();
            } catch (CallNotPermittedException open) {
                return Mono.error(Problems.unavailable(RETRY_AFTER));
            }
            Judgement judgement = new Judgement();
            exchange.getResponse().beforeCommit(() -> {
                judgement.byStatus(exchange.getResponse().getStatusCode());
                return Mono.empty();
            });
            Mono<Void> answer = chain.filter(exchange);
            return (limit == null ? answer : answer.timeout(limit))
                    .doOnError(judgement::byFailure)
                    .doOnCancel(judgement::none)
                    .doOnSuccess(
                            done -> judgement.byStatus(exchange.getResponse().getStatusCode()))
                    .onErrorMap(failure -> !exchange.getResponse().isCommitted(), BreakerFilter::asProblem);
        });
    }

    private static Throwable asProblem(Throwable failure) {
        if (isAway(failure)) {
            return Problems.unavailable(RETRY_AFTER);
        } else if (isSlow(failure)) {
            return Problems.timedOut();
        }
        return failure;
    }

    /** Nothing answers there, or no connection is to be had. */
    private static boolean isAway(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof PoolAcquireTimeoutException
                || failure instanceof PoolAcquirePendingLimitException;
    }

    private static boolean isSlow(Throwable failure) {
        return failure instanceof TimeoutException
                || (failure instanceof ResponseStatusException status
                        && status.getStatusCode().isSameCodeAs(HttpStatus.GATEWAY_TIMEOUT));
    }

    /** Tells the breaker exactly one thing about a call. */
    private final class Judgement {
        private final long start = System.nanoTime();
        private final AtomicBoolean told = new AtomicBoolean();

        private void byStatus(@Nullable HttpStatusCode status) {
            if (told.compareAndSet(false, true)) {
                if (status != null && Breakers.isFailure(status)) {
                    breaker.onError(took(), TimeUnit.NANOSECONDS, Breakers.broken());
                } else {
                    breaker.onSuccess(took(), TimeUnit.NANOSECONDS);
                }
            }
        }

        private void byFailure(Throwable failure) {
            if (told.compareAndSet(false, true)) {
                if (isAway(failure) || isSlow(failure)) {
                    breaker.onError(took(), TimeUnit.NANOSECONDS, failure);
                } else {
                    breaker.releasePermission();
                }
            }
        }

        private void none() {
            if (told.compareAndSet(false, true)) {
                breaker.releasePermission();
            }
        }

        private long took() {
            return System.nanoTime() - start;
        }
    }
}
