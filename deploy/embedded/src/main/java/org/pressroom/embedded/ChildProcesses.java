package org.pressroom.embedded;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Starts processes that do not outlive this program.
 *
 * <p>On Linux a child gets a session of its own, so that a Ctrl-C in the terminal reaches this program alone, and a
 * signal from the kernel when this program is gone, however it went. Elsewhere it is a plain child, and whoever starts
 * again looks for what is left.
 */
public final class ChildProcesses {
    /** What the kernel sends a child whose parent is gone. */
    public enum OnParentDeath {
        /** An orderly stop of a Java program. */
        TERM,
        /** PostgreSQL's fast shutdown. */
        INT
    }

    /** The kernel's signal fires when the thread that started the child ends, so this one never does. */
    private static final ExecutorService STARTER = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "child-processes");
        thread.setDaemon(true);
        return thread;
    });

    private static final boolean SETSID = Platform.LINUX && Platform.works(List.of("setsid", "true"));
    private static final boolean SETPRIV =
            Platform.LINUX && Platform.works(List.of("setpriv", "--pdeathsig", "TERM", "true"));

    private ChildProcesses() {}

    /**
     * Starts the builder's command, with standard input closed.
     *
     * @throws IOException where the program cannot be run
     */
    public static Process start(ProcessBuilder builder, OnParentDeath signal) throws IOException {
        return start(builder, signal, List.of());
    }

    /** The same, with a wrapper such as {@code unshare -U} around it, which replaces itself by the command. */
    static Process start(ProcessBuilder builder, OnParentDeath signal, List<String> wrapper) throws IOException {
        List<String> command = new ArrayList<>();
        if (SETSID) {
            command.add("setsid");
        }
        // A change of user namespace forgets the parent's death signal: the wrapper stands before it.
        command.addAll(wrapper);
        if (SETPRIV) {
            command.addAll(List.of("setpriv", "--pdeathsig", signal.name()));
        }
        command.addAll(builder.command());
        builder.command(command);
        Future<Process> started = STARTER.submit(builder::start);
        try {
            Process process = started.get();
            process.getOutputStream().close();
            return process;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException reason) {
                throw reason;
            }
            throw new IOException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a process was started", interrupted);
        }
    }
}
