package org.pressroom.comment.moderation.rules;

/** One small rule. Judges keep no state and may be asked by many threads at once. */
public interface Judge {

    /** A short name that stays the same, such as {@code links}; it travels with events. */
    String name();

    /** Looks at one thing only. Never fails, whatever the text. */
    Finding judge(Submission submission);
}
