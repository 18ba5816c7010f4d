package org.pressroom.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sends one request as fast as it is answered, a closed loop, with {@code wrk} where that is installed. */
final class Wrk {
    /** What a server under load is measured with. */
    static final int CONNECTIONS = 64;

    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern COUNT = Pattern.compile("(\\d+) requests in");
    private static final Pattern MIDDLE = Pattern.compile("50%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern TAIL = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");
    private static final Pattern FAILED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern CUT_OFF =
            Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

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

    /**
     * A request.
     *
     * @param headers as lines
     * @param body of a POST, in which {@code {text}} and {@code {n}} are another each time; null for a GET
     */
    record Request(
            URI address, List<String> headers, @Nullable String body) {
        static Request get(URI address, String... headers) {
            return new Request(address, List.of(headers), null);
        }

        static Request post(URI address, String body) {
            return new Request(address, List.of(), body);
        }
    }

    /**
     * What came of it.
     *
     * @param count answers in all
     * @param failed of them refusals, and requests without an answer
     */
    record Load(double perSecond, long count, Duration p50, Duration p99, long failed) {}

    Load measure(Request request, int connections, int seconds) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(program.toString(), "-t1", "-c" + connections, "-d" + seconds + "s", "--timeout", "10s"));
        request.headers().forEach(header -> command.addAll(List.of("-H", header)));
        command.add("--latency");
        String body = request.body();
        if (body == null) {
            command.add(request.address().toString());
            return load(run(new ProcessBuilder(command)));
        }
        Path script = Files.createTempFile("pressroom-bench-", ".lua");
        try (InputStream lua = Objects.requireNonNull(Wrk.class.getResourceAsStream("post.lua"))) {
            Files.copy(lua, script, StandardCopyOption.REPLACE_EXISTING);
            command.addAll(List.of("-s", script.toString(), request.address().toString()));
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("BENCH_BODY", body);
            builder.environment().put("BENCH_RUN", Words.name());
            return load(run(builder));
        } finally {
            Files.delete(script);
        }
    }

    private static String run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
        return output;
    }

    static Load load(String output) {
        Matcher cutOff = CUT_OFF.matcher(output);
        long failed = FAILED.matcher(output)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
        if (cutOff.find()) {
            for (int group = 1; group <= cutOff.groupCount(); group++) {
                failed += Long.parseLong(cutOff.group(group));
            }
        }
        return new Load(
                Double.parseDouble(found(RATE, output).group(1)),
                Long.parseLong(found(COUNT, output).group(1)),
                time(found(MIDDLE, output)),
                time(found(TAIL, output)),
                failed);
    }

    private static Duration time(Matcher matcher) {
        double unit =
                switch (matcher.group(2)) {
                    case "us" -> 1e3;
                    case "ms" -> 1e6;
                    default -> 1e9;
                };
        return Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * unit));
    }

    private static Matcher found(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IllegalArgumentException("not understood: " + output);
        }
        return matcher;
    }
}
