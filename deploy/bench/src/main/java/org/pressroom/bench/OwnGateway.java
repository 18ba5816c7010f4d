package org.pressroom.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.pressroom.client.Call;
import org.pressroom.client.Client;

/** One more gateway of a suite, started as the suite's own was, that asks for articles elsewhere. */
final class OwnGateway implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final URI site;

    private OwnGateway(Process process, URI site) {
        this.process = process;
        this.site = site;
    }

    /**
     * Starts one.
     *
     * @param articles what it takes for the article service
     * @param path of what is there
     */
    static OwnGateway start(SuiteFolder folder, URI articles, String path) throws IOException {
        Path first = Path.of("/proc", Long.toString(folder.pid("gateway")));
        ProcessBuilder builder = new ProcessBuilder(words(first.resolve("cmdline")));
        builder.environment().clear();
        for (String variable : words(first.resolve("environ"))) {
            int equals = variable.indexOf('=');
            builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        int port = freePort();
        Path log = Files.createTempFile("pressroom-bench-", ".log");
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().put("PRESSROOM_INTERNAL_PORT", Integer.toString(freePort()));
        builder.environment().put("PRESSROOM_SERVICES_ARTICLE", articles.toString());
        builder.environment().put("LOGGING_FILE_NAME", log.toString());
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        log.toFile().deleteOnExit();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        OwnGateway gateway = new OwnGateway(process, URI.create("http://127.0.0.1:" + port));
        Client.stranger(gateway.site).insist(Call.get(path), PATIENCE).expect(200);
        return gateway;
    }

    /** The token by which a gateway says at the article service that nobody is signed in; it is good for a minute at least. */
    static String anonymousToken(SuiteFolder folder) throws IOException {
        CompletableFuture<String> authorization = new CompletableFuture<>();
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            String sent = exchange.getRequestHeaders().getFirst("Authorization");
            if (sent != null) {
                authorization.complete(sent);
            }
            byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        service.start();
        URI address = URI.create("http://127.0.0.1:" + service.getAddress().getPort());
        try {
            start(folder, address, "/api/articles/any").close();
            return authorization.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new IOException("no token was seen", failed);
        } finally {
            service.stop(0);
        }
    }

    URI site() {
        return site;
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
