package org.pressroom.common.usecase;

import java.time.Duration;
import java.util.List;
import org.pressroom.common.problem.FieldProblem;

/**
 * Ends a use case, and its transaction, with a refusal; {@link Result#of} answers it. It is no fault: it has no stack
 * trace.
 */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never sent anywhere
    private final Refusal refusal;

    private RefusedException(Refusal refusal) {
        super(refusal.toString(), null, false, false);
        this.refusal = refusal;
    }

    /** Of what a use case that is part of another refused. */
    public static RefusedException of(Refusal refusal) {
        return new RefusedException(refusal);
    }

    /** @see Refusal.Stale */
    public static RefusedException stale() {
        return new RefusedException(new Refusal.Stale());
    }

    /** @see Refusal.NotAllowed */
    public static RefusedException notAllowed(String why) {
        return new RefusedException(new Refusal.NotAllowed(why));
    }

    /** @see Refusal.NotFound */
    public static RefusedException notFound(String what) {
        return new RefusedException(new Refusal.NotFound(what));
    }

    /** @see Refusal.Conflict */
    public static RefusedException conflict(String why) {
        return new RefusedException(new Refusal.Conflict(why));
    }

    /** @see Refusal.Busy */
    public static RefusedException busy(Duration retryAfter) {
        return new RefusedException(new Refusal.Busy(retryAfter));
    }

    /** @see Refusal.Invalid */
    public static RefusedException invalid(String field, String message) {
        return invalid(List.of(new FieldProblem(field, message)));
    }

    /** @see Refusal.Invalid */
    public static RefusedException invalid(List<FieldProblem> fields) {
        return new RefusedException(new Refusal.Invalid(fields));
    }

    public Refusal refusal() {
        return refusal;
    }
}
