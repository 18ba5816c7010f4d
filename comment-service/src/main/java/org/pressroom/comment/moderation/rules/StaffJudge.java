package org.pressroom.comment.moderation.rules;

import org.pressroom.comment.model.Decision;

/** The staff answer for themselves, except where the article wants every comment looked at. */
final class StaffJudge implements Judge {

    @Override
    public String name() {
        return "staff";
    }

    @Override
    public Finding judge(Submission submission) {
        return submission.staff() && !submission.moderated()
                ? new Finding.Settles(Decision.APPROVE, "written by a signed-in member of the staff")
                : Finding.NOTHING;
    }
}
