package org.pressroom.comment.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.outbox.OutboxEvent;

/**
 * What was decided of a comment, or that its author took it back: no text of it waits to be judged any more, and its
 * thread may change with it.
 *
 * @param comment as it is with that
 * @param decision null where nobody decided
 */
public record Settled(
        Comment before, Comment comment, @Nullable ModerationDecision decision, List<OutboxEvent> events) {

    public Settled {
        events = List.copyOf(events);
    }

    /** The same, whose events belong to a trace; null for that of the current work. */
    public Settled within(@Nullable String traceparent) {
        return new Settled(
                before,
                comment,
                decision,
                events.stream().map(event -> event.within(traceparent)).toList());
    }

    /** Whether readers see something change. */
    boolean isVisible() {
        return before.entry().listed() || comment.entry().listed();
    }

    /** By how much the number of approved comments grows. */
    int approved() {
        return (comment.isApproved() ? 1 : 0) - (before.isApproved() ? 1 : 0);
    }

    /** By how much the number of listed replies of its parent grows. */
    int replies() {
        return (comment.entry().listed() ? 1 : 0) - (before.entry().listed() ? 1 : 0);
    }
}
