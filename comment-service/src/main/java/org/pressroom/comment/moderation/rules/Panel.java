package org.pressroom.comment.moderation.rules;

import java.util.ArrayList;
import java.util.List;
import org.pressroom.comment.model.Decision;
import org.pressroom.comment.model.ModerationDecision;

/**
 * Judges in the order in which they are asked. One that settles the matter ends the hearing; otherwise their scores add
 * up, and the sum decides.
 *
 * @param holdAt the sum from which a person must look
 * @param rejectAt the sum from which nobody need look
 */
public record Panel(List<Judge> judges, double holdAt, double rejectAt) {

    public Panel {
        judges = List.copyOf(judges);
    }

    /** Hears all judges until one settles the matter. */
    public Verdict hear(Submission submission) {
        List<ModerationDecision.Reason> reasons = new ArrayList<>();
        double sum = 0;
        boolean needsPerson = false;
        for (Judge judge : judges) {
            Finding finding = judge.judge(submission);
            if (finding instanceof Finding.Weighs weighs) {
                sum += weighs.score();
                reasons.add(new ModerationDecision.Reason(judge.name(), weighs.reason()));
            } else if (finding instanceof Finding.NeedsPerson needs) {
                needsPerson = true;
                reasons.add(new ModerationDecision.Reason(judge.name(), needs.reason()));
            } else if (finding instanceof Finding.Settles settles) {
                reasons.add(new ModerationDecision.Reason(judge.name(), settles.reason()));
                return new Verdict(settles.decision(), score(sum), reasons);
            }
        }
        return new Verdict(decide(score(sum), needsPerson), score(sum), reasons);
    }

    private Decision decide(double score, boolean needsPerson) {
        if (score >= rejectAt) {
            return Decision.REJECT;
        }
        return needsPerson || score >= holdAt ? Decision.HOLD : Decision.APPROVE;
    }

    /** Between 0 and 1, in hundredths: sums of tenths are a little off otherwise. */
    private static double score(double sum) {
        return Math.round(Math.min(1, Math.max(0, sum)) * 100) / 100.0;
    }
}
