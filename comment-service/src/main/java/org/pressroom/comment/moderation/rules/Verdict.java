package org.pressroom.comment.moderation.rules;

import java.time.Instant;
import java.util.List;
import org.pressroom.comment.model.Decision;
import org.pressroom.comment.model.ModerationDecision;

/**
 * What became of a hearing.
 *
 * @param score 0 (harmless) to 1 (certainly unwanted)
 */
public record Verdict(Decision decision, double score, List<ModerationDecision.Reason> reasons) {

    public Verdict {
        reasons = List.copyOf(reasons);
    }

    /** The same as it is kept. */
    public ModerationDecision decided(Instant at) {
        return new ModerationDecision(decision, score, reasons, null, at);
    }
}
