package org.pressroom.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The suite as its clients see it. */
final class Site {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI site;
    private final String token;

    /** Signs in once to get a token, and uses that from then on. */
    Site(URI site, String adminPassword) throws IOException, InterruptedException {
        this.site = site;
        HttpResponse<String> stranger = send(request("/api/session").GET());
        String csrf = cookies(stranger).get("XSRF-TOKEN");
        HttpResponse<String> signedIn = send(request("/api/session")
                .header("Cookie", "XSRF-TOKEN=" + csrf)
                .header("X-XSRF-TOKEN", String.valueOf(csrf))
                .POST(body(Map.of("username", "admin", "password", adminPassword))));
        expect(signedIn, 204);
        Map<String, String> cookies = cookies(signedIn);
        cookies.putIfAbsent("XSRF-TOKEN", String.valueOf(csrf));
        HttpResponse<String> issued = send(request("/api/tokens")
                .header(
                        "Cookie",
                        cookies.entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")))
                .header("X-XSRF-TOKEN", String.valueOf(cookies.get("XSRF-TOKEN")))
                .POST(body(Map.of("name", "benchmark"))));
        expect(issued, 201);
        this.token = JSON.readTree(issued.body()).path("token").asString();
    }

    /** A published article. */
    record Article(String id, String slug, String title) {}

    Article publish(String title, List<String> tags) throws IOException, InterruptedException {
        HttpResponse<String> draft = send(asStaff("/api/articles")
                .POST(body(Map.of("title", title, "body", Words.article(), "format", "markdown", "tags", tags))));
        expect(draft, 201);
        JsonNode json = JSON.readTree(draft.body());
        String id = json.path("id").asString();
        HttpResponse<String> published = send(asStaff("/api/articles/" + id + "/publication")
                .header("If-Match", draft.headers().firstValue("ETag").orElseThrow())
                .POST(HttpRequest.BodyPublishers.noBody()));
        expect(published, 200);
        return new Article(id, JSON.readTree(published.body()).path("slug").asString(), title);
    }

    /** Posts a comment; the answer's status and the comment's id. */
    CompletableFuture<Posted> comment(Article article, String text, String email) {
        HttpRequest request = request("/api/articles/" + article.id() + "/comments")
                .POST(body(Map.of("author", Map.of("name", "Bench", "email", email), "body", text)))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(response -> new Posted(
                        response.statusCode(),
                        response.statusCode() == 202
                                ? JSON.readTree(response.body()).path("id").asString()
                                : ""));
    }

    /** What became of a comment that was posted. */
    record Posted(int status, String id) {}

    /** Posts a comment as soon as the article is known where comments are. */
    void awaitComments(Article article) throws InterruptedException {
        for (int attempt = 0; attempt < 200; attempt++) {
            if (comment(article, Words.sentence(), Words.address()).join().status() == 202) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException("no comment is accepted on " + article.slug());
    }

    void subscribe(String address, String tag) throws IOException, InterruptedException {
        expect(
                send(request("/api/subscriptions")
                        .POST(body(Map.of(
                                "email",
                                address,
                                "topics",
                                List.of(Map.of("kind", "tag", "key", tag)),
                                "frequency",
                                "instant")))),
                202);
    }

    void confirm(String confirmationToken) throws IOException, InterruptedException {
        expect(send(request("/api/subscriptions/confirmation").POST(body(Map.of("token", confirmationToken)))), 200);
    }

    /** Opens the stream of a thread. */
    InputStream stream(Article article) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(
                HttpRequest.newBuilder(address("/api/articles/" + article.id() + "/comments/stream"))
                        .header("Accept", "text/event-stream")
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IOException("the stream answered " + response.statusCode());
        }
        return response.body();
    }

    URI address(String path) {
        return URI.create(site + path);
    }

    private static Map<String, String> cookies(HttpResponse<?> response) {
        Map<String, String> cookies = new HashMap<>();
        for (String cookie : response.headers().allValues("Set-Cookie")) {
            String pair = cookie.substring(0, Math.max(cookie.indexOf(';'), 0));
            int equals = pair.indexOf('=');
            if (equals > 0 && equals < pair.length() - 1) {
                cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return cookies;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address(path)).timeout(PATIENCE).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder asStaff(String path) {
        return request(path).header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.BodyPublisher body(Object value) {
        return HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(value));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void expect(HttpResponse<String> response, int status) throws IOException {
        if (response.statusCode() != status) {
            throw new IOException(response.request().method() + " " + response.uri() + " answered "
                    + response.statusCode() + " " + response.body());
        }
    }
}
