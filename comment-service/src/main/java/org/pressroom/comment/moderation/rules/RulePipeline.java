package org.pressroom.comment.moderation.rules;

import java.util.ArrayList;
import java.util.List;
import org.pressroom.comment.model.Decision;
import org.pressroom.comment.model.ModerationDecision;

/**
 * Rules in the order in which they are asked. A decisive one ends it; otherwise their scores add up, and the sum decides.
 * Where a rule could not be asked for lack of evidence, a person decides.
 *
 * @param holdAt the sum from which a person must look
 * @param rejectAt the sum from which nobody need look
 */
public record RulePipeline(List<ModerationRule> rules, double holdAt, double rejectAt) {

    public RulePipeline {
        rules = List.copyOf(rules);
    }

    /** Asks all rules until one is decisive. */
    public Evaluation evaluate(Submission submission, Evidence evidence) {
        List<ModerationDecision.Reason> reasons = new ArrayList<>();
        double sum = 0;
        boolean review = false;
        boolean complete = true;
        for (ModerationRule rule : rules) {
            if (!evidence.hasAll(rule.needs())) {
                complete = false;
                continue;
            }
            Finding finding = rule.evaluate(submission, evidence);
            if (finding instanceof Finding.Score found) {
                sum += found.score();
                reasons.add(new ModerationDecision.Reason(rule.name(), found.reason()));
            } else if (finding instanceof Finding.Review found) {
                review = true;
                reasons.add(new ModerationDecision.Reason(rule.name(), found.reason()));
            } else if (finding instanceof Finding.Decisive found) {
                reasons.add(new ModerationDecision.Reason(rule.name(), found.reason()));
                return new Evaluation(found.decision(), score(sum), reasons, true);
            }
        }
        if (!complete) {
            reasons.add(0, ModerationDecision.Reason.UNJUDGED);
            return new Evaluation(Decision.HOLD, score(sum), reasons, false);
        }
        return new Evaluation(decide(score(sum), review), score(sum), reasons, true);
    }

    private Decision decide(double score, boolean review) {
        if (score >= rejectAt) {
            return Decision.REJECT;
        }
        return review || score >= holdAt ? Decision.HOLD : Decision.APPROVE;
    }

    /** Between 0 and 1, in hundredths: sums of tenths are a little off otherwise. */
    private static double score(double sum) {
        return Math.round(Math.min(1, Math.max(0, sum)) * 100) / 100.0;
    }
}
