package org.pressroom.gateway.secrets;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** There is no secret, it is too short, or it is not the one that was used before. */
public final class WrongSecretException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /** @param remedy what to do about it */
    public WrongSecretException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    /** Says it in two sentences, where the gateway could not start for it. */
    static final class Analyzer extends AbstractFailureAnalyzer<WrongSecretException> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, WrongSecretException cause) {
            return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.remedy, cause);
        }
    }
}
