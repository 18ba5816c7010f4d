package org.pressroom.gateway.testing;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pressroom.embedded.Ports;

/** A Redis of a test's own, which keeps nothing. */
public final class RedisServer implements AutoCloseable {

    private static final String PROGRAM = "redis-server";
    private static final String PASSWORD = "known-to-all-who-read-the-tests";

    private final Process process;
    private final int port;

    private RedisServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Whether one is installed. */
    public static boolean isThere() {
        return program().isPresent();
    }

    private static Optional<Path> program() {
        @Nullable String path = System.getenv("PATH");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path == null ? "" : path)
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public static RedisServer start() throws IOException {
        int port = Ports.free();
        Process process = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        String.valueOf(port),
                        "--requirepass",
                        PASSWORD,
                        "--save",
                        "",
                        "--appendonly",
                        "no")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        RedisServer server = new RedisServer(process, port);
        await().atMost(Duration.ofSeconds(20)).until(() -> process.isAlive() && server.answers());
        return server;
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** Where it is, or a relay in front of it. */
    public String uri(int at) {
        return "redis://:" + PASSWORD + "@127.0.0.1:" + at;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
