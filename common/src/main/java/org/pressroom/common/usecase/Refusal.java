package org.pressroom.common.usecase;

import java.time.Duration;
import java.util.List;
import org.pressroom.common.problem.FieldProblem;

/** Why something was not done. Reasons are sentences for people. */
public sealed interface Refusal {

    /** It is not, or is no more, at the version that was expected. */
    record Stale() implements Refusal {}

    /** The actor has no right to it. */
    record NotAllowed(String why) implements Refusal {}

    /** It is not there. */
    record NotFound(String what) implements Refusal {}

    /** What is there does not allow it. */
    record Conflict(String why) implements Refusal {}

    /** As much waits already as may; it can be asked for again after that time. */
    record Busy(Duration retryAfter) implements Refusal {}

    /** What was given is at fault. */
    record Invalid(List<FieldProblem> fields) implements Refusal {
        public Invalid {
            fields = List.copyOf(fields);
        }
    }
}
