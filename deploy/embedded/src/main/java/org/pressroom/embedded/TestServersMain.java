package org.pressroom.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The process that runs the servers of {@link TestServers}. */
final class TestServersMain {
    private static final Duration IDLE = Duration.ofSeconds(90);
    private static final String RUN = "run-";
    private static final String RUN_LOCK = "lock";

    private final Path folder;
    private final String token = randomText();
    private int leases;
    private long idleSince = System.nanoTime();
    private boolean closing;

    private TestServersMain(Path folder) {
        this.folder = folder;
    }

    /** Takes the folder for all files, and the folder of PostgreSQL's programs. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        new TestServersMain(Path.of(arguments[0])).run(new PostgresBinaries(Path.of(arguments[1])));
        // The threads that hold leases would keep the program.
        System.exit(0);
    }

    private void run(PostgresBinaries binaries) throws IOException, InterruptedException {
        deleteLeftovers();
        Path run = Files.createTempDirectory(folder, RUN);
        try (FileChannel channel =
                        FileChannel.open(run.resolve(RUN_LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                ServerSocket door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
                KafkaServer kafka = launchKafka(run);
                PostgresServer postgres = PostgresServer.start(binaries, postgresSettings(run))) {
            channel.lock();
            kafka.awaitReady();
            Thread doorman = new Thread(() -> letIn(door), "doorman");
            doorman.setDaemon(true);
            doorman.start();
            TestServers.publish(folder, coordinates(door, kafka, postgres));
            while (isWanted() && kafka.process().isAlive() && postgres.process().isAlive()) {
                TimeUnit.MILLISECONDS.sleep(500);
            }
            close();
            if (isMine()) {
                Files.deleteIfExists(folder.resolve(TestServers.COORDINATES));
            }
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(kafka::close);
            postgres.stop(Duration.ofSeconds(10));
            stopped.join();
        } catch (CompletionException unusual) {
            throw new IOException(unusual);
        }
        Folders.delete(run);
    }

    private static KafkaServer launchKafka(Path run) throws IOException {
        return KafkaServer.launch(new KafkaSettings(
                run.resolve("kafka"),
                Ports.free(),
                Ports.free(),
                run.resolve("kafka.log"),
                KafkaJars.found(),
                List.of()));
    }

    private static PostgresSettings postgresSettings(Path run) throws IOException {
        return new PostgresSettings(
                run.resolve("postgres"), Ports.free(), run.resolve("postgres.log"), randomText(), false, 200);
    }

    private Properties coordinates(ServerSocket door, KafkaServer kafka, PostgresServer postgres) {
        Properties coordinates = new Properties();
        coordinates.setProperty("lease.port", String.valueOf(door.getLocalPort()));
        coordinates.setProperty("lease.token", token);
        coordinates.setProperty("postgres.port", String.valueOf(postgres.port()));
        coordinates.setProperty("postgres.password", postgres.admin().password());
        coordinates.setProperty("kafka.bootstrap-servers", kafka.bootstrapServers());
        return coordinates;
    }

    private void letIn(ServerSocket door) {
        while (!door.isClosed()) {
            try {
                Socket guest = door.accept();
                Thread thread = new Thread(() -> serve(guest), "lease");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket guest) {
        try (guest) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(guest.getInputStream(), StandardCharsets.US_ASCII));
            if (!token.equals(lines.readLine())) {
                return;
            }
            if (!enter()) {
                return;
            }
            try {
                guest.getOutputStream().write((TestServers.LEASED + "\n").getBytes(StandardCharsets.US_ASCII));
                while (lines.readLine() != null) {
                    // A guest says nothing more; the end of the stream is the end of the lease.
                }
            } finally {
                leave();
            }
        } catch (IOException gone) {
            // A killed guest: the lease has ended all the same.
        }
    }

    /** False where no lease is given any more. */
    private synchronized boolean enter() {
        if (!closing) {
            leases++;
        }
        return !closing;
    }

    private synchronized void leave() {
        leases--;
        idleSince = System.nanoTime();
    }

    private synchronized void close() {
        closing = true;
    }

    /** Decides and closes the door in one step, so that nobody enters in between. */
    private synchronized boolean isWanted() {
        boolean idle = leases == 0 && System.nanoTime() - idleSince > IDLE.toNanos();
        closing = idle || !isMine();
        return !closing;
    }

    /** False once the files were deleted, or belong to a process that was started after this one was given up. */
    private boolean isMine() {
        Path file = folder.resolve(TestServers.COORDINATES);
        try {
            return Files.readString(file).contains(token);
        } catch (IOException deleted) {
            return false;
        }
    }

    /** Folders of earlier processes; a living one holds the lock in its own. */
    private void deleteLeftovers() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path run : entries.filter(
                            entry -> entry.getFileName().toString().startsWith(RUN))
                    .toList()) {
                if (isAbandoned(run)) {
                    Folders.delete(run);
                }
            }
        }
    }

    private static boolean isAbandoned(Path run) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(run.resolve(RUN_LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                @Nullable FileLock lock = channel.tryLock()) {
            return lock != null;
        }
    }

    private static String randomText() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
