package org.pressroom.local.parts;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pressroom.local.folder.Leftovers;
import org.pressroom.local.folder.State;

/** Keeps one part running: starts it, and starts it again, after a growing pause, each time it dies. */
public final class Supervisor {
    private static final int SHOWN_LINES = 8;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(5);

    private final Part part;
    private final Reports reports;
    private final Backoff backoff = new Backoff();
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
    private final Thread thread;

    private Part.@Nullable Running running;
    private String status = "down";
    private int restarts;
    private boolean stopping;

    /** Told what happens to parts, from threads of their own. */
    public interface Reports {
        /** A state to be written down has changed. */
        void changed();

        /** A part is ready, so long after its start. */
        void ready(String part, Duration took, boolean again);

        /** A part died, or could not be started, and is started again after the pause. */
        void died(String part, String why, List<String> lastLines, Duration pause);
    }

    public Supervisor(Part part, Reports reports) {
        this.part = part;
        this.reports = reports;
        this.thread = new Thread(this::run, "part-" + part.name());
        thread.setDaemon(true);
    }

    /** Starts the part; returns at once. */
    public void start() {
        thread.start();
    }

    /** Done when the part is ready for the first time. */
    public CompletableFuture<Void> firstReady() {
        return firstReady;
    }

    public String name() {
        return part.name();
    }

    /** What is written down about the part. */
    public synchronized State.Part state() {
        Part.Running now = running;
        return new State.Part(
                part.name(),
                status,
                now == null ? 0 : now.process().pid(),
                now == null ? 0 : Leftovers.startedAt(now.process().toHandle()),
                part.port(),
                part.logs().get(0).toString(),
                restarts);
    }

    /** Stops the part for good: in good order, or by force after so long. */
    public void stop(Duration within) throws InterruptedException {
        Part.@Nullable Running last;
        synchronized (this) {
            stopping = true;
            last = running;
        }
        if (last != null) {
            last.stop(within);
        }
        // It may be waiting out a pause, or for a process to come up.
        thread.interrupt();
        thread.join(within.toMillis());
    }

    /** Whether it still looks after its part. */
    boolean isRunning() {
        return thread.isAlive();
    }

    /** Ends its process at once. */
    public void kill() {
        Part.@Nullable Running last;
        synchronized (this) {
            stopping = true;
            last = running;
        }
        if (last != null) {
            last.process().destroyForcibly();
        }
    }

    private void run() {
        try {
            while (!isStopping()) {
                Instant start = Instant.now();
                String why = runOnce(start);
                if (isStopping()) {
                    return;
                }
                Duration pause = backoff.after(Duration.between(start, Instant.now()));
                reports.died(part.name(), why, Logs.lastLines(part.logs(), SHOWN_LINES), pause);
                TimeUnit.MILLISECONDS.sleep(pause.toMillis());
                countRestart();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            set("down");
        }
    }

    /** One life of the part; what ended it. */
    private String runOnce(Instant start) throws InterruptedException {
        try {
            Part.Running started = part.start();
            if (!began(started)) {
                started.stop(Duration.ofSeconds(10));
                return "stopped";
            }
            started.awaitReady();
            set("ready");
            reports.ready(part.name(), Duration.between(start, Instant.now()), firstReady.isDone());
            firstReady.complete(null);
            String why = watch(started);
            set("down");
            return why;
        } catch (IOException failed) {
            set("down");
            String message = failed.getMessage();
            return message == null ? failed.toString() : message;
        }
    }

    /** Waits for its end, and ends a process that lives and does not do its work. */
    private String watch(Part.Running started) throws InterruptedException {
        while (!started.process().waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                started.check();
            } catch (IOException useless) {
                // Whoever stops it for good has more patience.
                if (!isStopping()) {
                    started.stop(ENDED_WITHIN);
                    return useless.getMessage() + ", so that it was ended";
                }
            }
        }
        return reason(started.process().exitValue());
    }

    private static String reason(int exit) {
        // A process that a signal ended is told as 128 and the signal's number.
        return switch (exit) {
            case 137 -> "it was killed (signal 9; by somebody, or by the system for want of memory)";
            case 3 -> "it ran out of heap";
            case 143 -> "it was told to end (signal 15)";
            default -> "it ended with exit code " + exit;
        };
    }

    private boolean began(Part.Running started) {
        synchronized (this) {
            running = started;
            status = "starting";
            if (stopping) {
                return false;
            }
        }
        reports.changed();
        return true;
    }

    private void set(String now) {
        synchronized (this) {
            status = now;
        }
        reports.changed();
    }

    private synchronized void countRestart() {
        restarts++;
    }

    private synchronized boolean isStopping() {
        return stopping;
    }
}
