package org.pressroom.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL and one Kafka for the tests of a Maven run: one module after the other takes them over. Modules that
 * are tested side by side have one of each to themselves, for the topics of one would reach the consumers of the other.
 *
 * <p>A test JVM that finds none that are free starts them in a process of their own; others find them by a file. Each
 * JVM holds a lease, an open connection, as long as it lives. The process ends itself some time after the last lease
 * has gone, and takes its files along. Nothing on them is durable.
 *
 * <pre>{@code
 * TestServers servers = TestServers.leased();
 * servers.postgres().createDatabase("article_1", "secret");
 * }</pre>
 *
 * @param postgres its superuser's way in
 * @param bootstrapServers where Kafka listens
 */
public record TestServers(PostgresAdmin postgres, String bootstrapServers) {
    static final String COORDINATES = "servers.properties";

    /** The answer to who asks for a lease and gets it. */
    static final String LEASED = "leased";

    private static final Duration STARTED_WITHIN = Duration.ofMinutes(3);

    /** Leases are never given back before the JVM ends. */
    private static final Map<Path, Lease> LEASES = new ConcurrentHashMap<>();

    private record Lease(FileLock lock, Connection connection) {}

    private record Connection(Socket socket, TestServers servers) {}

    /** Servers of the project that the working folder is in, which nobody else has; started if need be. */
    public static TestServers leased() throws IOException, InterruptedException {
        return leasedIn(projectFolder().resolve("target").resolve("test-servers"));
    }

    static TestServers leasedIn(Path folder) throws IOException, InterruptedException {
        synchronized (LEASES) {
            @Nullable Lease held = LEASES.get(folder);
            if (held != null) {
                return held.connection().servers();
            }
            Lease lease = newLease(folder);
            LEASES.put(folder, lease);
            return lease.connection().servers();
        }
    }

    /** Of the first set that is free. Each has a folder of its own, locked by whoever has the set. */
    @SuppressWarnings("resource") // The lock is held as long as the JVM lives.
    private static Lease newLease(Path folder) throws IOException, InterruptedException {
        for (int set = 1; ; set++) {
            Path own = Files.createDirectories(folder.resolve(Integer.toString(set)));
            FileChannel channel =
                    FileChannel.open(own.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                continue;
            }
            Optional<Connection> running = connect(own);
            return new Lease(lock, running.isPresent() ? running.get() : start(own));
        }
    }

    /** The topmost folder around the working folder that Maven builds. */
    private static Path projectFolder() {
        Path folder = Path.of("").toAbsolutePath();
        Path top = folder;
        for (@Nullable Path up = folder; up != null && Files.exists(up.resolve("pom.xml")); up = up.getParent()) {
            top = up;
        }
        return top;
    }

    private static Connection start(Path folder) throws IOException, InterruptedException {
        Files.deleteIfExists(folder.resolve(COORDINATES));
        PostgresBinaries binaries = PostgresArchive.unpacked();
        Path log = folder.resolve("servers.log");
        List<String> command = new ArrayList<>();
        if (Platform.LINUX && Platform.works(List.of("setsid", "true"))) {
            command.add("setsid");
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        // Of all the class path, the process needs this module alone.
        command.addAll(List.of("-cp", KafkaJars.self().toString(), TestServersMain.class.getName()));
        command.add(folder.toString());
        command.add(binaries.folder().toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
        process.getOutputStream().close();
        Instant deadline = Instant.now().plus(STARTED_WITHIN);
        while (Instant.now().isBefore(deadline)) {
            Optional<Connection> connection = connect(folder);
            if (connection.isPresent()) {
                return connection.get();
            }
            if (!process.isAlive()) {
                throw ServerFailedException.withLog("the servers for tests did not start", log);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        process.destroy();
        throw ServerFailedException.withLog("the servers for tests were not ready in time", log);
    }

    /** The connection to the process that the file names; none where it is gone, or on its way out. */
    private static Optional<Connection> connect(Path folder) throws IOException {
        Properties found = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(COORDINATES))) {
            found.load(reader);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        Socket socket = new Socket();
        try {
            int port = Integer.parseInt(found.getProperty("lease.port"));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write((found.getProperty("lease.token") + "\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            if (LEASED.equals(answers.readLine())) {
                return Optional.of(new Connection(socket, of(found)));
            }
        } catch (IOException gone) {
            // Whoever listens there now, if anybody, is not the process that wrote the file.
        }
        socket.close();
        return Optional.empty();
    }

    private static TestServers of(Properties found) {
        return new TestServers(
                new PostgresAdmin(
                        "127.0.0.1",
                        Integer.parseInt(found.getProperty("postgres.port")),
                        PostgresSettings.SUPERUSER,
                        found.getProperty("postgres.password")),
                found.getProperty("kafka.bootstrap-servers"));
    }

    static void publish(Path folder, Properties coordinates) throws IOException {
        Path partial = Files.createTempFile(folder, COORDINATES, null);
        try (var writer = Files.newBufferedWriter(partial)) {
            coordinates.store(writer, null);
        }
        Files.move(partial, folder.resolve(COORDINATES), StandardCopyOption.ATOMIC_MOVE);
    }
}
