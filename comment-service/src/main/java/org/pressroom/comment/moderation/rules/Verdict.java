package org.pressroom.comment.moderation.rules;

import java.util.List;

/**
 * What became of a hearing.
 *
 * @param score 0 (harmless) to 1 (certainly unwanted)
 */
public record Verdict(Decision decision, double score, List<Reason> reasons) {

    /**
     * Why.
     *
     * @param rule the judge's name
     * @param text a sentence for moderators
     */
    public record Reason(String rule, String text) {

        @Override
        public String toString() {
            return rule + ": " + text;
        }
    }

    public Verdict {
        reasons = List.copyOf(reasons);
    }

    /** The verdict on a comment that could not be judged: a person must. */
    public static Verdict unjudged() {
        return new Verdict(Decision.HOLD, 0, List.of(new Reason("unjudged", "the rules could not judge it")));
    }

    /** The names of the rules that spoke: fit for topics, unlike the texts. */
    public List<String> rules() {
        return reasons.stream().map(Reason::rule).distinct().toList();
    }

    /** The reasons as moderators read them. */
    public List<String> sentences() {
        return reasons.stream().map(Reason::toString).toList();
    }
}
