package org.pressroom.local.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pressroom.client.Answer;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Loads what a new site starts with, as the first admin and as readers would. May be broken off anywhere and called
 * again: what is there already is not loaded twice.
 */
public final class Samples {
    private static final int UNAUTHORIZED = 401;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int POLL_MILLIS = 100;

    /** Stands for the site's address in the texts. */
    private static final String SITE = "{site}";

    private final String siteUrl;
    private final Client staff;
    private final Client readers;
    private final String password;

    /** @param password of the account {@code admin} */
    public Samples(String siteUrl, String password) {
        this.siteUrl = siteUrl;
        this.staff = Client.stranger(URI.create(siteUrl));
        this.readers = Client.stranger(URI.create(siteUrl));
        this.password = password;
    }

    /**
     * Loads all; the number of articles.
     *
     * @throws SignInRefused where the password is not the admin's
     * @throws IOException where the suite refuses something, or does not answer in half a minute
     */
    public int load() throws IOException, InterruptedException {
        try {
            return loadAll();
        } catch (UncheckedIOException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    private int loadAll() throws IOException, InterruptedException {
        signIn();
        int count = 0;
        for (String slug : text("index.txt").lines().toList()) {
            publish(SampleArticle.parse(slug, text(slug + ".md").replace(SITE, siteUrl)));
            count++;
        }
        List<SampleComment> comments = JsonMapper.builder()
                .build()
                .readValue(text("comments.json"), new TypeReference<List<SampleComment>>() {});
        int number = 0;
        for (SampleComment comment : comments) {
            String article = articleId(String.valueOf(comment.article()));
            String parent = comment(article, comment, null, "sample-comment-" + number);
            int reply = 0;
            for (SampleComment answer : comment.replies()) {
                comment(article, answer, parent, "sample-comment-" + number + "-" + reply++);
            }
            number++;
        }
        staff.send(Call.delete("/api/session"));
        return count;
    }

    private void signIn() throws IOException {
        require(staff.get("/api/session"), "the session");
        Answer answer = patiently(staff, Client.signIn("admin", password));
        if (answer.status() == UNAUTHORIZED) {
            throw new SignInRefused();
        }
        require(answer, "signing in as admin");
    }

    /** The first admin has another password by now. */
    public static final class SignInRefused extends IOException {}

    private void publish(SampleArticle article) throws IOException {
        if (staff.get("/api/articles/" + article.slug()).isGood()) {
            return;
        }
        Map<String, Object> body = new HashMap<>();
        body.put("slug", article.slug());
        body.put("title", article.title());
        body.put("summary", article.summary());
        body.put("category", article.category());
        body.put("tags", article.tags());
        body.put("format", "markdown");
        body.put("body", article.body());
        Answer draft = patiently(
                staff, Call.post("/api/articles").json(body).header("Idempotency-Key", "sample-" + article.slug()));
        require(draft, "writing " + article.slug());
        String id = draft.json().path("id").asString();
        Call publication =
                Call.post("/api/articles/" + id + "/publication").json(Map.of()).ifMatch("*");
        require(patiently(staff, publication), "publishing " + article.slug());
    }

    private String articleId(String slug) throws IOException {
        Answer article = staff.get("/api/articles/" + slug);
        require(article, "reading " + slug);
        return article.json().path("id").asString();
    }

    /** Posts a comment and has it approved where moderation holds it; its id. */
    private String comment(String article, SampleComment comment, @Nullable String parent, String key)
            throws IOException, InterruptedException {
        Map<String, Object> body = new HashMap<>();
        body.put("author", Map.of("name", comment.name(), "email", comment.email()));
        body.put("body", comment.body());
        if (parent != null) {
            body.put("parentId", parent);
        }
        Answer posted = patiently(
                readers,
                Call.post("/api/articles/" + article + "/comments").json(body).header("Idempotency-Key", key));
        require(posted, "a comment by " + comment.name());
        String id = posted.json().path("id").asString();
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!isShown(id)) {
            if (Instant.now().isAfter(deadline)) {
                throw new IOException("a comment by " + comment.name() + " is not moderated in time");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return id;
    }

    /** Whether readers see the comment; a held one is approved. */
    private boolean isShown(String id) {
        if (readers.get("/api/comments/" + id).isGood()) {
            return true;
        }
        Answer queue = staff.get("/api/moderation/comments?status=held&limit=100");
        boolean held = queue.isGood()
                && queue.json().path("items").valueStream().anyMatch(comment -> comment.path("id")
                        .asString("")
                        .equals(id));
        if (held) {
            staff.send(Call.post("/api/moderation/decisions")
                    .json(Map.of("commentIds", List.of(id), "decision", "approve")));
        }
        return false;
    }

    /** Tries again while a service does not know of an article yet, is away, or asks to wait. */
    private static Answer patiently(Client client, Call call) {
        return client.insist(
                call, PATIENCE, answer -> answer.status() != 404 && answer.status() != 429 && answer.status() < 502);
    }

    private static void require(Answer answer, String what) throws IOException {
        if (!answer.isGood()) {
            throw new IOException(what + " was answered " + answer.status() + " " + answer.text());
        }
    }

    static String text(String name) throws IOException {
        try (@Nullable InputStream in = Samples.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("not in the jar: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
