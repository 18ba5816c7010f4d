package org.pressroom.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private URI site;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        site = URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aBrowserThatSignsInKeepsItsCookiesAndShowsItsTokenWithWhatWrites() {
        server.createContext("/api/session", exchange -> {
            boolean signsIn = exchange.getRequestMethod().equals("POST");
            exchange.getResponseHeaders()
                    .add("Set-Cookie", signsIn ? "SESSION=s; Path=/; HttpOnly" : "XSRF-TOKEN=t; Path=/");
            note(exchange);
            answer(exchange, signsIn ? 204 : 200, "");
        });
        server.createContext("/api/articles", exchange -> {
            note(exchange);
            answer(exchange, 201, "{\"id\":\"1\"}");
        });

        String signIn = new String(Client.signIn("ada", "secret").body(), StandardCharsets.UTF_8);
        Client editor = Client.signedIn(site, "ada", "secret");
        Answer written = editor.send(Call.post("/api/articles").json(Map.of("title", "Ä")));

        assertThat(written.json().path("id").asString()).isEqualTo("1");
        assertThat(asked)
                .containsExactly(
                        "GET /api/session - - ",
                        "POST /api/session XSRF-TOKEN=t t " + signIn,
                        "POST /api/articles SESSION=s; XSRF-TOKEN=t t {\"title\":\"Ä\"}");
    }

    @Test
    void aCookieThatIsTakenBackIsForgotten() {
        AtomicInteger answers = new AtomicInteger();
        server.createContext("/", exchange -> {
            note(exchange);
            exchange.getResponseHeaders().add("Set-Cookie", answers.getAndIncrement() == 0 ? "A=1" : "A=; Max-Age=0");
            answer(exchange, 200, "");
        });
        Client client = Client.stranger(site);

        client.get("/");
        assertThat(client.cookie("A")).hasValue("1");
        client.get("/");
        client.get("/");

        assertThat(client.cookie("A")).isEmpty();
        assertThat(asked).containsExactly("GET / - - ", "GET / A=1 - ", "GET / - - ");
    }

    @Test
    void insistsUntilAnAnswerIsFinal() {
        AtomicInteger answers = new AtomicInteger();
        server.createContext("/", exchange -> {
            int count = answers.incrementAndGet();
            if (count == 2) {
                exchange.close();
            } else {
                answer(exchange, count == 1 ? 503 : 404, "");
            }
        });
        Client client = Client.stranger(site);

        assertThat(client.insist(Call.get("/"), LIMIT).status()).isEqualTo(404);
        assertThat(answers.get()).isGreaterThanOrEqualTo(3);
        assertThat(client.insist(Call.get("/"), Duration.ZERO, answer -> false).status())
                .as("the last one at the limit")
                .isEqualTo(404);
    }

    @Test
    void saysWhatWasAnsweredWhereAnotherAnswerWasExpected() {
        server.createContext("/", exchange -> answer(exchange, 409, "taken"));
        Client client = Client.stranger(site);

        assertThatThrownBy(() -> client.get("/x").expect(200))
                .isInstanceOf(UnexpectedAnswerException.class)
                .hasMessageContainingAll("GET /x answered 409", "taken", "expected was status 200");
        assertThatThrownBy(() -> client.get("/x").json()).hasMessageContaining("expected was JSON");
        assertThatThrownBy(() -> client.get("/x").etag()).hasMessageContaining("expected was an ETag");
    }

    @Test
    void aSiteThatIsAwayIsTold() {
        server.stop(0);

        assertThatThrownBy(() -> Client.stranger(site).get("/x"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("GET /x");
        assertThatThrownBy(() -> Client.stranger(site).insist(Call.get("/x"), Duration.ZERO))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void readsAStreamOfEvents() throws Exception {
        String stream =
                ":\n\nid: 1\nevent: approved\ndata: {\"a\":1}\n\ndata: two\ndata: lines\n\nid: 2\n\ndata:bare\n\n";
        server.createContext("/stream", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            answer(exchange, 200, stream);
        });
        List<String> told = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();

        ServerSentEvents.reading(
                Client.stranger(site).stream("/stream").orElseThrow(), new ServerSentEvents.Listener() {
                    @Override
                    public void comment() {
                        told.add("comment");
                    }

                    @Override
                    public void event(ServerSentEvents.Event event) {
                        told.add(event.id() + " " + event.name() + " " + event.data());
                    }

                    @Override
                    public void end() {
                        ended.complete(null);
                    }
                });
        ended.get(20, TimeUnit.SECONDS);

        assertThat(told).containsExactly("comment", "1 approved {\"a\":1}", "1 message two\nlines", "2 message bare");
        assertThat(Client.stranger(site).stream("/elsewhere")).isEmpty();
    }

    private void note(HttpExchange exchange) throws IOException {
        String cookies = exchange.getRequestHeaders().getFirst("Cookie");
        String csrf = exchange.getRequestHeaders().getFirst("X-XSRF-TOKEN");
        asked.add(String.join(
                " ",
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                cookies == null ? "-" : sorted(cookies),
                csrf == null ? "-" : csrf,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    }

    private static String sorted(String cookies) {
        return String.join("; ", List.of(cookies.split("; ")).stream().sorted().toList());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (body.startsWith("{")) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
