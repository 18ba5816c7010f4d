package org.pressroom.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.pressroom.client.Answer;
import org.pressroom.client.Call;
import org.pressroom.client.Client;

/** What is measured of a site, and what has to be there for it. */
final class Site {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Client staff;
    private final Client readers;

    /** Signs in once to get a token, and uses that from then on. */
    Site(URI site, String adminPassword) {
        Answer issued = Client.signedIn(site, "admin", adminPassword)
                .send(Call.post("/api/tokens").json(Map.of("name", "benchmark")))
                .expect(201);
        this.staff = Client.withToken(site, issued.json().path("token").asString());
        this.readers = Client.stranger(site);
    }

    /** A published article. */
    record Article(String id, String slug, String title) {}

    /** Who may do all that is done at the desk. */
    Client staff() {
        return staff;
    }

    Article publish(String title, List<String> tags) {
        return publish(title, Words.article(), tags);
    }

    Article publish(String title, String body, List<String> tags) {
        Answer draft = staff.send(Call.post("/api/articles")
                        .json(Map.of("title", title, "body", body, "format", "markdown", "tags", tags)))
                .expect(201);
        String id = draft.json().path("id").asString();
        Answer published = staff.send(
                        Call.post("/api/articles/" + id + "/publication").ifMatch(draft.etag()))
                .expect(200);
        return new Article(id, published.json().path("slug").asString(), title);
    }

    /** Posts a comment; the answer's status and the comment's id. */
    CompletableFuture<Posted> comment(Article article, String text, String email) {
        return readers.sendAsync(commenting(article, text, email))
                .thenApply(answer -> new Posted(
                        answer.status(),
                        answer.status() == 202 ? answer.json().path("id").asString() : ""));
    }

    private static Call commenting(Article article, String text, String email) {
        return Call.post("/api/articles/" + article.id() + "/comments")
                .json(Map.of("author", Map.of("name", "Bench", "email", email), "body", text));
    }

    /** What became of a comment that was posted. */
    record Posted(int status, String id) {}

    /** Posts a comment as soon as the article is known where comments are. */
    void awaitComments(Article article) {
        Call call = commenting(article, Words.sentence(), Words.address());
        readers.insist(call, PATIENCE, answer -> answer.status() == 202).expect(202);
    }

    void subscribe(String address, String tag) {
        readers.send(Call.post("/api/subscriptions")
                        .json(Map.of(
                                "email",
                                address,
                                "topics",
                                List.of(Map.of("kind", "tag", "key", tag)),
                                "frequency",
                                "instant")))
                .expect(202);
    }

    void confirm(String confirmationToken) {
        readers.send(Call.post("/api/subscriptions/confirmation").json(Map.of("token", confirmationToken)))
                .expect(200);
    }

    /** Puts a picture into the library; its address. */
    String upload(String name, byte[] file) {
        String boundary = "bench-5b1f";
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        form.writeBytes(file);
        form.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return staff.send(Call.post("/api/media").body("multipart/form-data; boundary=" + boundary, form.toByteArray()))
                .expect(201)
                .json()
                .path("url")
                .asString();
    }

    CompletableFuture<Answer> read(String path) {
        return readers.sendAsync(Call.get(path));
    }

    /** Reads what there is in several types. */
    CompletableFuture<Answer> read(String path, String accept) {
        return readers.sendAsync(Call.get(path).header("Accept", accept));
    }

    /** Opens the stream of a thread. */
    InputStream stream(Article article) throws IOException {
        String path = "/api/articles/" + article.id() + "/comments/stream";
        return readers.stream(path).orElseThrow(() -> new IOException("the stream cannot be had: " + path));
    }

    URI address(String path) {
        return URI.create(readers.site() + path);
    }
}
