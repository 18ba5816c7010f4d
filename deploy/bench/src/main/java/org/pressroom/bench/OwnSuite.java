package org.pressroom.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A suite that the benchmark started for itself, on free ports and data that go with it. */
final class OwnSuite implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready (http\\S+) mail (http\\S+)");
    private static final int LOWEST_PORT = 11_000;
    private static final int HIGHEST_PORT = 21_000;

    /** Where the launcher puts the mailbox. */
    private static final int MAILBOX_ABOVE = 25;

    private final Process process;
    private final Path data;
    private final URI site;
    private final URI mail;
    private final Duration start;

    private OwnSuite(Process process, Path data, URI site, URI mail, Duration start) {
        this.process = process;
        this.data = data;
        this.site = site;
        this.mail = mail;
        this.start = start;
    }

    /** Starts one with limits off, on new data, with further options of the launcher. */
    static OwnSuite start(Path root, String adminPassword, String... more) throws IOException {
        return start(root, adminPassword, Map.of("PRESSROOM_LIMITS_ENABLED", "false"), more);
    }

    /** The same in an environment of its own. */
    static OwnSuite start(Path root, String adminPassword, Map<String, String> environment, String... more)
            throws IOException {
        Path data = Files.createTempDirectory("pressroom-bench-");
        List<String> command = new ArrayList<>(List.of(
                root.resolve("deploy/local/up").toString(),
                "--port",
                Integer.toString(freePort()),
                "--data",
                data.toString(),
                "--empty"));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PRESSROOM_ADMIN_PASSWORD", adminPassword);
        builder.environment().putAll(environment);
        long began = System.nanoTime();
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            Matcher ready = READY.matcher(line.trim());
            if (ready.matches()) {
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                drain(output);
                return new OwnSuite(process, data, URI.create(ready.group(1)), URI.create(ready.group(2)), took);
            }
        }
        throw new IOException("the suite did not start:\n" + String.join("\n", lines));
    }

    private static void drain(BufferedReader output) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (output.readLine() != null) {
                            // The launcher must not wait for somebody to read what it says.
                        }
                    } catch (IOException gone) {
                        // It ended.
                    }
                },
                "launcher-output");
        thread.setDaemon(true);
        thread.start();
    }

    URI site() {
        return site;
    }

    URI mail() {
        return mail;
    }

    Path data() {
        return data;
    }

    /** From the call of the launcher to its last line. */
    Duration start() {
        return start;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static int freePort() throws IOException {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            if (isFree(port) && isFree(port + MAILBOX_ABOVE)) {
                return port;
            }
        }
        throw new IOException("no free port was found");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
