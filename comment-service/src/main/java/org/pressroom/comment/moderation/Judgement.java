package org.pressroom.comment.moderation;

import java.time.Instant;
import java.util.Optional;
import org.pressroom.comment.model.Comment;
import org.pressroom.comment.model.ModerationDecision;
import org.pressroom.comment.model.Settled;
import org.pressroom.comment.store.ClaimedComment;

/** What is to become of a comment that was claimed. */
record Judgement(ClaimedComment claim, ModerationDecision decision) {

    /** A person must decide. */
    static Judgement leftToPeople(ClaimedComment claim, Instant at) {
        return new Judgement(claim, ModerationDecision.unjudged(at));
    }

    /** What becomes of the comment as it is now; nothing where it is another by now: that is judged by itself. */
    Optional<Settled> settle(Comment comment) {
        return comment instanceof Comment.Unjudged unjudged && unjudged.version() == claim.version()
                ? Optional.of(unjudged.judge(decision).within(claim.traceparent()))
                : Optional.empty();
    }
}
