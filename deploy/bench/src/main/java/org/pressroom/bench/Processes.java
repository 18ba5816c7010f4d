package org.pressroom.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the system's own programs do to a process. */
final class Processes {
    private Processes() {}

    /** It stays, and does nothing, as on a machine that hangs. */
    static void stop(long pid) throws IOException {
        run(List.of("kill", "-STOP", Long.toString(pid)));
    }

    static void goOn(long pid) throws IOException {
        run(List.of("kill", "-CONT", Long.toString(pid)));
    }

    /** All its threads run on one processor. */
    static void pin(long pid, int processor) throws IOException {
        run(List.of("taskset", "-a", "-p", "-c", Integer.toString(processor), Long.toString(pid)));
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(String.join(" ", command) + " was interrupted", interrupted);
        }
    }
}
