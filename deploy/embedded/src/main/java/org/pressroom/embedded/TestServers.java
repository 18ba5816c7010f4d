package org.pressroom.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
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
 * One PostgreSQL and one Kafka for all tests of a Maven run, over all its modules.
 *
 * <p>The first test JVM that asks starts them in a process of their own; the others find them by a file. Each JVM holds
 * a lease, an open connection, as long as it lives. The process ends itself some time after the last lease has gone,
 * and takes its files along. Nothing on them is durable.
 *
 * <pre>{@code
 * TestServers servers = TestServers.leased();
 * servers.postgres().createDatabase("article_1", "secret");
 * }</pre>
 *
 * @param postgres its superuser's way in
 * @param bootstrapServers where Kafka listens
 * @param alone whether nobody else held a lease when this JVM got its own
 */
public record TestServers(PostgresAdmin postgres, String bootstrapServers, boolean alone) {
    static final String COORDINATES = "servers.properties";

    /** The answer to who asks for a lease, followed by how many there are now. */
    static final String LEASED = "leased ";

    private static final Duration STARTED_WITHIN = Duration.ofMinutes(3);

    /** Leases are never given back before the JVM ends. */
    private static final Map<Path, Lease> LEASES = new ConcurrentHashMap<>();

    private record Lease(Socket connection, TestServers servers) {}

    /** The servers of the project that the working folder is in, started if need be. */
    public static TestServers leased() throws IOException, InterruptedException {
        return leasedIn(projectFolder().resolve("target").resolve("test-servers"));
    }

    static TestServers leasedIn(Path folder) throws IOException, InterruptedException {
        synchronized (LEASES) {
            @Nullable Lease held = LEASES.get(folder);
            if (held != null) {
                return held.servers();
            }
            Files.createDirectories(folder);
            try (FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // Held until the channel is closed.
                channel.lock();
                Optional<Lease> running = lease(folder);
                Lease lease = running.isPresent() ? running.get() : start(folder);
                LEASES.put(folder, lease);
                return lease.servers();
            }
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

    private static Lease start(Path folder) throws IOException, InterruptedException {
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
            Optional<Lease> lease = lease(folder);
            if (lease.isPresent()) {
                return lease.get();
            }
            if (!process.isAlive()) {
                throw ServerFailedException.withLog("the servers for tests did not start", log);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        process.destroy();
        throw ServerFailedException.withLog("the servers for tests were not ready in time", log);
    }

    /** A lease from the process that the file names; none where it is gone, or on its way out. */
    private static Optional<Lease> lease(Path folder) throws IOException {
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
            @Nullable String answer = answers.readLine();
            if (answer != null && answer.startsWith(LEASED)) {
                boolean alone = answer.equals(LEASED + "1");
                return Optional.of(new Lease(socket, of(found, alone)));
            }
        } catch (IOException gone) {
            // Whoever listens there now, if anybody, is not the process that wrote the file.
        }
        socket.close();
        return Optional.empty();
    }

    private static TestServers of(Properties found, boolean alone) {
        return new TestServers(
                new PostgresAdmin(
                        "127.0.0.1",
                        Integer.parseInt(found.getProperty("postgres.port")),
                        PostgresSettings.SUPERUSER,
                        found.getProperty("postgres.password")),
                found.getProperty("kafka.bootstrap-servers"),
                alone);
    }

    static void publish(Path folder, Properties coordinates) throws IOException {
        Path partial = Files.createTempFile(folder, COORDINATES, null);
        try (var writer = Files.newBufferedWriter(partial)) {
            coordinates.store(writer, null);
        }
        Files.move(partial, folder.resolve(COORDINATES), StandardCopyOption.ATOMIC_MOVE);
    }
}
