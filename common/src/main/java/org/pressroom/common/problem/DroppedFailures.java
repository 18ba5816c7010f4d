package org.pressroom.common.problem;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Hooks;

/**
 * What fails after its request has failed already, such as a body that nobody waits for any more. Reactor's own way is to
 * log each with its stack, as an error, which clients can bring about as often as they like.
 */
public final class DroppedFailures {

    private static final Logger LOG = LoggerFactory.getLogger(DroppedFailures.class);

    private DroppedFailures() {}

    /** Has them logged, from now on, as errors only where they are no client's. */
    public static void logQuietly() {
        Hooks.onErrorDropped(DroppedFailures::log);
    }

    private static void log(Throwable failure) {
        if (isOfClient(failure)) {
            LOG.debug("a request failed once more", failure);
        } else {
            LOG.error("nobody waited any more for what failed", failure);
        }
    }

    /** Whether a client brought it about, so that the log need not say it. */
    public static boolean isOfClient(Throwable failure) {
        return failure instanceof IOException
                || ProblemTranslator.translate(failure).status().is4xxClientError();
    }
}
