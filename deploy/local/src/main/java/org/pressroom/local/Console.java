package org.pressroom.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells people what goes on, a line each, and keeps the lines in a file as well. */
final class Console {
    private static final int WIDEST = 220;

    private final PrintStream out;
    private final Instant start = Instant.now();
    private @Nullable Path file;

    Console(PrintStream out) {
        this.out = out;
    }

    /** From now on the lines are kept there too. */
    synchronized void keepIn(Path log) {
        file = log;
    }

    /** A line with the time since the start before it. */
    void say(String line) {
        line(String.format(Locale.ROOT, "%6.1f s  %s", since(start), line));
    }

    /** A line as it is. */
    synchronized void line(String line) {
        out.println(line);
        out.flush();
        keep(Instant.now() + " " + line);
    }

    /** A line that must stand in no file. */
    synchronized void secret(String line) {
        out.println(line);
        out.flush();
    }

    /** Lines of somebody else's log. */
    void quote(List<String> lines) {
        lines.forEach(quoted ->
                line("          | " + (quoted.length() > WIDEST ? quoted.substring(0, WIDEST) + "…" : quoted)));
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static double since(Instant start) {
        return Duration.between(start, Instant.now()).toMillis() / 1000.0;
    }

    private void keep(String line) {
        if (file != null) {
            try {
                Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException diskFull) {
                // The suite goes on; what it says is on the screen.
                file = null;
            }
        }
    }
}
