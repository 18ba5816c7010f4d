package org.pressroom.comment.store;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.model.Comment;
import org.pressroom.comment.model.ModerationDecision;

/** What is written of a decision. */
record Decided(Comment comment, ModerationDecision decision) {

    /** None where nobody decided. */
    static Stream<Decided> of(Comment comment, @Nullable ModerationDecision decision) {
        return decision == null ? Stream.empty() : Stream.of(new Decided(comment, decision));
    }
}
