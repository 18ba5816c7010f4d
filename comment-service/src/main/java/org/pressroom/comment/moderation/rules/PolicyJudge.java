package org.pressroom.comment.moderation.rules;

/** Under the policy {@code moderated} a person looks at every comment, the staff's too. */
final class PolicyJudge implements Judge {

    @Override
    public String name() {
        return "policy";
    }

    @Override
    public Finding judge(Submission submission) {
        return submission.moderated()
                ? new Finding.NeedsPerson("every comment on this article waits for a moderator")
                : Finding.NOTHING;
    }
}
