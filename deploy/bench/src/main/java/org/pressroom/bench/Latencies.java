package org.pressroom.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** Measured times, all of them kept: there are few thousands. Safe for many threads. */
final class Latencies {
    private long[] nanos = new long[1024];
    private int count;

    synchronized void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }

    synchronized int count() {
        return count;
    }

    /** The time that so large a part of all times does not exceed (nearest rank); zero where nothing was measured. */
    synchronized Duration percentile(double part) {
        if (count == 0) {
            return Duration.ZERO;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(part * count);
        return Duration.ofNanos(sorted[Math.max(0, rank - 1)]);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %s, p99 %s, max %s (%d)",
                millis(percentile(0.5)),
                millis(percentile(0.99)),
                millis(percentile(1)),
                count());
    }

    static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }
}
