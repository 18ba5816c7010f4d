package org.pressroom.gateway.services;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * A call that a breaker let pass. The breaker is told exactly one thing about it, the first: what is told twice would
 * count twice.
 */
public final class GuardedCall {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int LOOKS = 20;

    private final CircuitBreaker breaker;
    private final long start = System.nanoTime();
    private final AtomicBoolean told = new AtomicBoolean();

    private GuardedCall(CircuitBreaker breaker) {
        this.breaker = breaker;
    }

    /**
     * Lets a call pass, or fails with {@link CallNotPermittedException}. While the breaker tries with a few calls whether
     * the service is back, others wait for a second for what comes of it.
     */
    public static Mono<GuardedCall> begin(CircuitBreaker breaker) {
        return Mono.fromCallable(() -> {
                    breaker.acquirePermission();
                    return new GuardedCall(breaker);
                })
                .retryWhen(Retry.fixedDelay(LOOKS, LOOK_AGAIN)
                        .filter(failure -> failure instanceof CallNotPermittedException && !isOpen(breaker))
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()));
    }

    /** What was refused beside the tries may find them over, and the breaker closed. */
    private static boolean isOpen(CircuitBreaker breaker) {
        return breaker.getState() == State.OPEN || breaker.getState() == State.FORCED_OPEN;
    }

    /** It was answered; that the service is broken is a failure all the same. */
    public void answered(@Nullable HttpStatusCode status) {
        if (told.compareAndSet(false, true)) {
            if (status != null && Breakers.isFailure(status)) {
                breaker.onError(took(), TimeUnit.NANOSECONDS, Breakers.broken());
            } else {
                breaker.onSuccess(took(), TimeUnit.NANOSECONDS);
            }
        }
    }

    /** The service is away, or too slow. */
    public void failed(Throwable failure) {
        if (told.compareAndSet(false, true)) {
            breaker.onError(took(), TimeUnit.NANOSECONDS, failure);
        }
    }

    /** It says nothing about the service. */
    public void withdrawn() {
        if (told.compareAndSet(false, true)) {
            breaker.releasePermission();
        }
    }

    private long took() {
        return System.nanoTime() - start;
    }
}
