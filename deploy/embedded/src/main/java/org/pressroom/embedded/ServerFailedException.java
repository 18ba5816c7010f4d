package org.pressroom.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A server did not start or stopped too early. The message says why and ends with the last lines of its log. */
public final class ServerFailedException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_LINES = 12;

    public ServerFailedException(String message) {
        super(message);
    }

    static ServerFailedException withLog(String message, Path log) {
        return new ServerFailedException(message + lastLines(log));
    }

    private static String lastLines(Path log) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<String> shown = lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
            return shown.isEmpty() ? "" : "; the end of " + log + ":\n    " + String.join("\n    ", shown);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
