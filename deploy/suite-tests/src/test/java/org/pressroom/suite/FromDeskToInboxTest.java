package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pressroom.client.Answer;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import org.pressroom.client.Json;
import org.pressroom.client.ServerSentEvents.Event;
import org.pressroom.suite.Mailbox.Mail;
import tools.jackson.databind.JsonNode;

/** The main way, from a writer's desk to a subscriber's inbox, by API through the gateway alone. */
@WithSuite
class FromDeskToInboxTest {
    private static final String UUID7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    private final Suite suite;
    private final Mailbox mailbox;
    private final String name = Newsroom.unique();

    FromDeskToInboxTest(Suite suite) {
        this.suite = suite;
        this.mailbox = suite.mailbox();
    }

    @Test
    void anArticleGoesFromAWritersDeskToASubscribersInbox() {
        Client editor = signIn();
        JsonNode first = writeAndPublish(editor, "The first of " + name);
        readAsJson(first);
        readAsHtml(first);

        String reader = Newsroom.address("reader");
        String witness = Newsroom.address("witness");
        subscribeAndConfirm(reader);
        subscribeAndConfirm(witness);

        commentApproveAndSee(editor, first);

        JsonNode second = writeAndPublish(editor, "The second of " + name);
        Mail mail = mailAbout(second, reader);
        mailAbout(second, witness);
        unsubscribeByOneClick(mail);

        JsonNode third = writeAndPublish(editor, "The third of " + name);
        mailAbout(third, witness);
        theWitnessWasARecipientAndTheReaderNot(editor, third, witness, reader);
        // The confirmation and the second article: all decisions about the third are made, and none was for a mail.
        assertThat(mailbox.to(reader)).hasSize(2);
    }

    private Client signIn() {
        Client browser = suite.stranger();
        Answer stranger = browser.get("/api/session").expect(200);
        assertThat(stranger.json().path("account").isNull()).isTrue();
        assertThat(browser.cookie("XSRF-TOKEN")).isPresent();

        Call credentials =
                Call.post("/api/session").json(Map.of("username", "admin", "password", suite.adminPassword()));
        Answer signedIn = browser.send(credentials).expect(204);
        assertThat(signedIn.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie ->
                        assertThat(cookie).containsIgnoringCase("HttpOnly").containsIgnoringCase("SameSite=Lax"));

        JsonNode account = browser.get("/api/session").expect(200).json().path("account");
        assertThat(account.path("username").asString()).isEqualTo("admin");
        assertThat(Json.items(account.path("roles")))
                .extracting(JsonNode::asString)
                .contains("admin");
        return browser;
    }

    /** Returns what its readers get. */
    private JsonNode writeAndPublish(Client editor, String title) {
        Map<String, Object> manuscript = Newsroom.manuscript(
                title, "Words with **weight** and a [link](https://example.org/).\n\n<script>alert(1)</script>");
        manuscript.put("summary", "What it says");
        manuscript.put("category", "News");
        manuscript.put("tags", List.of("tag-" + name));
        Answer written =
                editor.send(Call.post("/api/articles").json(manuscript)).expect(201);
        JsonNode draft = written.json();
        String id = draft.path("id").asString();
        assertThat(id).matches(UUID7);
        assertThat(written.header("Location")).isEqualTo("/api/drafts/" + id);
        assertThat(written.etag()).startsWith("\"");
        assertThat(draft.path("title").asString()).isEqualTo(title);
        String slug = draft.path("slug").asString();
        assertThat(slug).matches("[a-z0-9]+(-[a-z0-9]+)*");
        suite.stranger().get("/api/articles/" + slug).expect(404);

        Answer read = editor.get("/api/drafts/" + id).expect(200);
        assertThat(read.etag()).isEqualTo(written.etag());
        assertThat(read.json().path("body").asString()).contains("**weight**");
        editor.send(Call.post("/api/articles/" + id + "/publication")).expect(428);

        manuscript.put("body", manuscript.get("body") + "\n\nAnd a last line.");
        Answer rewritten = editor.send(
                        Call.put("/api/drafts/" + id).json(manuscript).ifMatch(written.etag()))
                .expect(200);
        assertThat(rewritten.etag()).isNotEqualTo(written.etag());
        editor.send(Call.post("/api/articles/" + id + "/publication").ifMatch(written.etag()))
                .expect(412);

        editor.send(Call.post("/api/articles/" + id + "/publication").ifMatch(rewritten.etag()))
                .expect(200);
        return suite.stranger().get("/api/articles/" + slug).expect(200).json();
    }

    private void readAsJson(JsonNode article) {
        assertThat(Json.fields(article))
                .contains(
                        "id",
                        "slug",
                        "title",
                        "summary",
                        "author",
                        "category",
                        "tags",
                        "publishedAt",
                        "updatedAt",
                        "readingMinutes",
                        "commentCount",
                        "cover",
                        "kind",
                        "menuPosition",
                        "bodyHtml",
                        "seo",
                        "commentPolicy");
        assertThat(article.path("bodyHtml").asString())
                .contains("<strong>weight</strong>")
                .contains("And a last line.")
                .doesNotContain("<script");
        assertThat(article.path("commentPolicy").asString()).isEqualTo("open");
        assertThat(article.path("commentCount").asInt()).isZero();
        assertThat(Json.fields(article.path("author"))).contains("slug", "name");
        assertThat(article.path("category").path("slug").asString()).isEqualTo("news");
        assertThat(article.path("tags").path(0).path("slug").asString()).isEqualTo("tag-" + name);
        assertThat(Instant.parse(article.path("publishedAt").asString())).isBefore(Instant.now());
        assertThat(article.path("seo").path("canonicalUrl").asString())
                .isEqualTo(suite.site() + "/articles/" + article.path("slug").asString());

        String path = "/api/articles/" + article.path("slug").asString();
        Client reader = suite.stranger();
        Answer answer = reader.get(path).expect(200);
        assertThat(reader.send(Call.get(path).header("If-None-Match", answer.etag()))
                        .expect(304)
                        .body())
                .isEmpty();

        JsonNode list = reader.get("/api/articles?tag=tag-" + name).expect(200).json();
        assertThat(list.path("next").isNull()).isTrue();
        assertThat(Json.items(list.path("items")))
                .singleElement()
                .satisfies(item -> assertThat(item.path("id")).isEqualTo(article.path("id")))
                .satisfies(item -> assertThat(item.has("bodyHtml")).isFalse());
    }

    private void readAsHtml(JsonNode article) {
        Client reader = suite.stranger();
        String path = "/articles/" + article.path("slug").asString();
        Answer page = await("the page with a form for comments")
                .atMost(Duration.ofSeconds(30))
                .until(() -> reader.get(path).expect(200), one -> one.text()
                        .contains("action=\"" + path + "/comments\""));
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(page.header("Content-Security-Policy")).isNotEmpty();
        assertThat(page.text())
                .contains(article.path("title").asString())
                .contains("<strong>weight</strong>")
                .doesNotContain("alert(1)</script>");
        reader.send(Call.get(path).header("If-None-Match", page.etag())).expect(304);
        // The front page may be cached until its list is purged.
        await("the article on the front page")
                .atMost(Duration.ofSeconds(30))
                .until(() -> reader.get("/").expect(200).text(), text -> text.contains(path));
    }

    private void subscribeAndConfirm(String address) {
        Client reader = suite.stranger();
        Call subscription = Call.post("/api/subscriptions")
                .json(Map.of("email", address, "topics", List.of(Newsroom.tag("tag-" + name)), "frequency", "instant"));
        Answer accepted = reader.send(subscription).expect(202);
        assertThat(accepted.text()).doesNotContain(address);

        Mail mail = mailbox.awaitMail(address, "the confirmation", any -> true);
        String token = mail.token("/subscriptions/confirm");
        // A mail scanner follows the link, which confirms nothing: nothing is there yet to unsubscribe from.
        Answer page = reader.get("/subscriptions/confirm?token=" + token).expect(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.text()).contains("<form").contains("method=\"post\"");

        Answer confirmed = reader.send(
                        Call.post("/api/subscriptions/confirmation").json(Map.of("token", token)))
                .expect(200);
        assertThat(confirmed.json().path("status").asString()).isEqualTo("confirmed");
    }

    private void commentApproveAndSee(Client moderator, JsonNode article) {
        String id = article.path("id").asString();
        Client reader = suite.stranger();
        try (EventStream stream = EventStream.of(reader, "/api/articles/" + id + "/comments/stream")
                .begun()) {
            assertThat(stream.beganWithAComment()).isTrue();
            String good = "A thought of mine: " + Newsroom.sentence();
            Answer accepted = post(reader, id, good);
            String commentId = accepted.json().path("id").asString();
            JsonNode event = approvedEvent(stream, commentId);
            assertThat(event.path("bodyHtml").asString()).contains("A thought of mine");

            String doubtful = "See https://one.example https://two.example https://three.example https://four.example "
                    + Newsroom.sentence();
            JsonNode held = post(reader, id, doubtful).json();
            Call own = Call.get("/api/comments/" + held.path("id").asString())
                    .header("X-Edit-Token", held.path("editToken").asString());
            await("the comment is held")
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> reader.send(own)
                                    .expect(200)
                                    .json()
                                    .path("status")
                                    .asString(),
                            "held"::equals);
            assertThat(listed(reader, id)).containsExactly(commentId);
            reader.get("/api/comments/" + held.path("id").asString()).expect(404);

            approve(moderator, held.path("id").asString());
            approvedEvent(stream, held.path("id").asString());
            await("both comments are listed").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            listed(reader, id))
                    .containsExactly(commentId, held.path("id").asString()));
            assertThat(stream.events()).extracting(Event::name).containsOnly("comment-approved");
        }
        looksRight(reader, id);
        String slug = article.path("slug").asString();
        await("the count of comments")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> reader.get("/api/articles/" + slug)
                                .expect(200)
                                .json()
                                .path("commentCount")
                                .asInt(),
                        count -> count == 2);
        await("the comments on the page")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> reader.get("/articles/" + slug).expect(200).text(),
                        text -> text.contains("three.example"));
    }

    private Answer post(Client reader, String articleId, String body) {
        Call call = Call.post("/api/articles/" + articleId + "/comments")
                .json(Newsroom.comment("Ada Reader", Newsroom.address("ada"), body));
        // For a moment after publishing the article is not known where comments are.
        Answer accepted = await("the comment is accepted")
                .atMost(Duration.ofSeconds(30))
                .until(() -> reader.send(call), answer -> answer.status() != 404)
                .expect(202);
        JsonNode comment = accepted.json();
        assertThat(comment.path("id").asString()).matches(UUID7);
        assertThat(comment.path("status").asString()).isEqualTo("pending");
        assertThat(comment.path("editToken").asString()).isNotEmpty();
        assertThat(Instant.parse(comment.path("editableUntil").asString())).isAfter(Instant.now());
        assertThat(accepted.header("Location"))
                .isEqualTo("/api/comments/" + comment.path("id").asString());
        return accepted;
    }

    private static JsonNode approvedEvent(EventStream stream, String commentId) {
        Event event = stream.await1(
                "comment " + commentId + " on the stream",
                one -> one.name().equals("comment-approved") && one.data().contains(commentId));
        assertThat(event.id()).isNotEmpty();
        return event.json();
    }

    private static void approve(Client moderator, String commentId) {
        JsonNode item = Newsroom.all(moderator, "/api/moderation/comments?status=held").stream()
                .filter(one -> one.path("id").asString().equals(commentId))
                .findFirst()
                .orElseThrow();
        JsonNode verdict = item.path("verdict");
        assertThat(verdict.path("decision").asString()).isEqualTo("hold");
        assertThat(verdict.path("score").isNumber()).isTrue();
        assertThat(Json.items(verdict.path("reasons"))).isNotEmpty();
        moderator
                .send(Call.post("/api/moderation/decisions")
                        .json(Map.of("commentIds", List.of(commentId), "decision", "approve")))
                .expect(200);
    }

    private static List<String> listed(Client reader, String articleId) {
        return Newsroom.all(reader, "/api/articles/" + articleId + "/comments").stream()
                .map(comment -> comment.path("id").asString())
                .toList();
    }

    private static void looksRight(Client reader, String articleId) {
        Answer answer = reader.get("/api/articles/" + articleId + "/comments").expect(200);
        assertThat(answer.text()).doesNotContain("@reader.example").doesNotContain("127.0.0.1");
        assertThat(Json.items(answer.json().path("items"))).allSatisfy(comment -> {
            assertThat(Json.fields(comment))
                    .contains(
                            "id",
                            "parentId",
                            "depth",
                            "author",
                            "bodyHtml",
                            "createdAt",
                            "editedAt",
                            "replyCount",
                            "score");
            assertThat(Json.fields(comment.path("author"))).contains("name", "website", "verified", "staff");
            assertThat(comment.path("author").path("name").asString()).isEqualTo("Ada Reader");
        });
        reader.send(Call.get("/api/articles/" + articleId + "/comments").header("If-None-Match", answer.etag()))
                .expect(304);
    }

    private Mail mailAbout(JsonNode article, String address) {
        String title = article.path("title").asString();
        Mail mail = mailbox.awaitMail(address, title, one -> one.subject().contains(title));
        assertThat(mail.to()).containsExactly(address);
        assertThat(mail.text()).contains("/articles/" + article.path("slug").asString());
        assertThat(mail.html()).contains("/articles/" + article.path("slug").asString());
        assertThat(mail.header("Message-ID")).isNotEmpty();
        assertThat(mail.header("List-Unsubscribe"))
                .matches("<" + suite.site() + "/subscriptions/unsubscribe\\?token=\\S+>");
        assertThat(mail.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        return mail;
    }

    private void unsubscribeByOneClick(Mail mail) {
        String link = mail.header("List-Unsubscribe");
        String path = link.substring(1, link.length() - 1)
                .substring(suite.site().toString().length());
        Client mailProgram = suite.stranger();
        // A page for people, which changes nothing.
        assertThat(mailProgram.get(path).expect(200).text()).contains("<form");
        mailProgram
                .send(Call.post(path)
                        .form(Map.of("List-Unsubscribe", "One-Click"))
                        .header("Sec-Fetch-Site", "cross-site")
                        .header("Origin", "https://mail.example"))
                .expect(200);
    }

    private static void theWitnessWasARecipientAndTheReaderNot(
            Client editor, JsonNode article, String witness, String reader) {
        Newsroom.Article third = new Newsroom.Article(
                article.path("id").asString(),
                article.path("slug").asString(),
                article.path("title").asString());
        assertThat(Newsroom.completedDeliveries(editor, third))
                .allSatisfy(delivery ->
                        assertThat(delivery.path("status").asString()).isEqualTo("sent"))
                .extracting(delivery -> delivery.path("address").asString())
                .contains(witness)
                .doesNotContain(reader);
    }
}
