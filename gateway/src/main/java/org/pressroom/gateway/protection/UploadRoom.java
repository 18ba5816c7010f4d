package org.pressroom.gateway.protection;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.pressroom.common.http.Counts;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;

/** How many uploads may be under way: each holds a connection to its service for as long as its sender takes. */
final class UploadRoom {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Semaphore all;
    private final Counts ofEach;
    private final Duration limit;

    UploadRoom(ProtectionProperties.Uploads properties) {
        all = new Semaphore(properties.atOnce());
        ofEach = new Counts(properties.ofOne());
        limit = properties.limit();
    }

    /** How long one may take. */
    Duration limit() {
        return limit;
    }

    /**
     * Takes room for one, until it is given back.
     *
     * @throws ProblemException 429 where the client, 503 where all have as much as they may
     */
    void take(String client) {
        if (!ofEach.begin(client)) {
            throw Problems.tooManyRequests(RETRY_AFTER);
        }
        if (!all.tryAcquire()) {
            ofEach.end(client);
            throw Problems.unavailable(RETRY_AFTER);
        }
    }

    void giveBack(String client) {
        ofEach.end(client);
        all.release();
    }
}
