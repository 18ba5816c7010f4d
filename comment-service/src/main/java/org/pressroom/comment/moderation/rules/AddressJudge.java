package org.pressroom.comment.moderation.rules;

/**
 * What became of earlier comments from the same address. Anybody can type anybody's address, so a good past weighs less
 * than a bad text.
 */
final class AddressJudge implements Judge {

    private final int trustedAfter;
    private final boolean holdFirst;

    AddressJudge(int trustedAfter, boolean holdFirst) {
        this.trustedAfter = trustedAfter;
        this.holdFirst = holdFirst;
    }

    @Override
    public String name() {
        return "address";
    }

    @Override
    public Finding judge(Submission submission) {
        if (submission.refusedBefore() > submission.approvedBefore()) {
            return new Finding.Weighs(0.5, "more comments from this address were rejected than approved");
        }
        if (submission.approvedBefore() == 0 && !submission.staff() && holdFirst) {
            return new Finding.NeedsPerson("the first comment from this address");
        }
        return submission.refusedBefore() == 0 && submission.approvedBefore() >= trustedAfter
                ? new Finding.Weighs(-0.2, "earlier comments from this address were approved")
                : Finding.NOTHING;
    }
}
