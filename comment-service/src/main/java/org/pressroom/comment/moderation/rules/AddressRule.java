package org.pressroom.comment.moderation.rules;

import java.util.Set;

/**
 * What became of earlier comments from the same address. Anybody can type anybody's address, so a good past weighs less
 * than a bad text.
 */
public final class AddressRule implements ModerationRule {

    private final int trustedAfter;
    private final boolean holdFirst;

    public AddressRule(int trustedAfter, boolean holdFirst) {
        this.trustedAfter = trustedAfter;
        this.holdFirst = holdFirst;
    }

    @Override
    public String name() {
        return "address";
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(AddressHistory.class);
    }

    @Override
    public Finding evaluate(Submission submission, Evidence evidence) {
        AddressHistory history = evidence.of(AddressHistory.class);
        if (history.rejected() > history.approved()) {
            return new Finding.Score(0.5, "more comments from this address were rejected than approved");
        }
        if (history.approved() == 0 && !submission.staff() && holdFirst) {
            return new Finding.Review("the first comment from this address");
        }
        return history.rejected() == 0 && history.approved() >= trustedAfter
                ? new Finding.Score(-0.2, "earlier comments from this address were approved")
                : Finding.NOTHING;
    }
}
