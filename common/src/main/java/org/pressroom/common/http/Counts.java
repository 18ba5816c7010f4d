package org.pressroom.common.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts by key, none of which goes beyond a limit. What is not counted takes no memory. */
public final class Counts {

    private final int most;
    private final ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>();

    /** @param most how far each may go */
    public Counts(int most) {
        this.most = most;
    }

    /** Counts one more; false where there are as many as there may be. */
    public boolean begin(String key) {
        boolean[] begun = {false};
        counts.compute(key, (same, count) -> {
            int now = count == null ? 0 : count;
            begun[0] = now < most;
            return begun[0] ? Integer.valueOf(now + 1) : count;
        });
        return begun[0];
    }

    /** Counts one less. */
    public void end(String key) {
        counts.computeIfPresent(key, (same, count) -> count > 1 ? count - 1 : null);
    }
}
