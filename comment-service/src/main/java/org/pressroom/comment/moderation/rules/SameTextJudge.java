package org.pressroom.comment.moderation.rules;

/**
 * The same text twice: a double click, or a campaign. Short texts ("Thank you!") are everybody's, so that only the same
 * person in the same thread is asked about those.
 */
final class SameTextJudge implements Judge {

    private static final int LONG_TEXT = 40;
    private static final int CAMPAIGN = 3;

    @Override
    public String name() {
        return "same-text";
    }

    @Override
    public Finding judge(Submission submission) {
        if (submission.sameTextInThread() > 0) {
            return new Finding.Weighs(0.5, "the same text is in this thread already");
        }
        String shown = submission.shown();
        if (submission.sameTextElsewhere() >= CAMPAIGN
                && shown.codePointCount(0, shown.length())
                                + 10 * submission.links().size()
                        >= LONG_TEXT) {
            return new Finding.Weighs(0.6, "the same text was posted " + submission.sameTextElsewhere() + " times");
        }
        return Finding.NOTHING;
    }
}
