package org.pressroom.local.parts;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pressroom.embedded.ServerFailedException;

/** For how long a part has not answered. A busy machine is given time; who is stopped or hangs would never answer. */
final class Silence {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** By {@link System#nanoTime}, which does not run while the machine sleeps. */
    private @Nullable Long since;

    /** @throws ServerFailedException where it has been silent for half a minute */
    void heard(boolean answered) throws ServerFailedException {
        long now = System.nanoTime();
        if (answered) {
            since = null;
        } else if (since == null) {
            since = now;
        } else if (now - since > LONGEST.toNanos()) {
            throw new ServerFailedException("it lives and has not answered for " + LONGEST.toSeconds() + " s");
        }
    }
}
