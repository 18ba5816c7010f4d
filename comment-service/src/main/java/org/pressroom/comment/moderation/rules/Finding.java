package org.pressroom.comment.moderation.rules;

import org.pressroom.comment.model.Decision;

/** What one rule has to say. */
public sealed interface Finding {

    Finding NOTHING = new Nothing();

    /** Nothing to say. */
    record Nothing() implements Finding {}

    /**
     * Something that counts for (above 0) or against (below 0) the comment being unwanted.
     *
     * @param reason for moderators; about the text and never of the person
     */
    record Score(double score, String reason) implements Finding {}

    /** A person must look at it, whatever the others say in its favour. */
    record Review(String reason) implements Finding {}

    /** No rule further down need be asked. */
    record Decisive(Decision decision, String reason) implements Finding {}
}
