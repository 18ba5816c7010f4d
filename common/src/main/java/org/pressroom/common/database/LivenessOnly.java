package org.pressroom.common.database;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers at the program's port while the program itself cannot begin yet: it lives, and is not ready. Who looks after
 * it need not start it again, and who asks for anything else is told to come back.
 */
final class LivenessOnly implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LivenessOnly.class);

    private static final String LIVENESS = "/actuator/health/liveness";
    private static final String HEALTH = "/actuator/health";
    private static final String RETRY_AFTER_SECONDS = "2";
    private static final int THREADS = 2;

    private final HttpServer server;
    private final ExecutorService threads;

    private LivenessOnly(HttpServer server) {
        this.server = server;
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "liveness");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", LivenessOnly::answer);
        server.start();
    }

    /**
     * @param address null for all
     * @return null where somebody else has the port
     */
    static @Nullable LivenessOnly at(@Nullable InetAddress address, int port) {
        try {
            return new LivenessOnly(HttpServer.create(
                    address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port), 0));
        } catch (IOException taken) {
            LOG.warn("nobody can ask at port {} whether the program lives: {}", port, taken.getMessage());
            return null;
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals(LIVENESS)) {
            send(exchange, 200, "application/json", "{\"status\":\"UP\"}");
        } else if (path.startsWith(HEALTH)) {
            send(exchange, 503, "application/json", "{\"status\":\"OUT_OF_SERVICE\"}");
        } else {
            exchange.getResponseHeaders().set("Retry-After", RETRY_AFTER_SECONDS);
            send(
                    exchange,
                    503,
                    "application/problem+json",
                    "{\"title\":\"Service Unavailable\",\"status\":503,\"detail\":\"This is not ready yet.\"}");
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("Connection", "close");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") ? -1 : bytes.length);
            if (!exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
