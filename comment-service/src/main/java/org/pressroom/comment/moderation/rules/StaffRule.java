package org.pressroom.comment.moderation.rules;

import org.pressroom.comment.model.Decision;

/** The staff answer for themselves, except where the article wants every comment looked at. */
public final class StaffRule implements ModerationRule {

    @Override
    public String name() {
        return "staff";
    }

    @Override
    public Finding evaluate(Submission submission, Evidence evidence) {
        return submission.staff() && !submission.moderated()
                ? new Finding.Decisive(Decision.APPROVE, "written by a signed-in member of the staff")
                : Finding.NOTHING;
    }
}
