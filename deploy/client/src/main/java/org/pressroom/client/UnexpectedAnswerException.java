package org.pressroom.client;

/** An answer is not what it must be for whoever asked to go on. Its message holds all of the answer. */
public final class UnexpectedAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnexpectedAnswerException(Answer answer, String expected) {
        super(answer.call() + " answered " + answer + ", expected was " + expected);
    }
}
