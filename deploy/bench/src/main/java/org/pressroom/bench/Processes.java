package org.pressroom.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the system's own programs do to a process. */
final class Processes {
    private Processes() {}

    /** It stays, and does nothing, as on a machine that hangs. */
    static void stop(long pid) throws IOException, InterruptedException {
        run(List.of("kill", "-STOP", Long.toString(pid)));
    }

    static void goOn(long pid) throws IOException, InterruptedException {
        run(List.of("kill", "-CONT", Long.toString(pid)));
    }

    /** Runs a command to its end. */
    static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
    }
}
