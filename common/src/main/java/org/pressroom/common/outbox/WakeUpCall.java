package org.pressroom.common.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Ends the sleep of a thread; many calls while it is awake are one. */
final class WakeUpCall {

    private final Semaphore calls = new Semaphore(0);

    /** Never blocks. */
    void make() {
        if (calls.availablePermits() == 0) {
            calls.release();
        }
    }

    /** What was called so far is about to be seen to. */
    void heard() {
        calls.drainPermits();
    }

    /** Sleeps until the next call, or one that came since the last {@link #heard}, or for as long as given. */
    boolean await(Duration atMost) throws InterruptedException {
        return calls.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
