package org.pressroom.bench;

import java.util.concurrent.locks.LockSupport;

/**
 * Begins a piece of work so many times a second, whatever becomes of the earlier ones. What it hands over is the moment
 * at which the work was due: times that are counted from there hide no waiting, neither in the measured system nor in
 * this program (no coordinated omission).
 */
final class ConstantRate {

    /** A piece of work, which must not wait for its outcome. */
    @FunctionalInterface
    interface Work {
        void begin(long dueNanos);
    }

    private ConstantRate() {}

    /** Begins {@code count} pieces of work; returns when the last has begun. */
    static void run(double perSecond, int count, Work work) {
        double interval = 1e9 / perSecond;
        long start = System.nanoTime();
        for (int index = 0; index < count; index++) {
            long due = start + (long) (index * interval);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            work.begin(due);
        }
    }
}
