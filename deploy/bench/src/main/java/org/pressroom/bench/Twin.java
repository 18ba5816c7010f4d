package org.pressroom.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One more process of a suite's program, started as the suite's own was but for what is said otherwise. */
final class Twin implements AutoCloseable {

    private final Process process;
    private final URI address;

    private Twin(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts one, on a port of its own; it may not answer yet.
     *
     * @param part whose twin it is
     * @param otherwise variables of the environment that are to be others
     */
    static Twin start(SuiteFolder folder, String part, Map<String, String> otherwise) throws IOException {
        Path first = Path.of("/proc", Long.toString(folder.pid(part)));
        Map<String, String> environment = new HashMap<>();
        for (String variable : words(first.resolve("environ"))) {
            int equals = variable.indexOf('=');
            environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        int port = freePort();
        Path log = Files.createTempFile("pressroom-bench-", ".log");
        log.toFile().deleteOnExit();
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("LOGGING_FILE_NAME", log.toString());
        environment.putAll(otherwise);
        ProcessBuilder builder = new ProcessBuilder(words(first.resolve("cmdline")));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new Twin(process, URI.create("http://127.0.0.1:" + port));
    }

    URI address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    double cpuSeconds() {
        return SuiteFolder.cpuSeconds(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static List<String> words(Path file) throws IOException {
        return Stream.of(Files.readString(file).split("\0", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
