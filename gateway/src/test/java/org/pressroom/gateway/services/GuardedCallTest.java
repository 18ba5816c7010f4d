package org.pressroom.gateway.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

/** Calls beside the one with which a breaker tries whether its service is back. */
class GuardedCallTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final CircuitBreaker breaker = CircuitBreaker.of(
            "a route",
            CircuitBreakerConfig.custom()
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .waitDurationInOpenState(Duration.ofDays(1))
                    .build());

    private CompletableFuture<GuardedCall> begun() {
        return GuardedCall.begin(breaker).toFuture();
    }

    private GuardedCall triedWhetherItIsBack() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        CompletableFuture<GuardedCall> tried = begun();
        assertThat(tried).isCompleted();
        return tried.join();
    }

    private static void assertRefused(CompletableFuture<GuardedCall> call) {
        assertThat(call).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(CallNotPermittedException.class);
    }

    @Test
    void theyWaitForWhatComesOfIt() {
        GuardedCall trying = triedWhetherItIsBack();
        CompletableFuture<GuardedCall> beside = begun();
        assertThat(beside).isNotDone();
        trying.answered(HttpStatus.OK);
        assertThat(beside).succeedsWithin(LONG);
    }

    @Test
    void theyDoNotWaitForEver() {
        triedWhetherItIsBack();
        assertRefused(begun());
    }

    @Test
    void theyAreRefusedOnceItHasFailed() {
        for (Consumer<GuardedCall> failing : List.<Consumer<GuardedCall>>of(
                call -> call.answered(HttpStatus.SERVICE_UNAVAILABLE),
                call -> call.failed(new IOException("nobody listens there")))) {
            GuardedCall trying = triedWhetherItIsBack();
            CompletableFuture<GuardedCall> beside = begun();
            failing.accept(trying);
            assertRefused(beside);
            assertThat(begun()).isCompletedExceptionally();
        }
    }

    @Test
    void oneThatSaidNothingLeavesItsPlaceToAnother() {
        triedWhetherItIsBack().withdrawn();
        assertThat(begun()).isCompleted();
    }
}
