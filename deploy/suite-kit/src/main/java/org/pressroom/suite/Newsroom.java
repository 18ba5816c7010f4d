package org.pressroom.suite;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.pressroom.client.Answer;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import org.pressroom.client.Json;
import tools.jackson.databind.JsonNode;

/** What most tests have to do before they come to what they are about. */
final class Newsroom {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<String> WORDS = List.of(
            "harbour", "lantern", "meadow", "copper", "whistle", "orchard", "granite", "feather", "compass", "thunder",
            "velvet", "saddle", "pepper", "glacier", "ribbon", "mirror", "anchor", "cinder", "willow", "marble",
            "canyon", "barley", "ember", "falcon", "ginger", "hollow", "island", "jigsaw", "kettle", "ladder");

    private final Suite suite;
    private final Client staff;

    private Newsroom(Suite suite, Client staff) {
        this.suite = suite;
        this.staff = staff;
    }

    static Newsroom of(Suite suite) {
        return of(suite, suite.admin());
    }

    /** One whose articles are written by this account. */
    static Newsroom of(Suite suite, Client staff) {
        return new Newsroom(suite, staff);
    }

    /** An article as far as tests need to know it. */
    record Article(String id, String slug, String title) {}

    /** A comment that was accepted. */
    record Posted(String id, String editToken) {}

    Client staff() {
        return staff;
    }

    static String unique() {
        return Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 45), 36);
    }

    static String address(String name) {
        return name + "-" + unique() + "@reader.example";
    }

    /** Some words that no other comment has in this order. */
    static String sentence() {
        List<String> words = new ArrayList<>();
        for (int count = 0; count < 8; count++) {
            words.add(WORDS.get(ThreadLocalRandom.current().nextInt(WORDS.size())));
        }
        return String.join(" ", words) + " " + unique() + ".";
    }

    static Map<String, Object> manuscript(String title, String body) {
        Map<String, Object> manuscript = new HashMap<>();
        manuscript.put("title", title);
        manuscript.put("body", body);
        manuscript.put("format", "markdown");
        return manuscript;
    }

    /** Starts a draft of a word; its id. */
    String draft(String title) {
        return staff.send(Call.post("/api/articles").json(manuscript(title, "Words")))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    Article publish(String title) {
        return publish(manuscript(title, "About " + sentence()));
    }

    /** Writes and publishes, through failures of the suite if there are any. */
    Article publish(Map<String, Object> manuscript) {
        Answer draft = staff.insist(Call.post("/api/articles").json(manuscript).once(), PATIENCE)
                .expect(201);
        String id = draft.json().path("id").asString();
        return published(id, draft.etag());
    }

    /** Writes and publishes, each asked for once. */
    Article publishAtOnce(Map<String, Object> manuscript) {
        Answer draft = staff.send(Call.post("/api/articles").json(manuscript)).expect(201);
        String id = draft.json().path("id").asString();
        return article(
                staff.send(Call.post("/api/articles/" + id + "/publication").ifMatch(draft.etag()))
                        .expect(200)
                        .json());
    }

    /** Publishes a draft; whether an attempt whose answer was lost succeeded is asked of the draft. */
    private Article published(String id, String etag) {
        Call publication = Call.post("/api/articles/" + id + "/publication").ifMatch(etag);
        return await("publication of " + id)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .until(
                        () -> {
                            Answer answer = staff.insist(publication, PATIENCE);
                            if (answer.status() == 412) {
                                Answer now = staff.insist(Call.get("/api/drafts/" + id), PATIENCE)
                                        .expect(200);
                                return now.json().path("status").asString().equals("published")
                                        ? Optional.of(article(now.json()))
                                        : Optional.<Article>empty();
                            }
                            return Optional.of(article(answer.expect(200).json()));
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private static Article article(JsonNode json) {
        return new Article(
                json.path("id").asString(),
                json.path("slug").asString(),
                json.path("title").asString());
    }

    static Map<String, Object> comment(String name, String email, String body) {
        return Map.of("author", Map.of("name", name, "email", email), "body", body);
    }

    /** Posts a comment as soon as the article is known where comments are. */
    Posted comment(Article article, String name, String email, String body) {
        Call call = Call.post("/api/articles/" + article.id() + "/comments")
                .json(comment(name, email, body))
                .once();
        Answer answer = await("a comment on " + article.slug())
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .until(() -> suite.stranger().insist(call, PATIENCE), found -> found.status() != 404)
                .expect(202);
        return new Posted(
                answer.json().path("id").asString(),
                answer.json().path("editToken").asString());
    }

    /** Waits until a comment has this status. */
    void awaitStatus(Posted comment, String status) {
        Call call = Call.get("/api/comments/" + comment.id()).header("X-Edit-Token", comment.editToken());
        await("comment " + comment.id() + " " + status)
                .atMost(PATIENCE)
                .until(
                        () -> suite.stranger()
                                .insist(call, PATIENCE)
                                .expect(200)
                                .json()
                                .path("status")
                                .asString(),
                        status::equals);
    }

    /** All that a list has, page by page. */
    static List<JsonNode> all(Client client, String path) {
        List<JsonNode> items = new ArrayList<>();
        String separator = path.contains("?") ? "&" : "?";
        String next = path + separator + "limit=100";
        while (next != null) {
            JsonNode page = client.insist(Call.get(next), PATIENCE).expect(200).json();
            items.addAll(Json.items(page.path("items")));
            next = page.path("next").isNull()
                    ? null
                    : path + separator + "limit=100&after="
                            + Call.encoded(page.path("next").asString());
        }
        return items;
    }

    List<JsonNode> comments(Article article) {
        return all(suite.stranger(), "/api/articles/" + article.id() + "/comments");
    }

    /** Subscribes an address to a tag and confirms; returns the token by which the subscription is managed. */
    String subscribe(String address, Map<String, Object> topic) {
        suite.stranger()
                .insist(
                        Call.post("/api/subscriptions")
                                .json(Map.of("email", address, "topics", List.of(topic), "frequency", "instant"))
                                .once(),
                        PATIENCE)
                .expect(202);
        return confirm(address);
    }

    private String confirm(String address) {
        Mailbox.Mail mail = suite.mailbox().awaitMail(address, "the confirmation", any -> true);
        return suite.stranger()
                .insist(
                        Call.post("/api/subscriptions/confirmation")
                                .json(Map.of("token", mail.token("/subscriptions/confirm"))),
                        PATIENCE)
                .expect(200)
                .json()
                .path("manageToken")
                .asString();
    }

    static Map<String, Object> tag(String key) {
        return Map.of("kind", "tag", "key", key);
    }

    /** What was sent about an article, once it is decided for every recipient. */
    static List<JsonNode> completedDeliveries(Client staff, Article article) {
        String notification = completedNotifications(staff, List.of(article)).get(article.id());
        return all(staff, "/api/notifications/" + notification + "/deliveries");
    }

    /** The notifications by article, once what becomes of each mail about all of these articles is decided. */
    static Map<String, String> completedNotifications(Client staff, List<Article> articles) {
        List<String> wanted = articles.stream().map(Article::id).toList();
        return await("the notifications about " + articles.size() + " articles")
                .atMost(PATIENCE)
                .until(
                        () -> all(staff, "/api/notifications").stream()
                                .filter(one -> one.path("status").asString().equals("completed"))
                                .collect(Collectors.toMap(
                                        one -> one.path("articleId").asString(),
                                        one -> one.path("id").asString())),
                        found -> found.keySet().containsAll(wanted));
    }
}
