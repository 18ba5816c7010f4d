package org.pressroom.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads one address as fast as it goes, with {@code wrk} where that is installed: 64 connections, a closed loop. */
final class Wrk {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern TAIL = Pattern.compile("99%\\s+(\\S+)");
    private static final Pattern FAILED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final String SECONDS = "10s";

    private final Path program;

    private Wrk(Path program) {
        this.program = program;
    }

    static Optional<Wrk> find() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "wrk"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Wrk::new);
    }

    /** Requests a second, after as long a run to warm up. */
    String measure(URI address) throws IOException, InterruptedException {
        run(address);
        String output = run(address);
        Matcher failed = FAILED.matcher(output);
        if (failed.find()) {
            return "failed: " + failed.group(1) + " answers were refusals (are rate limits on?)";
        }
        return group(RATE, output) + " requests/s, p99 " + group(TAIL, output);
    }

    private String run(URI address) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.toString(), "-t1", "-c64", "-d" + SECONDS, "--latency", address.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
        return output;
    }

    private static String group(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        return matcher.find() ? matcher.group(1) : "?";
    }
}
