package org.pressroom.common.http;

import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.common.usecase.Refusal;
import org.pressroom.common.usecase.Result;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Refusals of use cases, as callers are told of them. */
public final class Refusals {

    private Refusals() {}

    /** What was done for a request, or the problem for which it was not. */
    public static <T> Mono<T> orProblem(Mono<Result<T>> result, ServerHttpRequest request) {
        return result.map(done -> done.orElseThrow(refusal -> problem(refusal, request)));
    }

    /** What came of work for a request that refusals may end, or the problem for which there is nothing. */
    public static <T> Mono<T> orProblemOf(Mono<T> work, ServerHttpRequest request) {
        return orProblem(Result.of(work), request);
    }

    private static ProblemException problem(Refusal refusal, ServerHttpRequest request) {
        if (refusal instanceof Refusal.NotAllowed notAllowed) {
            return Problems.forbidden(notAllowed.why());
        } else if (refusal instanceof Refusal.NotFound notFound) {
            return Problems.notFound(notFound.what());
        } else if (refusal instanceof Refusal.Conflict conflict) {
            return Problems.conflict(conflict.why());
        } else if (refusal instanceof Refusal.Invalid invalid) {
            return Problems.invalid(invalid.fields());
        } else if (refusal instanceof Refusal.Busy busy) {
            return Problems.unavailable(busy.retryAfter());
        }
        return ETags.unmet(request);
    }
}
