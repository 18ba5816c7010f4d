package org.pressroom.comment.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision on a comment, as its history keeps it.
 *
 * @param score 0 (harmless) to 1 (certainly unwanted)
 * @param moderator null where rules decided
 */
public record ModerationDecision(
        Decision decision,
        double score,
        List<Reason> reasons,
        @Nullable Moderator moderator,
        Instant at) {

    public ModerationDecision {
        reasons = List.copyOf(reasons);
    }

    /**
     * Why.
     *
     * @param rule the name of what spoke: fit for topics, unlike the text
     * @param text a sentence for moderators; null where the name says all
     */
    public record Reason(String rule, @Nullable String text) {

        /** That a person must, since the rules could not. */
        public static final Reason UNJUDGED = new Reason("unjudged", "the rules could not judge it");

        @Override
        public String toString() {
            return text == null ? rule : rule + ": " + text;
        }
    }

    /**
     * Who decided.
     *
     * @param name as it was then
     * @param note what they gave as a reason; readers never see it
     */
    public record Moderator(
            UUID id, @Nullable String name, @Nullable String note) {}

    /** The decision of a person. */
    public static ModerationDecision byModerator(Decision decision, Moderator moderator, Instant at) {
        return new ModerationDecision(
                decision, decision == Decision.APPROVE ? 0 : 1, List.of(new Reason("moderator", null)), moderator, at);
    }

    /** The decision on a comment that the rules could not judge: a person must. */
    public static ModerationDecision unjudged(Instant at) {
        return new ModerationDecision(Decision.HOLD, 0, List.of(Reason.UNJUDGED), null, at);
    }

    /** The names of the rules that spoke. */
    public List<String> rules() {
        return reasons.stream().map(Reason::rule).distinct().toList();
    }

    /** The reasons as moderators read them. */
    public List<String> sentences() {
        return reasons.stream().map(Reason::toString).toList();
    }
}
