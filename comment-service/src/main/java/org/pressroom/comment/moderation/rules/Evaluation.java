package org.pressroom.comment.moderation.rules;

import java.time.Instant;
import java.util.List;
import org.pressroom.comment.model.Decision;
import org.pressroom.comment.model.ModerationDecision;

/**
 * What the rules came to.
 *
 * @param score 0 (harmless) to 1 (certainly unwanted)
 * @param isComplete whether all rules had the evidence that they need
 */
public record Evaluation(Decision decision, double score, List<ModerationDecision.Reason> reasons, boolean isComplete) {

    public Evaluation {
        reasons = List.copyOf(reasons);
    }

    /** The same as it is kept. */
    public ModerationDecision decided(Instant at) {
        return new ModerationDecision(decision, score, reasons, null, at);
    }
}
