package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.pressroom.client.Answer;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import org.pressroom.client.Json;
import org.pressroom.suite.Newsroom.Article;
import org.pressroom.suite.Newsroom.Posted;
import tools.jackson.databind.JsonNode;

/**
 * The API is as its document says, and all that its document says is there: every operation is driven, every answer held
 * against the document that the gateway shows.
 */
@WithSuite
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiContractTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "a long password";
    private static final Path OFFERED_ROUTES = Suite.launcher()
            .resolve("../../../common/testkit/src/main/resources/org/pressroom/testkit/offered-routes.txt")
            .normalize();

    /** What is documented and not provoked, by how it ends, and why; where it is seen all the same, this fails. */
    private static final Map<String, String> NOT_PROVOKED = Map.of(
            " 429", "limits are off here: all that tests send comes from one address",
            " 503", "a part that is away takes long to come back",
            " 504", "a part that does not answer takes long to be given up",
            "DELETE /api/comments/{id} 409", "the time for changes is a quarter of an hour",
            "POST /api/articles/{id}/publication 409", "the draft would have to be rewritten again and again meanwhile",
            "POST /api/subscriptions/confirmation 409",
                    "the second mail to a mailbox comes ten minutes after the first",
            "POST /api/tokens 409", "a hundred tokens would be needed",
            "POST /api/account/password 409", "the password would have to be changed in the same moment");

    private final Suite suite;
    private final Client stranger;
    /** With a personal access token, so that no CSRF token is asked for. */
    private final Client staff;

    private final Client browser;
    private final Client author;
    private final Client moderator;
    private final Client forComments;
    private final Client forSubscriptions;
    private final Newsroom newsroom;
    private final String name = Newsroom.unique();
    private final ApiContract contract;
    private final Set<ApiOperation> provoked = new HashSet<>();
    /** All that differs is told, and not the first of it alone. */
    private final SoftAssertions differences = new SoftAssertions();

    ApiContractTest(Suite suite) {
        this.suite = suite;
        this.stranger = suite.stranger();
        this.browser = suite.admin();
        this.staff = withToken(browser);
        this.newsroom = Newsroom.of(suite, staff);
        this.author = withToken(signedInAs("author"));
        this.moderator = withToken(signedInAs("moderator"));
        this.forComments = withToken(browser, List.of("comments"));
        this.forSubscriptions = withToken(browser, List.of("subscriptions"));
        this.contract = new ApiContract(
                stranger.send(Call.get("/api/docs/openapi.json")).expect(200).json());
    }

    private Client signedInAs(String role) {
        String username = role + "-" + name;
        staff.send(Call.post("/api/accounts").json(account(username, role))).expect(201);
        return Client.signedIn(suite.site(), username, PASSWORD);
    }

    private static Map<String, Object> account(String username, String role) {
        return Map.of("username", username, "name", "Una " + username, "roles", List.of(role), "password", PASSWORD);
    }

    private Client withToken(Client browser) {
        return withToken(browser, List.of());
    }

    /** @param scopes what the token is limited to; none for all that the account may do */
    private Client withToken(Client browser, List<String> scopes) {
        Map<String, Object> wanted = new HashMap<>(Map.of("name", "contract " + name));
        if (!scopes.isEmpty()) {
            wanted.put("scopes", scopes);
        }
        String token = browser.send(Call.post("/api/tokens").json(wanted))
                .expect(201)
                .json()
                .path("token")
                .asString();
        return Client.withToken(suite.site(), token);
    }

    @Test
    void theApiIsAsItsDocumentSays() throws Exception {
        Client visitor = signIn();
        tokens();
        accounts();
        String draft = drafts();
        versions();
        reviewing();
        scheduling();
        pictures();
        Article article = publishing(draft);
        taxonomy();
        redirects();
        site();
        reading(article);
        statistics(article);
        subscriptions();
        comments();
        notifications();
        deadLetters(article);
        withdraw(article);
        documentation();
        drive(visitor, Call.delete("/api/session"), 204);

        differences.assertAll();
        assertThat(contract.undriven()).as("operations that were not driven").isEmpty();
        assertAllIsSeen();
    }

    private void assertAllIsSeen() {
        assertThat(contract.seen()).as("seen, and said not to be").noneMatch(each -> NOT_PROVOKED.keySet().stream()
                .anyMatch(each::endsWith));
        assertThat(NOT_PROVOKED.keySet())
                .as("said not to be provoked, and not documented")
                .allMatch(end -> contract.unseen().stream().anyMatch(each -> each.endsWith(end)));
        assertThat(contract.unseen()).as("documented, and not seen").allMatch(each -> NOT_PROVOKED.keySet().stream()
                .anyMatch(each::endsWith));
    }

    /** What else is at its addresses would not be documented; and what services offer is. */
    @Test
    void allOfTheApiIsDocumented() throws IOException {
        assertThat(contract.operations()).containsAll(offeredRoutes());
        contract.methods().forEach((path, methods) -> {
            String other = Stream.of("PUT", "PATCH", "DELETE", "POST")
                    .filter(method -> !methods.contains(method))
                    .findFirst()
                    .orElseThrow();
            Answer refusal = staff.send(new Call(other, path.replaceAll("\\{\\w+}", "x"), null, List.of()));
            assertThat(refusal.expect(405).header("Allow").split(","))
                    .as(path)
                    .filteredOn(method -> !method.equals("HEAD"))
                    .containsExactlyInAnyOrderElementsOf(methods);
        });
    }

    /** The routes of the API that services offer, each as its method and path. */
    private static Set<String> offeredRoutes() throws IOException {
        return Files.readAllLines(OFFERED_ROUTES).stream()
                .map(line -> line.replaceFirst("^\\S+ ", ""))
                .filter(route -> route.contains(" /api/"))
                .collect(Collectors.toSet());
    }

    private Client signIn() {
        Client visitor = suite.stranger();
        stranger.get("/api/session");
        drive(visitor, Call.get("/api/session"), 200);
        drive(visitor, Client.signIn("admin", suite.adminPassword()), 204);
        hold(visitor, Client.signIn("admin", "wrong"), 401);
        hold(visitor, Call.get("/api/session"), 200);
        return visitor;
    }

    private void tokens() {
        Instant expiresAt = Instant.now().plusSeconds(600);
        Call making = Call.post("/api/tokens")
                .json(Map.of("name", "made", "scopes", List.of("read"), "expiresAt", expiresAt.toString()));
        String id = drive(staff, making, 201).json().path("id").asString();
        hold(staff, Call.post("/api/tokens").json(Map.of("name", "without limits")), 201);
        drive(staff, Call.get("/api/tokens"), 200);
        drive(staff, Call.delete("/api/tokens/" + id), 204);
    }

    private void accounts() {
        Call creating = Call.post("/api/accounts").json(account("contract-" + name, "editor"));
        String id = drive(staff, creating, 201).json().path("id").asString();
        hold(staff, creating, 409);
        hold(staff, Call.get("/api/accounts?limit=1"), 200);
        drive(staff, Call.get("/api/accounts"), 200);
        String etag = drive(staff, Call.get("/api/accounts/" + id), 200).etag();
        Call changing = Call.patch("/api/accounts/" + id).ifMatch(etag);
        hold(staff, changing.json(Map.of("slug", "una-author-" + name)), 409);
        String link = drive(staff, Call.post("/api/accounts/" + id + "/password-link"), 201)
                .json()
                .path("path")
                .asString();
        Call choosing = Call.post("/api/session/password")
                .json(Map.of("token", link.substring(link.lastIndexOf('/') + 1), "password", "chosen " + PASSWORD));
        drive(stranger, choosing, 200);
        hold(stranger, choosing, 404);
        own("contract-" + name, "chosen " + PASSWORD);
        String latest = hold(staff, Call.get("/api/accounts/" + id), 200).etag();
        drive(
                staff,
                Call.patch("/api/accounts/" + id)
                        .ifMatch(latest)
                        .json(Map.of("name", "Uno", "email", Newsroom.address("uno"), "active", false)),
                200);
        hold(staff, Call.post("/api/accounts/" + id + "/password-link"), 409);
    }

    /** What people do with their own account. */
    private void own(String username, String password) {
        Client own = Client.signedIn(suite.site(), username, password);
        Client elsewhere = Client.signedIn(suite.site(), username, password);
        String etag = drive(own, Call.get("/api/account"), 200).etag();
        drive(
                own,
                Call.patch("/api/account")
                        .ifMatch(etag)
                        .json(Map.of("name", "Una", "bio", "Writes.", "picture", "https://pictures.example/una.png")),
                200);
        drive(elsewhere, Call.delete("/api/account/sessions"), 204);
        Client third = Client.signedIn(suite.site(), username, password);
        String session = drive(third, Call.get("/api/account/sessions"), 200)
                .json()
                .path("items")
                .valueStream()
                .filter(each -> !each.path("current").asBoolean())
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        drive(third, Call.delete("/api/account/sessions/" + session), 204);
        drive(
                third,
                Call.post("/api/account/password").json(Map.of("current", password, "password", "another " + PASSWORD)),
                204);
    }

    private String drafts() {
        Map<String, Object> content = Newsroom.manuscript("Contract " + name, "Some *words*.");
        Call starting = Call.post("/api/articles").json(content).once();
        String id = drive(staff, starting, 201).json().path("id").asString();
        content.put("slug", "contract-" + name);
        hold(staff, Call.post("/api/articles").json(content), 409);
        content.put("summary", "What it says");
        content.put("category", "Contract");
        content.put("tags", List.of("tag-" + name));
        content.put("commentPolicy", "open");
        content.put("cover", Map.of("url", "https://example.org/cover.jpg", "alt", "A cover"));
        content.put("kind", "article");
        content.put(
                "seo",
                Map.of("title", "Found", "description", "As found", "canonicalUrl", "https://example.org/first"));
        String etag = drive(staff, Call.get("/api/drafts/" + id), 200).etag();
        drive(staff, Call.put("/api/drafts/" + id).ifMatch(etag).json(content), 200);
        drive(staff, Call.get("/api/drafts"), 200);
        String named = drive(staff, Call.get("/api/bylines"), 200)
                .json()
                .at("/items/0/slug")
                .asString();
        content.put("authors", List.of(named));
        hold(staff, Call.put("/api/drafts/" + id).ifMatch("*").json(content), 200);
        content.put("authors", List.of(named, "nobody-" + name));
        hold(staff, Call.put("/api/drafts/" + id).ifMatch("*").json(content), 422);
        content.remove("authors");
        hold(staff, Call.get("/api/drafts?limit=1"), 200);
        hold(staff, Call.get("/api/drafts?q=contract&status=draft&kind=article&sort=-title"), 200);
        drive(staff, Call.get("/api/drafts/" + id + "/preview"), 200);
        Call previewing = Call.post("/api/previews");
        drive(staff, previewing.json(Map.of("body", "Some *words*.", "format", "markdown")), 200);
        hold(staff, previewing.json(Map.of("body", "x".repeat(300_001), "format", "markdown")), 422);

        hold(staff, Call.get("/api/drafts/" + id + "/changes"), 409);
        hold(staff, Call.delete("/api/drafts/" + id + "/changes").ifMatch("*"), 409);

        Map<String, Object> page = Newsroom.manuscript("Page " + name, "Some words.");
        page.put("kind", "page");
        page.put("menuPosition", 50);
        hold(staff, Call.post("/api/articles").json(page), 201);
        hold(stranger, Call.get("/api/articles?kind=page"), 200);

        Map<String, Object> kept = Newsroom.manuscript("Kept " + name, "Some words.");
        kept.put("visibility", "password");
        kept.put("password", "open sesame");
        Article locked = newsroom.publish(kept);
        Call opening = Call.post("/api/articles/" + locked.slug() + "/access");
        hold(stranger, Call.get("/api/articles/" + locked.slug()), 200);
        hold(stranger, opening.json(Map.of("password", "open barley")), 403);
        hold(stranger, Call.post("/api/articles/nowhere/access").json(Map.of("password", "any")), 404);
        String access = drive(stranger, opening.json(Map.of("password", "open sesame")), 200)
                .json()
                .path("access")
                .asString();
        Call opened = Call.get("/api/articles/" + locked.slug()).header("X-Article-Access", access);
        assertThat(hold(stranger, opened, 200).json().path("locked").asBoolean())
                .isFalse();

        Article other = newsroom.publish("Other " + name);
        drive(staff, Call.get("/api/drafts/" + other.id() + "/changes"), 200);
        drive(staff, Call.get("/api/drafts/" + other.id() + "/translations"), 200);
        drive(staff, Call.delete("/api/drafts/" + other.id() + "/changes").ifMatch("*"), 204);
        Map<String, Object> taken = Newsroom.manuscript("Taken " + name, "Some words.");
        taken.put("slug", other.slug());
        hold(staff, Call.put("/api/drafts/" + id).ifMatch("*").json(taken), 409);
        hold(staff, Call.delete("/api/drafts/" + other.id()).ifMatch("*"), 409);
        String unwanted = hold(staff, Call.post("/api/articles").json(Newsroom.manuscript("Unwanted", "x")), 201)
                .json()
                .path("id")
                .asString();
        hold(staff, Call.delete("/api/articles/" + unwanted + "/publication").ifMatch("*"), 409);
        drive(staff, Call.delete("/api/drafts/" + unwanted).ifMatch("*"), 204);
        drive(
                staff,
                Call.post("/api/drafts/bulk")
                        .json(Map.of(
                                "action",
                                "addTag",
                                "tag",
                                "Contract",
                                "drafts",
                                List.of(Map.of("id", unwanted, "version", 1)))),
                200);
        return id;
    }

    /** What was written before and the way back to it, and who writes. */
    private void versions() {
        Map<String, Object> content = Newsroom.manuscript("Rewritten " + name, "First words.");
        content.put("slug", "rewritten-" + name);
        String id = hold(staff, Call.post("/api/articles").json(content), 201)
                .json()
                .path("id")
                .asString();
        content.put("slug", "elsewhere-" + name);
        content.put("body", "Second words.");
        content.put("summary", "What they say");
        hold(
                staff,
                Call.put("/api/drafts/" + id + "?autosave=true").ifMatch("*").json(content),
                200);
        String revisions = "/api/articles/" + id + "/revisions";
        drive(staff, Call.get(revisions), 200);
        hold(staff, Call.get(revisions + "?limit=1"), 200);
        drive(staff, Call.get(revisions + "/2"), 200);
        drive(staff, Call.get(revisions + "/2/difference"), 200);
        hold(staff, Call.get(revisions + "/1/difference"), 200);
        hold(staff, Call.get(revisions + "/1/difference?from=2"), 200);
        String etag = hold(staff, Call.get("/api/drafts/" + id), 200).etag();
        drive(staff, Call.post(revisions + "/1/restore").ifMatch(etag), 200);
        hold(staff, Call.put("/api/drafts/" + id).ifMatch("*").json(content), 200);
        Map<String, Object> taken = Newsroom.manuscript("Taken meanwhile " + name, "Some words.");
        taken.put("slug", "rewritten-" + name);
        hold(staff, Call.post("/api/articles").json(taken), 201);
        hold(staff, Call.post(revisions + "/1/restore").ifMatch("*"), 409);

        String editing = "/api/drafts/" + id + "/editing";
        drive(staff, Call.get(editing), 200);
        drive(staff, Call.put(editing), 200);
        hold(staff, Call.get(editing), 200);
        drive(staff, Call.delete(editing), 204);

        String link = "/api/drafts/" + id + "/preview-link";
        hold(staff, Call.get(link), 404);
        String url = drive(staff, Call.post(link).json(Map.of("days", 7)), 201)
                .json()
                .path("url")
                .asString();
        drive(staff, Call.get(link), 200);
        String token = url.substring(url.lastIndexOf('/') + 1);
        drive(stranger, Call.get("/api/previews/" + token), 200);
        drive(staff, Call.delete(link), 204);
        hold(stranger, Call.get("/api/previews/" + token), 404);
    }

    /** Handed in, spoken about, sent back, and taken back. */
    private void reviewing() {
        String id = hold(staff, Call.post("/api/articles").json(Newsroom.manuscript("Reviewed " + name, "Words.")), 201)
                .json()
                .path("id")
                .asString();
        Call submitting = Call.post("/api/drafts/" + id + "/submission");
        String etag = hold(staff, Call.get("/api/drafts/" + id), 200).etag();
        drive(staff, submitting.ifMatch(etag).json(Map.of("message", "Please look")), 200);
        hold(staff, submitting.ifMatch("*"), 409);
        hold(staff, Call.get("/api/drafts/" + id), 200);
        drive(staff, Call.get("/api/submissions"), 200);
        hold(staff, Call.get("/api/submissions?status=submitted&limit=1"), 200);

        String notes = "/api/drafts/" + id + "/notes";
        Call noting = Call.post(notes).once();
        Map<String, Object> passage = Map.of("quote", "Words", "start", 0, "end", 5);
        Map<String, Object> note = Map.of("text", "Which?", "passage", passage);
        String noted = drive(staff, noting.json(note), 201).json().path("id").asString();
        hold(staff, noting.json(Map.of("text", "Another")), 409);
        hold(staff, Call.post(notes).json(Map.of("text", "On all of it")), 201);
        drive(staff, Call.get(notes), 200);
        hold(staff, Call.get(notes + "?limit=1"), 200);
        drive(staff, Call.patch(notes + "/" + noted).json(Map.of("resolved", true)), 200);
        hold(staff, Call.patch(notes + "/" + noted).json(Map.of("resolved", false)), 200);
        drive(staff, Call.delete(notes + "/" + noted), 204);

        Call returning = Call.post("/api/drafts/" + id + "/submission/return");
        String waiting = hold(staff, Call.get("/api/drafts/" + id), 200).etag();
        drive(staff, returning.ifMatch(waiting).json(Map.of("message", "Go on")), 200);
        hold(staff, returning.ifMatch("*").json(Map.of("message", "Go on")), 409);
        hold(staff, Call.get("/api/submissions?status=returned"), 200);
        String again = hold(staff, submitting.ifMatch("*"), 200).etag();
        Call takingBack = Call.delete("/api/drafts/" + id + "/submission");
        drive(staff, takingBack.ifMatch(again), 204);
        hold(staff, takingBack.ifMatch("*"), 409);
    }

    private void scheduling() {
        String id = hold(staff, Call.post("/api/articles").json(Newsroom.manuscript("Later " + name, "Words.")), 201)
                .json()
                .path("id")
                .asString();
        Map<String, Object> when =
                Map.of("at", "2030-01-01T00:00:00Z", "until", "2030-02-01T00:00:00Z", "notify", false);
        hold(
                staff,
                Call.post("/api/articles/" + id + "/publication").ifMatch("*").json(when),
                200);
        String etag = hold(staff, Call.get("/api/drafts/" + id), 200).etag();
        Call cancelling = Call.delete("/api/articles/" + id + "/schedule");
        drive(staff, cancelling.ifMatch(etag), 204);
        hold(staff, cancelling.ifMatch("*"), 409);
    }

    /** A picture comes, is shown, described, kept as long as it is used, and goes. */
    private void pictures() {
        Call sending = FileForm.of("Harbour.png", FileForm.picture(400, 300), "A harbour")
                .sentBy(Call.post("/api/media"));
        JsonNode picture = drive(staff, sending, 201).json();
        hold(staff, sending, 200);
        String path = "/api/media/" + picture.path("id").asString();
        drive(staff, Call.get("/api/media"), 200);
        hold(staff, Call.get("/api/media?q=harbour&limit=1"), 200);
        drive(stranger, Call.get(picture.path("url").asString()), 200);
        hold(stranger, Call.get(picture.path("url").asString() + "?w=320"), 200);
        drive(staff, Call.patch(path).json(Map.of("alt", "The harbour at dawn")), 200);
        Map<String, Object> content = Newsroom.manuscript("Shown " + name, "Words.");
        content.put("cover", Map.of("url", picture.path("url").asString(), "alt", "A cover"));
        String draft = hold(staff, Call.post("/api/articles").json(content), 201)
                .json()
                .path("id")
                .asString();
        drive(staff, Call.get(path), 200);
        hold(staff, Call.delete(path), 409);
        hold(staff, Call.delete("/api/drafts/" + draft).ifMatch("*"), 204);
        drive(staff, Call.delete(path), 204);
    }

    /** Publishes it, while somebody listens, and once more under another slug. */
    private Article publishing(String draft) {
        String listening = "/api/articles/stream";
        provoke(stranger, Call.get(listening));
        Call publishing = Call.post("/api/articles/" + draft + "/publication");
        JsonNode published;
        try (EventStream stream = EventStream.of(stranger, listening).begun()) {
            String etag = hold(staff, Call.get("/api/drafts/" + draft), 200).etag();
            Call atOnce = publishing.ifMatch(etag).json(Map.of("at", "2020-01-01T00:00:00Z"));
            published = drive(staff, atOnce, 200).json();
            stream.await1(
                    "the article", event -> event.json().path("id").asString().equals(draft));
            hold(Call.get(listening), stream);
        }
        String former = published.path("slug").asString();
        Map<String, Object> content = Newsroom.manuscript("Contract " + name, "Other words.");
        content.put("slug", "renamed-" + name);
        content.put("tags", List.of("tag-" + name));
        content.put("category", "Contract");
        hold(staff, Call.put("/api/drafts/" + draft).ifMatch("*").json(content), 200);
        hold(staff, publishing.ifMatch("*"), 200);
        await("the new address")
                .atMost(PATIENCE)
                .until(() -> held(stranger, Call.get("/api/articles/" + former)).status() == 301);
        hold(stranger, Call.get("/api/articles/" + former + "/neighbours"), 301);
        return new Article(draft, "renamed-" + name, "Contract " + name);
    }

    private String unpublishedDraft() {
        return staff.send(Call.post("/api/articles").json(Newsroom.manuscript("Not pinned", "Words.")))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private void reading(Article article) {
        drive(stranger, Call.get("/api/articles"), 200);
        hold(stranger, Call.get("/api/articles?limit=1"), 200);
        hold(stranger, Call.get("/api/articles?category=contract&tag=tag-" + name), 200);
        drive(stranger, Call.get("/api/articles/" + article.slug()), 200);
        drive(stranger, Call.get("/api/articles/" + article.slug() + "/neighbours"), 200);
        String pin = "/api/articles/" + article.id() + "/pin";
        drive(staff, Call.put(pin).json(Map.of("position", 1)), 204);
        drive(stranger, Call.get("/api/pins"), 200);
        drive(staff, Call.delete(pin), 204);
        hold(staff, Call.put("/api/articles/" + unpublishedDraft() + "/pin"), 409);
        drive(stranger, Call.get("/api/categories"), 200);
        drive(stranger, Call.get("/api/tags"), 200);
        drive(stranger, Call.get("/api/languages"), 200);
        drive(stranger, Call.get("/api/totals"), 200);
        hold(stranger, Call.get("/api/languages?tag=tag-" + name), 200);
        hold(stranger, Call.get("/api/articles?lang=en"), 200);
        hold(stranger, Call.get("/api/articles?include=body"), 200);
        drive(stranger, Call.get("/api/sitemap/parts"), 200);
        drive(stranger, Call.get("/api/sitemap/parts/1"), 200);
        hold(stranger, Call.get("/api/sitemap/parts/999999"), 404);
        drive(stranger, Call.get("/api/sitemap/news"), 200);
        hold(stranger, Call.get("/api/articles?q=contract&lang=en&from=2026-01-01"), 200);
        hold(stranger, Call.get("/api/articles?q=contr&prefix=true&limit=1"), 200);
        drive(staff, Call.get("/api/statistics/searches"), 200);
        drive(stranger, Call.get("/api/authors"), 200);
        drive(stranger, Call.get("/api/authors/administrator"), 200);
        movedAuthor();
    }

    private void movedAuthor() {
        String id = author.send(Call.post("/api/articles").json(Newsroom.manuscript("By " + name, "Words.")))
                .expect(201)
                .json()
                .path("id")
                .asString();
        author.send(Call.post("/api/articles/" + id + "/publication").ifMatch("*"))
                .expect(200);
        String account = staff.send(Call.get("/api/accounts?limit=100"))
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .filter(each -> each.path("username").asString().equals("author-" + name))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        String slug = staff.send(Call.get("/api/accounts/" + account))
                .expect(200)
                .json()
                .path("slug")
                .asString();
        Call moving = Call.patch("/api/accounts/" + account).ifMatch("*");
        staff.send(moving.json(Map.of("slug", "moved-" + slug))).expect(200);
        await("the author's new address")
                .atMost(PATIENCE)
                .until(() -> held(stranger, Call.get("/api/authors/" + slug)).status() == 301);
    }

    /** A category and a tag are made, found, and found again where they were before. */
    private void taxonomy() {
        for (String kind : List.of("categories", "tags")) {
            String path = "/api/" + kind + "/";
            Call making = Call.post("/api/" + kind)
                    .json(Map.of("name", "Shelf " + name, "slug", "shelf-" + name, "description", "What it is for."));
            drive(staff, making, 201);
            hold(staff, making.json(Map.of("name", "Shelf " + name, "slug", "another-" + name)), 409);
            drive(stranger, Call.get(path + "shelf-" + name), 200);
            hold(staff, Call.post("/api/" + kind).json(Map.of("name", "Other " + name)), 201);
            hold(staff, Call.patch(path + "other-" + name).json(Map.of("name", "shelf " + name)), 409);
            drive(staff, Call.patch(path + "shelf-" + name).json(Map.of("slug", "rack-" + name)), 200);
            await("the new address")
                    .atMost(PATIENCE)
                    .until(() ->
                            held(stranger, Call.get(path + "shelf-" + name)).status() == 301);
            hold(stranger, Call.get("/api/" + kind + "?all=true&limit=1"), 200);
            Call merging = Call.post(path + "other-" + name + "/merge");
            hold(staff, merging.json(Map.of("into", "other-" + name)), 422);
            drive(staff, merging.json(Map.of("into", "rack-" + name)), 202);
            hold(staff, Call.post("/api/" + kind).json(Map.of("name", "Gone " + name)), 201);
            drive(staff, Call.delete(path + "gone-" + name), 202);
        }
        Map<String, Object> beneath = Map.of("name", "Drawer " + name, "parent", "rack-" + name, "position", 0);
        hold(staff, Call.post("/api/categories").json(beneath), 201);
        hold(staff, Call.patch("/api/categories/rack-" + name).json(Map.of("parent", "drawer-" + name)), 422);
    }

    /** An address leads on at which there was no page. */
    private void redirects() {
        Call adding = Call.post("/api/redirects");
        Map<String, Object> leading = Map.of("from", "/former/" + name, "to", "/categories");
        String id = drive(staff, adding.json(leading), 201).json().path("id").asString();
        hold(staff, adding.json(leading), 409);
        hold(staff, adding.json(Map.of("from", "/former/" + name, "to", "//elsewhere")), 422);
        drive(staff, Call.get("/api/redirects?q=/former/" + name), 200);
        await("the address to lead on")
                .atMost(PATIENCE)
                .until(() -> stranger.send(Call.get("/former/" + name)).status() == 301);
        drive(staff, Call.delete("/api/redirects/" + id), 204);
        await("the address to lead nowhere")
                .atMost(PATIENCE)
                .until(() -> stranger.send(Call.get("/former/" + name)).status() == 404);
    }

    /** What the site is called and how it looks; in the end as it was. */
    private void site() {
        byte[] logo = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>".getBytes(StandardCharsets.UTF_8);
        Call choosing = Call.put("/api/site").ifMatch("*");
        Call showing = Call.put("/api/site/pictures/icon").ifMatch("*");
        Call hiding = Call.delete("/api/site/pictures/icon").ifMatch("*");
        String etag = drive(stranger, Call.get("/api/site"), 200).header("ETag");
        hold(stranger, Call.get("/api/site").header("If-None-Match", etag), 304);
        Call looking = Call.post("/api/site/previews");
        drive(staff, looking.json(Map.of("settings", Map.of("name", name), "page", "/categories")), 200);
        hold(staff, looking.json(Map.of("settings", Map.of(), "page", "/none-" + name)), 404);
        hold(staff, looking.json(Map.of("settings", Map.of("name", " "))), 422);
        drive(staff, choosing.json(Map.of("css", "/* " + name + " */")), 200);
        hold(staff, choosing.json(Map.of("name", " ")), 422);
        drive(staff, showing.body("image/svg+xml", logo), 200);
        hold(staff, showing.body("image/svg+xml", new byte[] {1, 2, 3}), 422);
        drive(staff, hiding, 200);
        drive(staff, choosing.json(Map.of()), 200);
    }

    /** What readers' pages tell of, and what is made of it. */
    private void statistics(Article article) {
        Call telling = Call.post("/api/views");
        drive(stranger, telling.json(Map.of("articleId", article.id())), 204);
        hold(stranger, telling.json(Map.of("articleId", article.id(), "kind", "read")), 204);
        hold(stranger, telling.json(Map.of("articleId", article.id(), "kind", "liked")), 422);
        drive(stranger, Call.get("/api/most-read"), 200);
        hold(stranger, Call.get("/api/most-read?days=1&lang=en&limit=5"), 200);
        Call all = Call.get("/api/statistics/articles");
        Call one = Call.get("/api/statistics/articles/" + article.id());
        List<Call> others = List.of(
                Call.get("/api/statistics/comments"), Call.get("/api/statistics/subscriptions?from=2026-11-01"));
        for (Call figures : List.of(all, one, others.get(0), others.get(1))) {
            drive(staff, figures, 200);
            hold(staff, figures.header("Accept", "text/csv"), 200);
            hold(staff, figures.header("Accept", "image/png"), 406);
        }
        hold(author, one, 403);
        drive(staff, Call.get("/api/statistics/hours"), 200);
    }

    private void subscriptions() {
        String address = Newsroom.address("contract");
        Map<String, Object> wanted = Map.of("email", address, "topics", List.of(Newsroom.tag("tag-" + name)));
        Call asking = Call.post("/api/subscriptions").once();
        drive(stranger, asking.json(wanted), 202);
        hold(stranger, asking.json(Map.of("email", Newsroom.address("other"))), 409);

        String token = suite.mailbox()
                .awaitMail(address, "the confirmation", any -> true)
                .token("/subscriptions/confirm");
        Call confirming = Call.post("/api/subscriptions/confirmation").json(Map.of("token", token));
        drive(stranger, Call.get("/api/subscriptions/confirmation?token=" + token), 200);
        hold(stranger, Call.get("/api/subscriptions/confirmation?token=none"), 404);
        JsonNode confirmed = drive(stranger, confirming, 200).json();
        String manage = confirmed.path("manageToken").asString();
        Call reader = Call.get("/api/readers/" + confirmed.path("readerToken").asString());
        drive(stranger, reader, 200);
        hold(stranger, confirming, 200);
        hold(stranger, Call.get("/api/subscriptions/confirmation?token=" + token), 200);
        hold(stranger, Call.post("/api/subscriptions/confirmation").json(Map.of("token", "none")), 404);

        Call changing = Call.patch("/api/subscriptions/" + manage)
                .json(Map.of("topics", List.of(Map.of("kind", "all")), "frequency", "instant"));
        drive(stranger, Call.get("/api/subscriptions/" + manage), 200);
        drive(stranger, changing, 200);
        drive(staff, Call.get("/api/subscribers"), 200);
        hold(staff, Call.get("/api/subscribers?limit=1"), 200);
        hold(moderator, Call.get("/api/notifications"), 403);
        newsroom.publish("News for all " + name);
        drive(stranger, Call.delete("/api/subscriptions/" + manage), 204);
        hold(stranger, reader, 404);
        hold(stranger, changing, 409);
        hold(stranger, Call.delete("/api/subscriptions/" + manage + "?erase=true"), 204);
    }

    private void comments() {
        Article article = newsroom.publish("Talk " + name);
        String thread = "/api/articles/" + article.id() + "/comments";
        Call posting = Call.post(thread).once();
        Call listening = Call.get(thread + "/stream");
        Posted known = newsroom.comment(article, "Ida", Newsroom.address("ida"), Newsroom.sentence());
        newsroom.awaitStatus(known, "approved");
        provoke(stranger, listening);
        try (EventStream stream = EventStream.of(stranger, listening.path()).begun()) {
            Call full = posting.json(Map.of(
                    "author",
                    Map.of("name", "Ada", "email", Newsroom.address("ada"), "website", "https://ada.example"),
                    "body",
                    Newsroom.sentence(),
                    "parentId",
                    known.id()));
            Posted reply = posted(drive(stranger, full, 202));
            hold(stranger, posting.json(Newsroom.comment("Ada", Newsroom.address("ada"), "Else.")), 409);
            awaited(stream, "comment-approved", reply);
            drive(stranger, Call.get(thread), 200);
            hold(stranger, Call.get(thread + "?sort=newest&limit=1"), 200);
            hold(stranger, Call.get(thread + "?around=" + reply.id() + "&limit=1"), 200);
            drive(stranger, Call.get("/api/comments/" + reply.id()), 200);

            drive(stranger, own(Call.patch("/api/comments/"), reply).json(Map.of("body", Newsroom.sentence())), 200);
            hold(stranger, own(Call.get("/api/comments/"), reply), 200);
            awaited(stream, "comment-edited", reply);
            moderation(article, reply);
            drive(stranger, own(Call.delete("/api/comments/"), reply), 204);
            awaited(stream, "comment-removed", reply);
            hold(stranger, own(Call.get("/api/comments/"), reply), 200);
            hold(listening, stream);
        }
        Map<String, Object> closed = Newsroom.manuscript("Closed " + name, "Words");
        closed.put("commentPolicy", "closed");
        Call refused = Call.post("/api/articles/" + newsroom.publish(closed).id() + "/comments")
                .json(Newsroom.comment("Kim", Newsroom.address("kim"), "Words"));
        await("the article that takes no comments")
                .atMost(PATIENCE)
                .until(() -> held(stranger, refused).status() == 409);
    }

    private static Call own(Call call, Posted comment) {
        return new Call(call.method(), call.path() + comment.id(), null, List.of())
                .header("X-Edit-Token", comment.editToken());
    }

    private static Posted posted(Answer accepted) {
        return new Posted(
                accepted.json().path("id").asString(),
                accepted.json().path("editToken").asString());
    }

    private static void awaited(EventStream stream, String event, Posted comment) {
        stream.await1(
                event,
                each -> each.name().equals(event)
                        && each.json().path("id").asString().equals(comment.id()));
    }

    private void moderation(Article article, Posted approved) {
        Call posting = Call.post("/api/articles/" + article.id() + "/comments")
                .json(Newsroom.comment("Bo", Newsroom.address("bo"), "An online casino, " + Newsroom.sentence()));
        Posted held = posted(hold(stranger, posting, 202));
        newsroom.awaitStatus(held, "held");
        hold(stranger, own(Call.get("/api/comments/"), held), 200);
        JsonNode queued = item(drive(moderator, Call.get("/api/moderation/comments"), 200), held.id());
        hold(moderator, Call.get("/api/moderation/comments?status=approved"), 200);
        Call deciding = Call.post("/api/moderation/decisions").once();
        Map<String, Object> rejection = Map.of(
                "commentIds",
                List.of(held.id(), UUID.randomUUID().toString()),
                "decision",
                "reject",
                "reason",
                "Advertising",
                "versions",
                Map.of(held.id(), queued.path("version").asLong()));
        drive(moderator, deciding.json(rejection), 200);
        hold(moderator, deciding.json(Map.of("commentIds", List.of(approved.id()), "decision", "spam")), 409);
        hold(moderator, Call.get("/api/moderation/comments?status=rejected"), 200);
        drive(moderator, Call.get("/api/moderation/comments/" + held.id() + "/history"), 200);
        hold(stranger, own(Call.patch("/api/comments/"), held).json(Map.of("body", "Better words")), 409);
    }

    private void notifications() {
        Article article = newsroom.publish("News " + name);
        String notification = Objects.requireNonNull(
                Newsroom.completedNotifications(staff, List.of(article)).get(article.id()));
        drive(staff, Call.get("/api/notifications"), 200);
        hold(staff, Call.get("/api/notifications?limit=1"), 200);
        drive(staff, Call.get("/api/notifications/" + notification + "/deliveries"), 200);
    }

    /** One that cannot be read, and one that a service could not handle before and now can. */
    private void deadLetters(Article article) throws ExecutionException, InterruptedException {
        String path = "/api/operations/dead-letters/article";
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(suite.parts().kafka(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(counted(new ProducerRecord<>("thread-figures", name, "{".getBytes(StandardCharsets.UTF_8))))
                    .get();
            byte[] old = Json.bytes(Map.of("articleId", article.id(), "version", 0, "approvedCount", 0));
            ProducerRecord<String, byte[]> letter =
                    counted(new ProducerRecord<>("thread-figures.dlt", "old-" + name, old));
            header(letter, "pressroom-consumer", "article-threads");
            producer.send(letter).get();
        }
        JsonNode unreadable = letter(path, name);
        drive(staff, Call.get(path + "?limit=50"), 200);
        hold(staff, Call.post(path + "/replays").json(place(unreadable)), 409);
        drive(staff, Call.post(path + "/replays").json(place(letter(path, "old-" + name))), 204);
        hold(staff, Call.post(path + "/replays").json(Map.of("topic", "none", "partition", 0, "offset", 0)), 404);
    }

    private static ProducerRecord<String, byte[]> counted(ProducerRecord<String, byte[]> event) {
        header(event, "ce_specversion", "1.0");
        header(event, "ce_id", UUID.randomUUID().toString());
        header(event, "ce_type", "thread.counted.v1");
        header(event, "ce_source", "pressroom/contract");
        header(event, "ce_time", Instant.now().toString());
        return event;
    }

    private static void header(ProducerRecord<String, byte[]> event, String header, String value) {
        event.headers().add(header, value.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode letter(String path, String key) {
        Predicate<JsonNode> wanted = letter -> letter.path("key").asString("").equals(key);
        return await("the dead letter of " + key)
                .atMost(PATIENCE)
                .until(
                        () -> Json.items(hold(staff, Call.get(path + "?limit=100"), 200)
                                        .json()
                                        .path("items"))
                                .stream()
                                .filter(wanted)
                                .toList(),
                        found -> !found.isEmpty())
                .get(0);
    }

    private static Map<String, Object> place(JsonNode letter) {
        Map<String, Object> place = new HashMap<>();
        List.of("topic", "partition", "offset").forEach(field -> place.put(field, letter.path(field)));
        return place;
    }

    private void withdraw(Article article) {
        drive(
                staff,
                Call.delete("/api/articles/" + article.id() + "/publication").ifMatch("*"),
                204);
    }

    private void documentation() {
        Call reading = Call.get("/api/docs");
        drive(stranger, reading, 200);
        hold(stranger, reading.header("Accept", "application/json"), 200);
        hold(stranger, reading.header("Accept", "image/png"), 406);
        drive(stranger, Call.get("/api/docs/openapi.json"), 200);
    }

    private static JsonNode item(Answer list, String id) {
        return Json.items(list.json().path("items")).stream()
                .filter(item -> item.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Answer hold(Client client, Call call, int status) {
        return held(client, call).expect(status);
    }

    private Answer held(Client client, Call call) {
        Answer answer = client.send(call);
        differences.check(() -> contract.hold(answer));
        return answer;
    }

    private void hold(Call listening, EventStream stream) {
        stream.events().forEach(event -> differences.check(() -> contract.hold(listening, event)));
    }

    /** Asks for it, after all that can be wrong with it, and again for what is not modified. */
    private Answer drive(Client client, Call call, int status) {
        provoke(client, call);
        Answer answer = hold(client, call, status);
        if (contract.operation(call).documents(304)) {
            await("what is not modified: " + call).atMost(PATIENCE).until(() -> {
                String etag = client.send(call).etag();
                return held(client, call.header("If-None-Match", etag)).status() == 304;
            });
        }
        return answer;
    }

    /** Once an operation. */
    private void provoke(Client client, Call call) {
        ApiOperation operation = contract.operation(call);
        if (provoked.add(operation)) {
            Client withoutRole = operation.roles().contains("moderator") ? author : moderator;
            Client withoutScope = "comments".equals(operation.scope()) ? forSubscriptions : forComments;
            Provocation.of(
                            operation,
                            client,
                            call,
                            new Provocation.Others(browser, withoutRole, withoutScope, stranger))
                    .forEach(each ->
                            differences.check(() -> Refusals.refused(held(each.client(), each.call()), each.status())));
        }
    }
}
