package org.pressroom.local.mailbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * The mailbox over HTTP, on the loopback address: the page, and {@code /api/messages} as JSON.
 *
 * <p>A mail is hostile: its HTML is shown in a frame that may run nothing and load nothing from elsewhere, and requests
 * under a foreign host name are refused, so that no page on the web reads it through a name that points here.
 */
final class MailboxServer implements AutoCloseable {
    private static final Pattern OWN_HOST = Pattern.compile("(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::\\d+)?");
    private static final Pattern RAW = Pattern.compile("/api/messages/([0-9-]+)/raw");
    private static final Pattern ONE = Pattern.compile("/messages/([0-9-]+)");
    private static final Pattern ONE_HTML = Pattern.compile("/messages/([0-9-]+)/html");
    private static final String PAGE_POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
                    + "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
            + "sandbox allow-popups allow-popups-to-escape-sandbox";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String JSON = "application/json";

    private final HttpServer server;
    private final ExecutorService threads;
    private final MailStore store;
    private final JsonMapper json = JsonMapper.builder().build();

    private MailboxServer(HttpServer server, MailStore store) {
        this.server = server;
        this.store = store;
        this.threads = Executors.newFixedThreadPool(4, task -> {
            Thread thread = new Thread(task, "mailbox-http");
            thread.setDaemon(true);
            return thread;
        });
    }

    static MailboxServer start(int port, MailStore store) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
        MailboxServer server = new MailboxServer(http, store);
        http.setExecutor(server.threads);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            @Nullable String host = exchange.getRequestHeaders().getFirst("Host");
            if (host == null || !OWN_HOST.matcher(host).matches()) {
                problem(exchange, 421, "This mailbox answers to localhost only.");
            } else {
                answer(exchange);
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        boolean reading = method.equals("GET") || method.equals("HEAD");
        if (path.equals("/api/messages") && method.equals("DELETE")) {
            store.clear();
            exchange.sendResponseHeaders(204, -1);
        } else if (!reading) {
            problem(exchange, 405, "This cannot be done here.");
        } else if (path.equals("/api/messages")) {
            list(exchange);
        } else if (path.startsWith("/api/messages/")) {
            raw(exchange, path);
        } else if (path.equals("/mailbox.css")) {
            resource(exchange, "mailbox.css", "text/css; charset=utf-8");
        } else if (path.equals("/mailbox.js")) {
            resource(exchange, "mailbox.js", "text/javascript; charset=utf-8");
        } else if (path.equals("/mailbox.svg")) {
            resource(exchange, "mailbox.svg", "image/svg+xml");
        } else if (path.equals("/list")) {
            page(
                    exchange,
                    MailboxPage.list(store.newestFirst(), query(exchange, "before"), query(exchange, "selected")));
        } else if (path.equals("/")) {
            page(exchange, MailboxPage.page(store.newestFirst(), query(exchange, "before"), null));
        } else {
            one(exchange, path);
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        Stream<MailStore.Stored> wanted = store.newestFirst().stream();
        @Nullable String to = query(exchange, "to");
        if (to != null) {
            wanted = wanted.filter(mail -> mail.envelope().isTo(to));
        }
        exchange.getResponseHeaders().set("Content-Type", JSON);
        exchange.sendResponseHeaders(200, exchange.getRequestMethod().equals("HEAD") ? -1 : 0);
        if (exchange.getRequestMethod().equals("HEAD")) {
            return;
        }
        // One mail in memory at a time: all of them may be a lot.
        try (JsonGenerator out = json.createGenerator(exchange.getResponseBody())) {
            out.writeStartObject();
            out.writeArrayPropertyStart("items");
            for (MailStore.Stored mail : wanted.toList()) {
                Optional<ReadableMail> readable = ReadableMail.of(mail);
                if (readable.isPresent()) {
                    out.writePOJO(readable.get());
                }
            }
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    private void raw(HttpExchange exchange, String path) throws IOException {
        Matcher matcher = RAW.matcher(path);
        Optional<byte[]> message = Optional.empty();
        if (matcher.matches()) {
            Optional<MailStore.Stored> mail = store.find(matcher.group(1));
            message = mail.isPresent() ? mail.get().message() : message;
        }
        if (message.isPresent()) {
            exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=\"mail.eml\"");
            send(exchange, 200, "message/rfc822", message.get());
        } else {
            problem(exchange, 404, "There is no such mail.");
        }
    }

    private void one(HttpExchange exchange, String path) throws IOException {
        Matcher page = ONE.matcher(path);
        if (page.matches()) {
            Optional<ReadableMail> mail = readable(page.group(1));
            if (mail.isPresent()) {
                page(exchange, MailboxPage.page(store.newestFirst(), query(exchange, "before"), mail.get()));
                return;
            }
        }
        Matcher frame = ONE_HTML.matcher(path);
        if (frame.matches()) {
            Optional<ReadableMail> mail = readable(frame.group(1));
            if (mail.isPresent()) {
                exchange.getResponseHeaders().set("Content-Security-Policy", MAIL_POLICY);
                send(exchange, 200, HTML, MailboxPage.frame(mail.get()).getBytes(StandardCharsets.UTF_8));
                return;
            }
        }
        problem(exchange, 404, "There is no such page.");
    }

    private Optional<ReadableMail> readable(String id) throws IOException {
        Optional<MailStore.Stored> mail = store.find(id);
        return mail.isPresent() ? ReadableMail.of(mail.get()) : Optional.empty();
    }

    private static void page(HttpExchange exchange, String html) throws IOException {
        exchange.getResponseHeaders().set("Content-Security-Policy", PAGE_POLICY);
        send(exchange, 200, HTML, html.getBytes(StandardCharsets.UTF_8));
    }

    private static void resource(HttpExchange exchange, String name, String type) throws IOException {
        try (@Nullable InputStream in = MailboxServer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("not in the jar: " + name);
            }
            send(exchange, 200, type, in.readAllBytes());
        }
    }

    private void problem(HttpExchange exchange, int status, String detail) throws IOException {
        byte[] body = json.writeValueAsBytes(new Problem("about:blank", status, detail));
        send(exchange, status, "application/problem+json", body);
    }

    private record Problem(String type, int status, String detail) {}

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    private static @Nullable String query(HttpExchange exchange, String name) {
        @Nullable String query = exchange.getRequestURI().getRawQuery();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).equals(name)) {
                    // A plus is part of many addresses; written as it is, it means itself.
                    String value = pair.substring(equals + 1).replace("+", "%2B");
                    return decoded(value);
                }
            }
        }
        return null;
    }

    private static @Nullable String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
