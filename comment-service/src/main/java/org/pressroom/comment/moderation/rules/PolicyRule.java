package org.pressroom.comment.moderation.rules;

/** Under the policy {@code moderated} a person looks at every comment, the staff's too. */
public final class PolicyRule implements ModerationRule {

    @Override
    public String name() {
        return "policy";
    }

    @Override
    public Finding evaluate(Submission submission, Evidence evidence) {
        return submission.moderated()
                ? new Finding.Review("every comment on this article waits for a moderator")
                : Finding.NOTHING;
    }
}
