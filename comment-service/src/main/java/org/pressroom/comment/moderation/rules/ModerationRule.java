package org.pressroom.comment.moderation.rules;

import java.util.Set;

/**
 * One small rule: a pure function of what it is told. It keeps no state, and may be asked by many threads at once. As a
 * bean it is part of the pipeline; the decisive ones come first, by their order.
 */
public interface ModerationRule {

    /** A short name that stays the same, such as {@code links}; it travels with events. */
    String name();

    /** The kinds of evidence that it cannot do without: where one is missing, a person must look. */
    default Set<Class<?>> needs() {
        return Set.of();
    }

    /**
     * Looks at one thing only. Never fails, whatever the text, and takes some milliseconds at most.
     *
     * @param evidence has all kinds that this rule needs
     */
    Finding evaluate(Submission submission, Evidence evidence);
}
