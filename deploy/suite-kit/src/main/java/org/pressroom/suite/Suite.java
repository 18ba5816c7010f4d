package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pressroom.client.Client;

/**
 * The whole suite, started by {@code deploy/local/up} as a newcomer starts it, on ports and data of its own.
 *
 * <p>Its limits are off: all that the tests send comes from one address.
 */
final class Suite implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready (http\\S+) mail (http\\S+)");
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    /** The first after a build takes longer. */
    private static final Duration STOP_LIMIT = Duration.ofMinutes(2);
    /** Below what systems give out to clients; so many in a row are free, for those parts that take the next ones. */
    private static final int LOWEST_PORT = Integer.getInteger("suite.ports", 11_000);

    private static final int HIGHEST_PORT = LOWEST_PORT + 5_000;
    private static final int PORTS = 30;

    private final Path launcher;
    private final Path data;
    private final int port;
    private final String adminPassword;
    private final List<String> options;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final Set<ProcessHandle> seen = new HashSet<>();
    private @Nullable Process up;
    private @Nullable URI site;
    private @Nullable URI mailbox;

    private Suite(Path launcher, Path data, int port, String adminPassword, List<String> options) {
        this.launcher = launcher;
        this.data = data;
        this.port = port;
        this.adminPassword = adminPassword;
        this.options = options;
    }

    /**
     * Starts an empty suite with these options and waits until it is ready. Without any, takes one that runs, for whoever
     * works on the tests: the system property {@code suite.data} names its folder, PRESSROOM_ADMIN_PASSWORD is its
     * admin's.
     */
    static Suite start(List<String> options) {
        String running = System.getProperty("suite.data");
        if (running != null && options.isEmpty()) {
            return ofRunning(Path.of(running));
        }
        try {
            Suite suite = new Suite(
                    launcher(),
                    Files.createTempDirectory("pressroom-suite-"),
                    freePorts(),
                    "suite-" + Newsroom.unique(),
                    options);
            Runtime.getRuntime().addShutdownHook(new Thread(suite::endHard));
            suite.upOrEnded();
            return suite;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Suite ofRunning(Path data) {
        Suite suite = new Suite(
                launcher(), data, 0, Objects.requireNonNull(System.getenv("PRESSROOM_ADMIN_PASSWORD")), List.of());
        suite.site = suite.parts().site();
        suite.mailbox = suite.parts().mailbox();
        return suite;
    }

    /** One that does not get ready is in nobody's way. */
    private void upOrEnded() {
        try {
            up();
        } catch (RuntimeException | AssertionError failed) {
            endHard();
            throw failed;
        }
    }

    /** Starts it again on the same data and ports. */
    void up() {
        assertThat(isUp()).as("is up already").isFalse();
        output.clear();
        List<String> command = new ArrayList<>(
                List.of(launcher.toString(), "--port", Integer.toString(port), "--data", data.toString(), "--empty"));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PRESSROOM_ADMIN_PASSWORD", adminPassword);
        builder.environment().put("PRESSROOM_LIMITS_ENABLED", "false");
        // A producer that its broker refuses for ever is given up sooner, so that no test waits for that.
        builder.environment().put("PRESSROOM_OUTBOX_STUCKAFTER", "20s");
        try {
            Process process = builder.start();
            up = process;
            process.getOutputStream().close();
            Thread reader = new Thread(() -> read(process), "up-output");
            reader.setDaemon(true);
            reader.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        awaitReady();
    }

    private void read(Process process) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
            }
        } catch (IOException gone) {
            // The end of the process is seen by who waits for it.
        }
    }

    private void awaitReady() {
        Matcher ready = await("the line that says that the suite is ready")
                .atMost(START_LIMIT)
                .until(
                        () -> {
                            assertThat(isUp())
                                    .as("up ended: %s", String.join("\n", output))
                                    .isTrue();
                            return readyLine();
                        },
                        Objects::nonNull);
        site = URI.create(ready.group(1));
        mailbox = URI.create(ready.group(2));
        remember();
    }

    private @Nullable Matcher readyLine() {
        return output.stream()
                .map(line -> READY.matcher(line.trim()))
                .filter(Matcher::matches)
                .findFirst()
                .orElse(null);
    }

    boolean isUp() {
        return up != null && up.isAlive();
    }

    /** What up said. */
    List<String> output() {
        return List.copyOf(output);
    }

    URI site() {
        return Objects.requireNonNull(site);
    }

    Mailbox mailbox() {
        return new Mailbox(mailboxSite());
    }

    URI mailboxSite() {
        return Objects.requireNonNull(mailbox);
    }

    Client stranger() {
        return Client.stranger(site());
    }

    Client admin() {
        return Client.signedIn(site(), "admin", adminPassword);
    }

    String adminPassword() {
        return adminPassword;
    }

    Path logs() {
        return data.resolve("logs");
    }

    Parts parts() {
        return new Parts(data);
    }

    /** Kills up itself without a warning. */
    void killUp() {
        remember();
        Process process = Objects.requireNonNull(up);
        process.destroyForcibly();
        process.onExit().join();
    }

    /** The launcher looks after nothing until it goes on. */
    void freezeUp() {
        Parts.signal(Objects.requireNonNull(up).pid(), "STOP");
    }

    void thawUp() {
        Parts.signal(Objects.requireNonNull(up).pid(), "CONT");
    }

    private void remember() {
        if (up != null && up.isAlive()) {
            seen.add(up.toHandle());
            up.descendants().forEach(seen::add);
        }
    }

    /** Stops it as a person or a supervisor does, and sees to it that nothing is left. */
    @Override
    public void close() {
        Process process = up;
        if (process == null) {
            return;
        }
        remember();
        process.destroy();
        try {
            assertThat(process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("up stops on SIGTERM: %s", String.join("\n", output))
                    .isTrue();
            await("the end of all that was started")
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(seen)
                            .filteredOn(ProcessHandle::isAlive)
                            .extracting(handle -> handle.pid() + " "
                                    + handle.info().commandLine().orElse(""))
                            .isEmpty());
            assertThat(isFree(port)).as("the site's port is free").isTrue();
            delete(data);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            endHard();
        }
    }

    /** For a test run that was broken off, or that could not begin. */
    private void endHard() {
        remember();
        seen.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }

    static Path launcher() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("deploy/local/up"))) {
            folder = Objects.requireNonNull(folder.getParent(), "deploy/local/up is in no folder above");
        }
        return folder.resolve("deploy/local/up");
    }

    private static int freePorts() {
        return await("free ports")
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(1))
                .until(
                        () -> {
                            int first = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
                            for (int next = first; next < first + PORTS; next++) {
                                if (!isFree(next)) {
                                    return 0;
                                }
                            }
                            return first;
                        },
                        first -> first > 0);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failed) throws IOException {
                    Files.delete(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
