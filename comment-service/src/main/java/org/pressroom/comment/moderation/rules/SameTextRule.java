package org.pressroom.comment.moderation.rules;

import java.util.Set;

/**
 * The same text twice: a double click, or a campaign. Short texts ("Thank you!") are everybody's, so that only the same
 * person in the same thread is asked about those.
 */
public final class SameTextRule implements ModerationRule {

    private static final int LONG_TEXT = 40;
    private static final int CAMPAIGN = 3;

    @Override
    public String name() {
        return "same-text";
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(Copies.class);
    }

    @Override
    public Finding evaluate(Submission submission, Evidence evidence) {
        Copies copies = evidence.of(Copies.class);
        if (copies.inThread() > 0) {
            return new Finding.Score(0.5, "the same text is in this thread already");
        }
        String shown = submission.shown();
        if (copies.elsewhere() >= CAMPAIGN
                && shown.codePointCount(0, shown.length())
                                + 10 * submission.links().size()
                        >= LONG_TEXT) {
            return new Finding.Score(0.6, "the same text was posted " + copies.elsewhere() + " times");
        }
        return Finding.NOTHING;
    }
}
