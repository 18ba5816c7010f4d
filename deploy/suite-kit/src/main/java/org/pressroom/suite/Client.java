package org.pressroom.suite;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Somebody who talks to the site: a stranger, a browser that is signed in, or a program with a token. */
final class Client {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
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

    static Client stranger(URI site) {
        return new Client(site, null);
    }

    static Client withToken(URI site, String token) {
        return new Client(site, token);
    }

    /** A browser that has signed in. */
    static Client signedIn(URI site, String username, String password) {
        Client client = new Client(site, null);
        client.send(Call.get("/api/session")).expect(200);
        client.send(Call.post("/api/session").json(Map.of("username", username, "password", password)))
                .expect(204);
        return client;
    }

    Answer get(String path) {
        return send(Call.get(path));
    }

    /** Sends it once; a connection that fails is the test's failure. */
    Answer send(Call call) {
        try {
            return attempt(call);
        } catch (IOException failed) {
            throw new UncheckedIOException(call + ": " + failed, failed);
        }
    }

    /** Sends it once, with the CSRF token where a session is there. */
    Answer attempt(Call call) throws IOException {
        String csrf = cookies.get("XSRF-TOKEN");
        return attemptAsItIs(csrf == null || call.isSafe() ? call : call.header("X-XSRF-TOKEN", csrf));
    }

    /** Sends it once, without a CSRF token. */
    Answer attemptAsItIs(Call call) throws IOException {
        try {
            HttpResponse<byte[]> response = HTTP.send(request(call), HttpResponse.BodyHandlers.ofByteArray());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Answer(call, response.statusCode(), response.headers(), response.body());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    /**
     * Sends it again and again until it is answered by something other than a failure of the suite. What is sent must
     * be safe to repeat: a read, or with an idempotency key.
     */
    Answer insist(Call call, Duration limit) {
        return await("an answer to " + call)
                .atMost(limit)
                .pollDelay(Duration.ZERO)
                .pollInterval(100, MILLISECONDS)
                .until(() -> tried(call), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<Answer> tried(Call call) {
        try {
            return Optional.of(attempt(call)).filter(answer -> answer.status() < 500 && answer.status() != 429);
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    /** Opens a stream of events. */
    EventStream stream(String path, String... headers) {
        try {
            HttpResponse<InputStream> response = opened(path, headers);
            assertThat(response.statusCode()).as("%s", path).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            return EventStream.reading(response.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Opens a stream of events, or none where it cannot be had just now. */
    Optional<EventStream> streamIfThere(String path, String... headers) {
        try {
            HttpResponse<InputStream> response = opened(path, headers);
            if (response.statusCode() == 200) {
                return Optional.of(EventStream.reading(response.body()));
            }
            response.body().close();
            return Optional.empty();
        } catch (IOException away) {
            return Optional.empty();
        }
    }

    private HttpResponse<InputStream> opened(String path, String... headers) throws IOException {
        Call call = Call.get(path).header("Accept", "text/event-stream");
        for (int index = 0; index < headers.length; index += 2) {
            call = call.header(headers[index], headers[index + 1]);
        }
        try {
            return HTTP.send(request(call), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies.get(name));
    }

    private HttpRequest request(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(site + call.path()))
                .timeout(PATIENCE)
                .method(
                        call.method(),
                        call.body() == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(call.body()));
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

    private void keep(String setCookie) {
        String[] parts = setCookie.split(";", -1);
        int equals = parts[0].indexOf('=');
        String name = parts[0].substring(0, equals).trim();
        String value = parts[0].substring(equals + 1).trim();
        boolean removed = value.isEmpty()
                || setCookie.toLowerCase(java.util.Locale.ROOT).replace(" ", "").contains(";max-age=0");
        if (removed) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
        }
    }
}
