package org.pressroom.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pressroom.client.Call;
import org.pressroom.client.Client;

/** One more gateway of a suite, that asks for articles elsewhere. */
final class OwnGateway {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private OwnGateway() {}

    /**
     * Starts one, and waits until it answers.
     *
     * @param articles what it takes for the article service
     * @param path of what is there
     */
    static Twin start(SuiteFolder folder, URI articles, String path) throws IOException {
        Twin gateway = Twin.start(
                folder,
                "gateway",
                Map.of(
                        "PRESSROOM_INTERNAL_PORT",
                        Integer.toString(Twin.freePort()),
                        "PRESSROOM_SERVICES_ARTICLE",
                        articles.toString()));
        Client.stranger(gateway.address()).insist(Call.get(path), PATIENCE).expect(200);
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
}
