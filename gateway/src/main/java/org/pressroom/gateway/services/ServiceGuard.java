package org.pressroom.gateway.services;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/**
 * What stands around every call of a service: a circuit breaker, a time limit, another try. A call is judged when its
 * answer begins, so that one without an end counts as any other; what clients do wrong is not held against the service.
 *
 * <p>A read is tried up to {@value #MOST_TRIES} times where no connection was to be had, or one broke off, or the instance
 * is found not to answer anybody: with another one at once, else after a moment. Anything else is tried with another
 * instance where it surely never left. A service that is slow is not asked for more; but where one of several instances has
 * just started, a read waits for it no longer than half of the limit, and is then made to another.
 */
public final class ServiceGuard {

    private static final int MOST_TRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final ServiceInstances instances;
    private final CircuitBreaker breaker;
    private final Duration limit;

    ServiceGuard(ServiceInstances instances, CircuitBreaker breaker, Duration limit) {
        this.instances = instances;
        this.breaker = breaker;
        this.limit = limit;
    }

    /**
     * Makes a request. All tries together end within the limit.
     *
     * @return the answer, whatever its status; fails with a {@link ProblemException} of 503 where the service is away, its
     *     breaker is open or all connections are taken, of 504 where it is too slow
     */
    public <A> Mono<A> call(ServiceRequest<A> request) {
        return GuardedCall.begin(breaker)
                .flatMap(call -> {
                    Tries tries = new Tries();
                    return answer(request, tries)
                            .timeout(limit)
                            .doOnNext(answer -> call.answered(request.status(answer)))
                            .doOnError(failure -> judge(call, failure, tries))
                            .doOnCancel(call::withdrawn);
                })
                .onErrorMap(ServiceGuard::asProblem);
    }

    /** Whom a request was made to, the last one last. */
    private static final class Tries {
        private final List<ServiceInstance> made = new ArrayList<>(MOST_TRIES);

        private ServiceInstance last() {
            return made.get(made.size() - 1);
        }
    }

    private <A> Mono<A> answer(ServiceRequest<A> request, Tries tries) {
        return Mono.defer(() -> {
                    ServiceInstance instance = instances.next(tries.made);
                    tries.made.add(instance);
                    return to(instance, request, tries).doOnNext(answer -> instance.answered());
                })
                .flatMap(answer -> isLost(request, answer) && tries.made.size() < MOST_TRIES
                        ? request.drop(answer).then(again(request, tries))
                        : Mono.just(answer))
                .onErrorResume(IOException.class, failure -> missed(request, failure, tries))
                .onErrorResume(WebClientRequestException.class, failure -> missed(request, failure, tries));
    }

    private <A> Mono<A> to(ServiceInstance instance, ServiceRequest<A> request, Tries tries) {
        Mono<A> answer = request.to(instance);
        if (!instances.areSeveral() || !request.isRead()) {
            return answer;
        }
        Mono<A> silent = instance.untilSilent().then(lost(instance + " does not answer"));
        return instance.isNew() && instances.hasAnother(tries.made)
                ? Mono.firstWithSignal(
                        answer,
                        silent,
                        Mono.delay(limit.dividedBy(2)).then(lost(instance + " has just started and is slow")))
                : Mono.firstWithSignal(answer, silent);
    }

    private static <A> Mono<A> lost(String why) {
        return Mono.error(() -> new ConnectException(why));
    }

    private <A> Mono<A> missed(ServiceRequest<A> request, Exception failure, Tries tries) {
        Throwable cause = cause(failure);
        if (!(cause instanceof IOException)) {
            return Mono.error(failure);
        }
        tries.last().isAway();
        instances.leaveAlone(tries.last());
        boolean triedAgain = tries.made.size() < MOST_TRIES
                && (request.isRead() || (cause instanceof ConnectException && instances.hasAnother(tries.made)));
        return triedAgain ? again(request, tries) : Mono.error(failure);
    }

    private <A> Mono<A> again(ServiceRequest<A> request, Tries tries) {
        Mono<A> answer = answer(request, tries);
        return instances.hasAnother(tries.made)
                ? answer
                : Mono.delay(pause(tries)).then(answer);
    }

    /** Twice as long each time, and not the same for all. */
    private static Duration pause(Tries tries) {
        long pause = FIRST_PAUSE.toMillis() << (tries.made.size() - 1);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause / 2, pause + pause / 2));
    }

    /** Something between here and the service says that it lost the connection. */
    private static <A> boolean isLost(ServiceRequest<A> request, A answer) {
        HttpStatusCode status = request.status(answer);
        return request.isRead() && status != null && status.isSameCodeAs(HttpStatus.BAD_GATEWAY);
    }

    private void judge(GuardedCall call, Throwable failure, Tries tries) {
        boolean slow = isSlow(failure);
        if (slow) {
            instances.leaveAlone(tries.last());
        }
        // Where there is another, the service goes on without the one that failed.
        if ((slow || isAway(failure)) && !instances.hasAnother(tries.made)) {
            call.failed(failure);
        } else {
            call.withdrawn();
        }
    }

    private static Throwable asProblem(Throwable failure) {
        if (failure instanceof CallNotPermittedException || isAway(failure) || isFull(failure)) {
            return Problems.unavailable(RETRY_AFTER);
        }
        return isSlow(failure) ? Problems.timedOut() : failure;
    }

    /** Nothing answers there. */
    private static boolean isAway(Throwable failure) {
        return cause(failure) instanceof IOException;
    }

    private static boolean isSlow(Throwable failure) {
        Throwable cause = cause(failure);
        return (cause instanceof TimeoutException && !isFull(cause))
                || cause instanceof io.netty.handler.timeout.TimeoutException;
    }

    /** There was no connection to be had, because so many calls are under way: it says nothing of the service. */
    private static boolean isFull(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof PoolAcquireTimeoutException || cause instanceof PoolAcquirePendingLimitException;
    }

    private static @Nullable Throwable cause(Throwable failure) {
        return failure instanceof WebClientRequestException request ? request.getCause() : failure;
    }
}
