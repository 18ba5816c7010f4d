package org.pressroom.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who talks to the site: a stranger, a browser that is signed in, or a program with a token. Keeps cookies and
 * shows the token against forged requests beside them. An answer has half a minute.
 */
public final class Client {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int POLL_MILLIS = 100;
    private static final int LONGEST_RETRY_SECONDS = 5;
    private static final String CSRF_COOKIE = "XSRF-TOKEN";

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI site;
    private final Map<String, String> cookies = new ConcurrentHashMap<>();
    private final @Nullable String token;

    private Client(URI site, @Nullable String token) {
        this.site = site;
        this.token = token;
    }

    public static Client stranger(URI site) {
        return new Client(site, null);
    }

    public static Client withToken(URI site, String token) {
        return new Client(site, token);
    }

    /** A browser that has signed in. */
    public static Client signedIn(URI site, String username, String password) {
        Client client = stranger(site);
        client.send(Call.get("/api/session")).expect(200);
        client.send(signIn(username, password)).expect(204);
        return client;
    }

    /** Makes a session of it, once the client has a cookie against forged requests. */
    public static Call signIn(String username, String password) {
        return Call.post("/api/session").json(Map.of("username", username, "password", password));
    }

    public URI site() {
        return site;
    }

    public Answer get(String path) {
        return send(Call.get(path));
    }

    /** Sends it once; a connection that fails is an {@link UncheckedIOException}. */
    public Answer send(Call call) {
        try {
            return attempt(call);
        } catch (IOException failed) {
            throw new UncheckedIOException(call + ": " + failed, failed);
        }
    }

    /** Sends it once, with the CSRF token where a session is there. */
    public Answer attempt(Call call) throws IOException {
        return attemptAsItIs(withCsrfToken(call));
    }

    /** Sends it once, without a CSRF token. */
    public Answer attemptAsItIs(Call call) throws IOException {
        try {
            return kept(call, HTTP.send(request(call), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    /** Sends it once, beside others. */
    public CompletableFuture<Answer> sendAsync(Call call) {
        Call sent = withCsrfToken(call);
        return HTTP.sendAsync(request(sent), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(response -> kept(sent, response));
    }

    /** As long as the suite fails, or asks to wait. */
    public Answer insist(Call call, Duration limit) {
        return insist(call, limit, answer -> answer.status() < 500 && answer.status() != 429);
    }

    /**
     * Sends it again and again until an answer is final: after a tenth of a second, or as late as the answer asks for, 5
     * seconds at most. What is sent must be safe to repeat: a read, or with an idempotency key.
     *
     * @return the final answer, or at the limit the last one
     * @throws UncheckedIOException where no answer came at all
     */
    public Answer insist(Call call, Duration limit, Predicate<Answer> isFinal) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            long pause = POLL_MILLIS;
            boolean isLast = System.nanoTime() - end > 0;
            try {
                Answer answer = attempt(call);
                if (isLast || isFinal.test(answer)) {
                    return answer;
                }
                pause = Math.max(pause, 1_000L * Math.min(retryAfter(answer), LONGEST_RETRY_SECONDS));
            } catch (IOException unknown) {
                if (isLast || Thread.currentThread().isInterrupted()) {
                    throw new UncheckedIOException(call + ": " + unknown, unknown);
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(pause);
            } catch (InterruptedException interrupted) {
                throw new UncheckedIOException(interrupted(interrupted));
            }
        }
    }

    private static int retryAfter(Answer answer) {
        try {
            return Integer.parseInt(answer.header("Retry-After").trim());
        } catch (NumberFormatException noneOrADate) {
            return 0;
        }
    }

    /**
     * Opens a stream of events.
     *
     * @param headers names and values in turn
     * @return nothing where it cannot be had just now
     */
    public Optional<InputStream> stream(String path, String... headers) throws IOException {
        Call call = Call.get(path).header("Accept", "text/event-stream");
        for (int index = 0; index < headers.length; index += 2) {
            call = call.header(headers[index], headers[index + 1]);
        }
        try {
            HttpResponse<InputStream> response = HTTP.send(request(call), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() == 200
                    && response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")) {
                return Optional.of(response.body());
            }
            response.body().close();
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    public Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies.get(name));
    }

    private Call withCsrfToken(Call call) {
        String csrf = cookies.get(CSRF_COOKIE);
        return csrf == null || call.isSafe() ? call : call.header("X-XSRF-TOKEN", csrf);
    }

    private HttpRequest request(Call call) {
        byte[] body = call.body();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(site + call.path()))
                .timeout(PATIENCE)
                .method(
                        call.method(),
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        for (int index = 0; index < call.headers().size(); index += 2) {
            request.header(call.headers().get(index), call.headers().get(index + 1));
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request.build();
    }

    private Answer kept(Call call, HttpResponse<byte[]> response) {
        response.headers().allValues("Set-Cookie").forEach(this::keep);
        return new Answer(call, response.statusCode(), response.headers(), response.body());
    }

    private void keep(String setCookie) {
        String[] parts = setCookie.split(";", -1);
        int equals = parts[0].indexOf('=');
        String name = parts[0].substring(0, equals).trim();
        String value = parts[0].substring(equals + 1).trim();
        boolean removed = value.isEmpty()
                || setCookie.toLowerCase(Locale.ROOT).replace(" ", "").contains(";max-age=0");
        if (removed) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
        }
    }

    private static IOException interrupted(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", interrupted);
    }
}
