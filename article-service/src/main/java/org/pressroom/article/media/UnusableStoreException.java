package org.pressroom.article.media;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** No file can be kept as the store is configured. */
final class UnusableStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /** @param remedy what to do about it */
    UnusableStoreException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    /** Says it in two sentences, where the program could not start for it. */
    static final class Analyzer extends AbstractFailureAnalyzer<UnusableStoreException> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, UnusableStoreException cause) {
            return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.remedy, cause);
        }
    }
}
