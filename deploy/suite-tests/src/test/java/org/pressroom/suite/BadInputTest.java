package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.pressroom.suite.Refusals.refused;
import static org.pressroom.suite.Refusals.refusedField;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.pressroom.client.Answer;
import org.pressroom.client.Call;
import org.pressroom.client.Client;
import org.pressroom.client.Json;
import org.pressroom.suite.BodyRoute.Field;
import org.pressroom.suite.Newsroom.Article;
import org.pressroom.suite.Newsroom.Posted;

/** What is wrong is refused with the statuses of the contract, and no answer tells of the inside. */
@WithSuite
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final String UNKNOWN = "0198f000-0000-7000-8000-000000000000";
    private static final int OVER_THE_LIMIT = 2 * 1024 * 1024;

    private final Suite suite;
    private final Client stranger;
    private final Newsroom newsroom;
    /** With a personal access token, so that no CSRF token is asked for. */
    private final Client staff;

    private final Article article;
    private final Posted comment;
    private final String draft;
    private final String category;
    private final String account;
    private final String token;
    private final String manageToken;

    BadInputTest(Suite suite) {
        this.suite = suite;
        this.stranger = suite.stranger();
        this.newsroom = Newsroom.of(suite);
        this.token = newToken(Map.of("name", "bad input"));
        this.staff = Client.withToken(suite.site(), token);
        this.article = newsroom.publish("Much abused " + Newsroom.unique());
        this.comment = newsroom.comment(article, "Ida", Newsroom.address("ida"), Newsroom.sentence());
        this.manageToken = newsroom.subscribe(Newsroom.address("ivy"), Newsroom.tag("tag-" + Newsroom.unique()));
        this.draft = staff.send(Call.post("/api/articles").json(Newsroom.manuscript("A draft", "Not done")))
                .expect(201)
                .json()
                .path("id")
                .asString();
        this.category = staff.send(Call.post("/api/categories").json(Map.of("name", "Abused " + Newsroom.unique())))
                .expect(201)
                .json()
                .path("slug")
                .asString();
        this.account = staff.send(Call.post("/api/accounts")
                        .json(Map.of(
                                "username",
                                "u" + Newsroom.unique(),
                                "name",
                                "Una Uno",
                                "roles",
                                List.of("author"),
                                "password",
                                "a long password")))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    /** What it was called meanwhile is nobody else's business. */
    @AfterAll
    void theSiteIsAsItWas() {
        staff.send(Call.put("/api/site").ifMatch("*").json(Map.of())).expect(200);
    }

    private String newToken(Map<String, Object> wanted) {
        return newsroom.staff()
                .send(Call.post("/api/tokens").json(wanted))
                .expect(201)
                .json()
                .path("token")
                .asString();
    }

    private List<BodyRoute> bodyRoutes() {
        Call drafting = Call.put("/api/drafts/" + draft).ifMatch("*");
        Call editing = Call.patch("/api/comments/" + comment.id()).header("X-Edit-Token", comment.editToken());
        Map<String, Object> manuscript = Newsroom.manuscript("Bad input", "Some words");
        manuscript.put("cover", Map.of("url", "/a.png", "alt", "A door"));
        manuscript.put("seo", Map.of("title", "Found"));
        List<Field> manuscriptFields = List.of(
                Field.required("title").upTo(200).text(),
                Field.required("body").upTo(300_000).text(),
                Field.required("format"),
                Field.optional("summary").upTo(500).text(),
                Field.optional("category").upTo(60).text(),
                Field.optional("slug").upTo(200),
                Field.optional("commentPolicy"),
                Field.optional("commentDays"),
                Field.optional("language").upTo(35),
                Field.optional("translationOf"),
                Field.optional("kind"),
                Field.optional("visibility"),
                Field.optional("cover"),
                Field.required("cover.url").upTo(2_000),
                Field.optional("cover.alt").upTo(500).text(),
                Field.optional("seo"),
                Field.optional("seo.title").upTo(200).text(),
                Field.optional("seo.description").upTo(500).text(),
                Field.optional("seo.canonicalUrl").upTo(2_000));
        return List.of(
                new BodyRoute(staff, Call.post("/api/articles"), manuscript, manuscriptFields),
                new BodyRoute(staff, drafting, manuscript, manuscriptFields),
                new BodyRoute(
                        staff,
                        Call.post("/api/previews"),
                        Map.of("body", "Some words", "format", "markdown"),
                        List.of(Field.required("body").upTo(300_000).text(), Field.required("format"))),
                new BodyRoute(
                        staff,
                        Call.post("/api/drafts/bulk"),
                        Map.of(
                                "action",
                                "addTag",
                                "tag",
                                "Bad",
                                "drafts",
                                List.of(Map.of("id", UNKNOWN, "version", 1))),
                        List.of(
                                Field.required("action"),
                                Field.required("drafts"),
                                Field.optional("category").upTo(60).text(),
                                Field.optional("notify").yesOrNo())),
                new BodyRoute(
                        staff,
                        Call.post("/api/categories"),
                        Map.of("name", "Bad input"),
                        List.of(Field.required("name").upTo(60))),
                new BodyRoute(
                        staff,
                        Call.post("/api/tags"),
                        Map.of("name", "Bad"),
                        List.of(Field.required("name").upTo(60))),
                new BodyRoute(
                        staff,
                        Call.patch("/api/categories/" + category),
                        Map.of("description", "Some words"),
                        List.of(
                                Field.optional("name").upTo(60).text(),
                                Field.optional("slug").upTo(200),
                                Field.optional("description").upTo(2_000).text(),
                                Field.optional("picture").upTo(2_000),
                                Field.optional("pictureAlt").upTo(500).text(),
                                Field.optional("position"))),
                new BodyRoute(
                        stranger,
                        Call.post("/api/views"),
                        Map.of("articleId", UNKNOWN, "source", "news.example"),
                        List.of(
                                Field.required("articleId"),
                                Field.optional("kind"),
                                Field.optional("source").upTo(300))),
                new BodyRoute(
                        staff,
                        Call.post("/api/redirects"),
                        Map.of("from", "/former", "to", "/categories"),
                        List.of(
                                Field.required("from").upTo(1_000),
                                Field.optional("to").upTo(3_000),
                                Field.optional("status"))),
                new BodyRoute(
                        staff,
                        Call.post("/api/site/previews"),
                        Map.of("settings", Map.of("name", "Some words"), "page", "/"),
                        List.of(
                                Field.required("settings"),
                                Field.optional("settings.name").upTo(100).text(),
                                Field.optional("page").upTo(2_000))),
                new BodyRoute(
                        staff,
                        Call.put("/api/site").ifMatch("*"),
                        Map.of("description", "Some words"),
                        List.of(
                                Field.optional("name").upTo(100).text(),
                                Field.optional("description").upTo(300).text(),
                                Field.optional("logoAlone").yesOrNo(),
                                Field.optional("colours"),
                                Field.optional("type"),
                                Field.optional("menu"),
                                Field.optional("css"),
                                Field.optional("code"))),
                new BodyRoute(
                        staff,
                        Call.post("/api/categories/" + category + "/merge"),
                        Map.of("into", "no-such-slug"),
                        List.of(Field.required("into").upTo(200))),
                new BodyRoute(
                        stranger,
                        Call.post("/api/articles/" + article.id() + "/comments"),
                        Newsroom.comment("Ida", "ida@reader.example", "Some words"),
                        List.of(
                                Field.required("author"),
                                Field.required("author.name").upTo(200).text(),
                                Field.required("author.email").upTo(320),
                                Field.optional("author.website").upTo(2_000),
                                Field.required("body").upTo(20_000).text(),
                                Field.optional("parentId"))),
                new BodyRoute(
                        stranger,
                        editing,
                        Map.of("body", "Some words"),
                        List.of(Field.required("body").upTo(20_000).text())),
                new BodyRoute(
                        staff,
                        Call.post("/api/moderation/decisions"),
                        Map.of("commentIds", List.of(comment.id()), "decision", "approve"),
                        List.of(
                                Field.required("commentIds"),
                                Field.required("decision"),
                                Field.optional("reason").upTo(2_000).text(),
                                Field.optional("versions"))),
                new BodyRoute(
                        stranger,
                        Call.post("/api/subscriptions"),
                        Map.of(
                                "email",
                                "ida@reader.example",
                                "topics",
                                List.of(Map.of("kind", "all")),
                                "frequency",
                                "instant"),
                        List.of(
                                Field.required("email").upTo(320),
                                Field.optional("topics"),
                                Field.optional("frequency"))),
                new BodyRoute(
                        stranger,
                        Call.post("/api/subscriptions/confirmation"),
                        Map.of("token", "x"),
                        List.of(Field.required("token"))),
                new BodyRoute(
                        stranger,
                        Call.patch("/api/subscriptions/" + manageToken),
                        Map.of("topics", List.of(Map.of("kind", "all")), "frequency", "daily"),
                        List.of(Field.optional("topics"), Field.optional("frequency"))),
                new BodyRoute(
                        staff,
                        Call.post("/api/tokens"),
                        Map.of("name", "one more"),
                        List.of(
                                Field.required("name").upTo(200).text(),
                                Field.optional("scopes"),
                                Field.optional("expiresAt"))),
                new BodyRoute(
                        staff,
                        Call.post("/api/accounts"),
                        Map.of(
                                "username",
                                "never-made",
                                "name",
                                "Una",
                                "roles",
                                List.of("author"),
                                "password",
                                "a long password"),
                        List.of(
                                Field.required("username").upTo(100),
                                Field.required("name").upTo(200).text(),
                                Field.required("roles"),
                                Field.optional("password").upTo(1_000))),
                new BodyRoute(
                        staff,
                        Call.patch("/api/accounts/" + account).ifMatch("*"),
                        Map.of("name", "Una"),
                        List.of(Field.optional("name").upTo(200).text(), Field.optional("roles"))),
                new BodyRoute(
                        staff,
                        Call.post("/api/articles/" + draft + "/publication").ifMatch("*"),
                        Map.of("at", "2020-01-01T00:00:00Z"),
                        List.of(Field.optional("at"))),
                new BodyRoute(
                        staff,
                        Call.post("/api/drafts/" + draft + "/submission").ifMatch("*"),
                        Map.of("message", "Please look"),
                        List.of(Field.optional("message").upTo(2_000).text())),
                new BodyRoute(
                        staff,
                        Call.post("/api/drafts/" + draft + "/submission/return").ifMatch("*"),
                        Map.of("message", "Go on"),
                        List.of(Field.required("message").upTo(2_000).text())),
                new BodyRoute(
                        staff,
                        Call.post("/api/drafts/" + draft + "/notes"),
                        Map.of("text", "A note", "passage", Map.of("quote", "Some", "start", 0, "end", 4)),
                        List.of(
                                Field.required("text").upTo(2_000).text(),
                                Field.optional("passage"),
                                Field.required("passage.quote").upTo(500).text(),
                                Field.required("passage.start"),
                                Field.required("passage.end"))));
    }

    @TestFactory
    Stream<DynamicNode> aBodyThatIsWrongIsRefused() {
        return bodyRoutes().stream()
                .map(route -> dynamicContainer(
                        route.call().toString().replace(article.id(), "{id}").replace(manageToken, "{token}"),
                        Stream.concat(
                                wholeBody(route), route.fields().stream().flatMap(field -> oneField(route, field)))));
    }

    private Stream<DynamicNode> wholeBody(BodyRoute route) {
        String valid = new String(Json.bytes(route.valid()), StandardCharsets.UTF_8);
        return Stream.of(
                dynamicTest("cut off", () -> refused(route.send(valid.substring(0, valid.length() - 1)), 400)),
                dynamicTest("no JSON", () -> refused(route.send("<x/>"), 400)),
                dynamicTest("more than one value", () -> refused(route.send(valid + valid), 400)),
                dynamicTest("a list in place of an object", () -> refused(route.send("[" + valid + "]"), 400, 422)),
                dynamicTest("a text in place of an object", () -> refused(route.send("\"x\""), 400, 422)),
                dynamicTest("a number in place of an object", () -> refused(route.send("5"), 400, 422)),
                dynamicTest("no UTF-8", () -> refused(route.send(notUtf8(valid)), 400)),
                dynamicTest("very deep", () -> refused(route.send("[".repeat(10_000)), 400)),
                dynamicTest("over the limit", () -> refused(route.send(overTheLimit(valid)), 413)),
                dynamicTest(
                        "another type",
                        () -> refused(
                                route.client()
                                        .send(route.call().body("text/plain", valid.getBytes(StandardCharsets.UTF_8))),
                                415)));
    }

    private static byte[] notUtf8(String valid) {
        // Within the last text value, so that nothing but the bytes is wrong.
        byte[] bytes = valid.getBytes(StandardCharsets.ISO_8859_1);
        bytes[valid.lastIndexOf('"') - 1] = (byte) 0xFF;
        return bytes;
    }

    private static String overTheLimit(String valid) {
        return "{\"padding\":\"" + "x".repeat(OVER_THE_LIMIT) + "\"," + valid.substring(1);
    }

    private Stream<DynamicNode> oneField(BodyRoute route, Field field) {
        List<DynamicNode> tests = new ArrayList<>();
        String name = field.name();
        if (field.isRequired()) {
            tests.add(dynamicTest(name + " missing", () -> refusedField(route.without(name), name)));
            tests.add(dynamicTest(name + " null", () -> refusedField(route.with(name, null), name)));
        }
        tests.add(dynamicTest(
                name + " of another type",
                () -> refusedField(route.with(name, field.anotherType(route.valid())), name)));
        tests.add(dynamicTest(
                name + " " + field.anotherValue(), () -> refusedField(route.with(name, field.anotherValue()), name)));
        if (field.longest() > 0) {
            tests.add(dynamicTest(
                    name + " too long", () -> refusedField(route.with(name, "x".repeat(field.longest() + 1)), name)));
        }
        if (field.isText()) {
            tests.add(dynamicTest(name + " with NUL", () -> refusedField(route.with(name, "a\u0000b"), name)));
            tests.add(dynamicTest(
                    name + " with half a character",
                    () -> refused(route.send(route.json(name, "HALF").replace("HALF", "a\\ud800b")), 400, 422)));
        }
        return tests.stream();
    }

    /** Signing in needs a session's CSRF token, and what is wrong tells nothing of accounts. */
    @Test
    void wrongCredentialsAreRefused() {
        Client browser = suite.stranger();
        browser.get("/api/session").expect(200);
        Call signIn = Call.post("/api/session");
        refused(browser.send(signIn.json(Map.of("username", "admin", "password", "wrong"))), 401);
        refused(browser.send(signIn.json(Map.of("username", "nobody-" + Newsroom.unique(), "password", "wrong"))), 401);
        refusedField(browser.send(signIn.json(Map.of("username", "admin"))), "password");
        refusedField(browser.send(signIn.json(Map.of("username", 5, "password", "x"))), "username");
        refusedField(browser.send(signIn.json(Map.of("username", "x".repeat(10_000), "password", "x"))), "username");
        refused(browser.send(signIn.body("application/json", "{".getBytes(StandardCharsets.UTF_8))), 400);
        refused(
                suite.stranger().send(signIn.json(Map.of("username", "admin", "password", suite.adminPassword()))),
                403);
    }

    @TestFactory
    Stream<DynamicNode> aListRefusesABadCursorAndABadLimit() {
        return Stream.of(
                        "/api/articles",
                        "/api/articles?q=ink",
                        "/api/statistics/searches",
                        "/api/statistics/articles",
                        "/api/categories",
                        "/api/tags",
                        "/api/authors",
                        "/api/drafts",
                        "/api/bylines",
                        "/api/submissions",
                        "/api/drafts/" + draft + "/notes",
                        "/api/redirects",
                        "/api/media",
                        "/api/articles/" + article.id() + "/comments",
                        "/api/moderation/comments",
                        "/api/moderation/comments/" + comment.id() + "/history",
                        "/api/tokens",
                        "/api/account/sessions",
                        "/api/accounts",
                        "/api/subscribers",
                        "/api/notifications")
                .map(path -> dynamicContainer(
                        path,
                        Stream.of(
                                        "limit=0",
                                        "limit=101",
                                        "limit=-1",
                                        "limit=ten",
                                        "limit=1e1",
                                        "limit=99999999999999999999",
                                        "after=x",
                                        "after=%00",
                                        "after=%F0%9F%99%82",
                                        "after=" + "A".repeat(1000),
                                        "after=" + encoded("2026-01-01T00:00:00Z"),
                                        "after=" + encoded("1|2|3|4|5|6"),
                                        "after=" + encoded(UNKNOWN + UNKNOWN))
                                .map(query -> dynamicTest(
                                        query,
                                        () -> refused(
                                                staff.get(path + (path.contains("?") ? "&" : "?") + query), 400)))));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @TestFactory
    Stream<DynamicNode> anOrderAStatusOrAPlaceThatIsNoneIsRefused() {
        String comments = "/api/articles/" + article.id() + "/comments";
        Call stream = Call.get(comments + "/stream").header("Accept", "text/event-stream");
        return Stream.of(
                        Call.get(comments + "?sort=best"),
                        Call.get(comments + "?sort="),
                        Call.get("/api/moderation/comments?status=spam"),
                        Call.get("/api/moderation/comments?status="),
                        stream.header("Last-Event-ID", "x"),
                        stream.header("Last-Event-ID", "-1"),
                        stream.header("Last-Event-ID", "99999999999999999999"),
                        Call.get(comments + "/stream?after=x"),
                        Call.get(comments + "/stream?after=-1"),
                        Call.get(comments + "/stream?after="))
                .map(call -> dynamicTest(call + " " + call.headers(), () -> refused(staff.send(call), 400)));
    }

    /** People are told in a page, mail programs by the status. */
    @TestFactory
    Stream<DynamicNode> aTokenThatIsNoneSubscribesAndUnsubscribesNobody() {
        return Stream.of("", "x", "%00", "a".repeat(3_000), manageToken + "x")
                .flatMap(bad -> Stream.of(
                        Call.post("/subscriptions/unsubscribe?token=" + bad)
                                .form(Map.of("List-Unsubscribe", "One-Click")),
                        Call.post("/subscriptions/confirm").form(Map.of("token", bad))))
                .map(call -> dynamicTest(call.toString(), () -> {
                    Answer answer = stranger.send(call);
                    assertThat(answer.status()).as("%s", answer).isIn(400, 404, 409, 410, 422);
                    assertThat(answer.header("Content-Type")).startsWith("text/html");
                    Refusals.assertNothingFromTheInside(answer);
                }));
    }

    @TestFactory
    Stream<DynamicNode> anUnknownIdIsNotFound() {
        Map<String, Object> manuscript = Newsroom.manuscript("Title", "Body");
        return Stream.of(
                        Call.get("/api/articles/no-such-slug"),
                        Call.get("/api/articles/" + UNKNOWN + "/comments"),
                        Call.get("/api/articles/" + UNKNOWN + "/comments/stream"),
                        Call.post("/api/articles/" + UNKNOWN + "/comments")
                                .json(Newsroom.comment("Ida", "ida@reader.example", "Words")),
                        Call.get("/api/comments/" + UNKNOWN),
                        Call.patch("/api/comments/" + UNKNOWN)
                                .header("X-Edit-Token", "x")
                                .json(Map.of("body", "Words")),
                        Call.patch("/api/comments/" + comment.id())
                                .header("X-Edit-Token", "wrong")
                                .json(Map.of("body", "Words")),
                        Call.delete("/api/comments/" + comment.id()).header("X-Edit-Token", "wrong"),
                        Call.delete("/api/comments/" + comment.id()),
                        Call.get("/api/drafts/" + UNKNOWN),
                        Call.put("/api/drafts/" + UNKNOWN).ifMatch("*").json(manuscript),
                        Call.delete("/api/drafts/" + UNKNOWN).ifMatch("*"),
                        Call.post("/api/drafts/" + UNKNOWN + "/submission").ifMatch("*"),
                        Call.delete("/api/drafts/" + UNKNOWN + "/submission").ifMatch("*"),
                        Call.post("/api/drafts/" + UNKNOWN + "/submission/return")
                                .ifMatch("*")
                                .json(Map.of("message", "Go on")),
                        Call.get("/api/drafts/" + UNKNOWN + "/notes"),
                        Call.post("/api/drafts/" + UNKNOWN + "/notes").json(Map.of("text", "A note")),
                        Call.patch("/api/drafts/" + draft + "/notes/" + UNKNOWN).json(Map.of("resolved", true)),
                        Call.delete("/api/drafts/" + draft + "/notes/" + UNKNOWN),
                        Call.post("/api/articles/" + UNKNOWN + "/publication").ifMatch("*"),
                        Call.delete("/api/articles/" + UNKNOWN + "/publication").ifMatch("*"),
                        Call.get("/api/categories/no-such-slug"),
                        Call.patch("/api/categories/no-such-slug").json(Map.of("name", "X")),
                        Call.delete("/api/categories/no-such-slug"),
                        Call.post("/api/categories/no-such-slug/merge").json(Map.of("into", category)),
                        Call.get("/api/tags/no-such-slug"),
                        Call.patch("/api/tags/no-such-slug").json(Map.of("name", "X")),
                        Call.delete("/api/tags/no-such-slug"),
                        Call.post("/api/tags/no-such-slug/merge").json(Map.of("into", "another")),
                        Call.delete("/api/redirects/" + UNKNOWN),
                        Call.delete("/api/site/pictures/banner").ifMatch("*"),
                        Call.get("/api/statistics/articles/" + UNKNOWN),
                        Call.get("/api/media/" + UNKNOWN),
                        Call.get("/api/media/" + UNKNOWN + "/picture.png"),
                        Call.patch("/api/media/" + UNKNOWN).json(Map.of("alt", "X")),
                        Call.delete("/api/media/" + UNKNOWN),
                        Call.delete("/api/tokens/" + UNKNOWN),
                        Call.patch("/api/accounts/" + UNKNOWN).ifMatch("*").json(Map.of("name", "X")),
                        Call.get("/api/notifications/" + UNKNOWN + "/deliveries"),
                        Call.get("/api/moderation/comments/" + UNKNOWN + "/history"),
                        Call.get("/api/subscriptions/no-such-token"),
                        Call.patch("/api/subscriptions/no-such-token").json(Map.of("frequency", "daily")),
                        Call.delete("/api/subscriptions/no-such-token"))
                .map(call -> dynamicTest(call + " " + call.headers(), () -> refused(staff.send(call), 404)));
    }

    @TestFactory
    Stream<DynamicNode> anIdThatIsNoneIsRefused() {
        return Stream.of("x", "1", "null", "%00", "..%2F..%2Fetc%2Fpasswd", "'%20OR%201=1--", "\u00e9".repeat(50))
                .map(id -> id.startsWith("\u00e9") ? Call.encoded(id) : id)
                .flatMap(id -> Stream.of(
                        Call.get("/api/articles/" + id),
                        Call.get("/api/articles/" + id + "/comments"),
                        Call.get("/api/comments/" + id),
                        Call.get("/api/drafts/" + id),
                        Call.get("/api/categories/" + id),
                        Call.get("/api/tags/" + id),
                        Call.get("/api/statistics/articles/" + id),
                        Call.get("/api/media/" + id),
                        Call.get("/api/media/" + id + "/picture.png"),
                        Call.get("/api/notifications/" + id + "/deliveries"),
                        Call.delete("/api/tokens/" + id),
                        Call.get("/api/subscriptions/" + id)))
                .map(call -> dynamicTest(call.toString(), () -> refused(staff.send(call), 400, 404)));
    }

    @TestFactory
    Stream<DynamicNode> whatIsOldOrUnnamedIsNotChanged() {
        Map<String, Object> manuscript = Newsroom.manuscript("Title", "Body");
        return Stream.of(
                        Call.put("/api/drafts/" + draft).json(manuscript),
                        Call.delete("/api/drafts/" + draft),
                        Call.post("/api/drafts/" + draft + "/submission"),
                        Call.delete("/api/drafts/" + draft + "/submission"),
                        Call.post("/api/drafts/" + draft + "/submission/return").json(Map.of("message", "Go on")),
                        Call.post("/api/articles/" + draft + "/publication"),
                        Call.delete("/api/articles/" + article.id() + "/publication"),
                        Call.patch("/api/accounts/" + account).json(Map.of("name", "Una")))
                .map(call -> dynamicContainer(
                        call.toString(),
                        Stream.of(
                                dynamicTest("without If-Match", () -> refused(staff.send(call), 428)),
                                dynamicTest("stale", () -> refused(staff.send(call.ifMatch("\"0\"")), 412)),
                                dynamicTest("another's", () -> refused(staff.send(call.ifMatch("\"999999\"")), 412)),
                                // Weak tags never match (RFC 9110, 13.1.1).
                                dynamicTest("weak", () -> refused(staff.send(call.ifMatch("W/\"1\"")), 400, 412)),
                                dynamicTest("no tag", () -> refused(staff.send(call.ifMatch("1")), 400, 412)))));
    }

    @Test
    void aPublishedArticleIsNotDeleted() {
        refused(staff.send(Call.delete("/api/drafts/" + article.id()).ifMatch("*")), 409);
    }

    @Test
    void oneKeyIsNotGoodForTwoBodies() {
        Call keyed = Call.post("/api/subscriptions").once();
        Answer first = stranger.send(keyed.json(Map.of(
                        "email",
                        "kay@reader.example",
                        "topics",
                        List.of(Map.of("kind", "all")),
                        "frequency",
                        "instant")))
                .expect(202);
        Answer again = stranger.send(keyed.json(Map.of(
                        "email",
                        "kay@reader.example",
                        "topics",
                        List.of(Map.of("kind", "all")),
                        "frequency",
                        "instant")))
                .expect(202);
        assertThat(again.json()).isEqualTo(first.json());
        refused(
                stranger.send(keyed.json(Map.of(
                        "email",
                        "key@reader.example",
                        "topics",
                        List.of(Map.of("kind", "all")),
                        "frequency",
                        "instant"))),
                409);
        refused(
                stranger.send(Call.post("/api/subscriptions")
                        .header("Idempotency-Key", "k".repeat(5_000))
                        .json(Map.of("email", "kay@reader.example"))),
                400);
    }

    @Test
    void aCommentOnAnotherThreadIsNoParent() {
        Article other = newsroom.publish("Another " + Newsroom.unique());
        Posted elsewhere = newsroom.comment(other, "Joe", Newsroom.address("joe"), Newsroom.sentence());
        for (String parent : List.of(elsewhere.id(), UNKNOWN)) {
            refusedField(
                    stranger.send(Call.post("/api/articles/" + article.id() + "/comments")
                            .json(Map.of(
                                    "author",
                                    Map.of("name", "Joe", "email", "joe@reader.example"),
                                    "body",
                                    "Words",
                                    "parentId",
                                    parent))),
                    "parentId");
        }
    }

    @Test
    void anArticleThatTakesNoCommentsRefusesThem() {
        Map<String, Object> manuscript = Newsroom.manuscript("Closed " + Newsroom.unique(), "Words");
        manuscript.put("commentPolicy", "closed");
        Article closed = newsroom.publish(manuscript);
        Call call = Call.post("/api/articles/" + closed.id() + "/comments")
                .json(Newsroom.comment("Kim", "kim@reader.example", "Words"));
        Answer answer = await("the article is known")
                .atMost(Duration.ofSeconds(30))
                .until(() -> stranger.send(call), one -> one.status() != 404);
        refused(answer, 409);
    }

    private List<Call> staffCalls() {
        return List.of(
                Call.post("/api/articles").json(Newsroom.manuscript("Title", "Body")),
                Call.post("/api/categories").json(Map.of("name", "By whom")),
                Call.patch("/api/categories/" + category).json(Map.of("name", "By whom")),
                Call.delete("/api/categories/no-such-slug"),
                Call.post("/api/categories/no-such-slug/merge").json(Map.of("into", "another")),
                Call.post("/api/tags").json(Map.of("name", "By whom")),
                Call.patch("/api/tags/no-such-slug").json(Map.of("name", "By whom")),
                Call.delete("/api/tags/no-such-slug"),
                Call.post("/api/tags/no-such-slug/merge").json(Map.of("into", "another")),
                Call.get("/api/redirects"),
                Call.post("/api/redirects").json(Map.of("from", "/former", "to", "/categories")),
                Call.delete("/api/redirects/" + UNKNOWN),
                Call.put("/api/site").ifMatch("*").json(Map.of("name", "Mine")),
                Call.post("/api/site/previews").json(Map.of("settings", Map.of())),
                Call.put("/api/site/pictures/logo").ifMatch("*").body("image/png", new byte[] {1}),
                Call.delete("/api/site/pictures/logo").ifMatch("*"),
                Call.get("/api/statistics/searches"),
                Call.get("/api/statistics/articles"),
                Call.get("/api/statistics/articles/" + article.id()),
                Call.get("/api/statistics/hours"),
                Call.get("/api/statistics/comments"),
                Call.get("/api/statistics/subscriptions"),
                Call.get("/api/media"),
                Call.delete("/api/media/" + UNKNOWN),
                FileForm.EMPTY.sentBy(Call.post("/api/media")),
                Call.get("/api/drafts"),
                Call.get("/api/bylines"),
                Call.post("/api/drafts/bulk")
                        .json(Map.of("action", "delete", "drafts", List.of(Map.of("id", draft, "version", 1)))),
                Call.get("/api/drafts/" + draft),
                Call.put("/api/drafts/" + draft).ifMatch("*").json(Newsroom.manuscript("Title", "Body")),
                Call.delete("/api/drafts/" + draft).ifMatch("*"),
                Call.post("/api/previews").json(Map.of("body", "Body", "format", "markdown")),
                Call.get("/api/drafts/" + article.id() + "/changes"),
                Call.get("/api/drafts/" + article.id() + "/translations"),
                Call.delete("/api/drafts/" + article.id() + "/changes").ifMatch("*"),
                Call.post("/api/articles/" + draft + "/publication").ifMatch("*"),
                Call.delete("/api/articles/" + article.id() + "/publication").ifMatch("*"),
                Call.put("/api/articles/" + article.id() + "/pin").json(Map.of("position", 1)),
                Call.delete("/api/articles/" + article.id() + "/pin"),
                Call.get("/api/submissions"),
                Call.post("/api/drafts/" + draft + "/submission").ifMatch("*"),
                Call.get("/api/drafts/" + draft + "/notes"),
                Call.post("/api/drafts/" + draft + "/notes").json(Map.of("text", "Seen")),
                Call.get("/api/moderation/comments"),
                Call.post("/api/moderation/decisions")
                        .json(Map.of("commentIds", List.of(comment.id()), "decision", "reject")),
                Call.get("/api/moderation/comments/" + comment.id() + "/history"),
                Call.get("/api/subscribers"),
                Call.get("/api/notifications"),
                Call.get("/api/notifications/" + UNKNOWN + "/deliveries"),
                Call.get("/api/account"),
                Call.patch("/api/account").ifMatch("*").json(Map.of("name", "X")),
                Call.post("/api/account/password").json(Map.of("current", "guessed", "password", "a long password")),
                Call.get("/api/account/sessions"),
                Call.delete("/api/account/sessions"),
                Call.delete("/api/account/sessions/" + UNKNOWN),
                Call.post("/api/accounts/" + account + "/password-link"),
                Call.get("/api/tokens"),
                Call.post("/api/tokens").json(Map.of("name", "mine")),
                Call.delete("/api/tokens/" + UNKNOWN),
                Call.get("/api/accounts"),
                Call.post("/api/accounts")
                        .json(Map.of(
                                "username",
                                "intruder",
                                "name",
                                "I",
                                "roles",
                                List.of("admin"),
                                "password",
                                "a long password")),
                Call.patch("/api/accounts/" + account).ifMatch("*").json(Map.of("name", "X")));
    }

    private List<Call> publicCalls() {
        return List.of(
                Call.get("/api/articles"),
                Call.get("/api/articles?q=words"),
                Call.get("/api/articles/" + article.slug()),
                Call.get("/api/articles/" + article.slug() + "/neighbours"),
                Call.get("/api/categories"),
                Call.get("/api/categories/" + category),
                Call.get("/api/tags"),
                Call.get("/api/authors"),
                Call.get("/api/languages"),
                Call.get("/api/pins"),
                Call.get("/api/articles/" + article.id() + "/comments"),
                Call.get("/api/articles/" + article.id() + "/comments/stream"),
                Call.get("/api/articles/stream"),
                Call.post("/api/articles/" + article.id() + "/comments")
                        .json(Newsroom.comment("Lea", "lea@reader.example", "Words")),
                Call.get("/api/comments/" + comment.id()),
                Call.post("/api/subscriptions").json(Map.of("email", "lea@reader.example")),
                Call.get("/api/session"));
    }

    @TestFactory
    Stream<DynamicNode> aStrangerMayDoNothingOfTheStaffs() {
        return staffCalls().stream().map(call -> dynamicTest(call.toString(), () -> refused(stranger.send(call), 401)));
    }

    @TestFactory
    Stream<DynamicNode> aTokenThatIsNoGoodIsRefusedEverywhere() throws GeneralSecurityException {
        String revoked = newToken(Map.of("name", "revoked"));
        String id = Newsroom.all(staff, "/api/tokens").stream()
                .filter(one -> one.path("name").asString().equals("revoked"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        Client holder = Client.withToken(suite.site(), revoked);
        holder.get("/api/drafts").expect(200);
        staff.send(Call.delete("/api/tokens/" + id)).expect(204);

        String expired = newToken(Map.of(
                "name", "expired", "expiresAt", Instant.now().plusSeconds(2).toString()));
        await("the token expires")
                .atMost(Duration.ofSeconds(30))
                .until(() -> Client.withToken(suite.site(), expired)
                                .get("/api/drafts")
                                .status()
                        == 401);

        Map<String, String> tokens = Map.of(
                "revoked",
                revoked,
                "expired",
                expired,
                "made up",
                "pressroom_" + Newsroom.unique(),
                "changed",
                token.substring(0, token.length() - 1) + (token.endsWith("A") ? "B" : "A"),
                "of another issuer",
                foreignToken(),
                "unsigned",
                unsignedToken(),
                "very long",
                "x".repeat(4_000),
                "no token at all",
                "%20");
        return tokens.entrySet().stream()
                .map(one -> dynamicContainer(
                        one.getKey(),
                        Stream.concat(staffCalls().stream(), publicCalls().stream())
                                .map(call -> dynamicTest(
                                        call.toString(),
                                        () -> refused(
                                                Client.withToken(suite.site(), one.getValue())
                                                        .send(call),
                                                401)))));
    }

    /** Such as the gateway hands to the services, signed by somebody else. */
    private static String foreignToken() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(generator.generateKeyPair().getPrivate());
        String signed = encoded("{\"alg\":\"ES256\",\"kid\":\"1\"}") + "." + encoded(claims());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String unsignedToken() {
        return encoded("{\"alg\":\"none\"}") + "." + encoded(claims()) + ".";
    }

    private static String claims() {
        return "{\"iss\":\"pressroom\",\"aud\":\"pressroom\",\"sub\":\"" + UNKNOWN
                + "\",\"roles\":[\"admin\"],\"name\":\"Mal\",\"slug\":\"mal\",\"exp\":"
                + Instant.now().plusSeconds(3_600).getEpochSecond() + "}";
    }

    @TestFactory
    Stream<DynamicNode> whoeverHasAnotherRoleIsRefused() {
        String name = "author-" + Newsroom.unique();
        staff.send(Call.post("/api/accounts")
                        .json(Map.of(
                                "username",
                                name,
                                "name",
                                "Al",
                                "roles",
                                List.of("author"),
                                "password",
                                "a long password")))
                .expect(201);
        Client author = Client.signedIn(suite.site(), name, "a long password");
        return Stream.of(
                        Call.get("/api/accounts"),
                        Call.get("/api/subscribers"),
                        Call.get("/api/notifications"),
                        Call.get("/api/moderation/comments"),
                        Call.post("/api/moderation/decisions")
                                .json(Map.of("commentIds", List.of(comment.id()), "decision", "reject")),
                        Call.patch("/api/accounts/" + account).ifMatch("*").json(Map.of("name", "X")),
                        Call.put("/api/drafts/" + draft).ifMatch("*").json(Newsroom.manuscript("Title", "Body")),
                        Call.get("/api/drafts/" + draft),
                        Call.post("/api/drafts/" + draft + "/submission").ifMatch("*"),
                        Call.get("/api/drafts/" + draft + "/notes"),
                        Call.post("/api/articles/" + draft + "/publication").ifMatch("*"),
                        Call.delete("/api/articles/" + article.id() + "/publication")
                                .ifMatch("*"))
                .map(call -> dynamicTest(call.toString(), () -> refused(author.send(call), 403)));
    }

    @TestFactory
    Stream<DynamicNode> aSessionNeedsItsCsrfTokenToChangeAnything() {
        Client browser = suite.admin();
        return Stream.concat(staffCalls().stream(), publicCalls().stream())
                .filter(call -> !call.isSafe())
                .map(call -> dynamicContainer(
                        call.toString(),
                        Stream.of(
                                dynamicTest("without", () -> refused(browser.attemptAsItIs(call), 403)),
                                dynamicTest(
                                        "with another",
                                        () -> refused(
                                                browser.attemptAsItIs(call.header("X-XSRF-TOKEN", "made-up")), 403)),
                                dynamicTest(
                                        "from another site",
                                        () -> refused(
                                                browser.send(call.header("Origin", "https://elsewhere.example")),
                                                403)))));
    }

    @TestFactory
    Stream<DynamicNode> aPageOfAnotherSitePostsNothing() {
        return Stream.concat(
                        publicCalls().stream().filter(call -> !call.isSafe()),
                        Stream.of(
                                Call.post("/articles/" + article.slug() + "/comments")
                                        .form(Map.of("name", "Moe", "email", "moe@reader.example", "body", "Words")),
                                Call.post("/subscriptions").form(Map.of("email", "moe@reader.example")),
                                Call.post("/subscriptions/confirm").form(Map.of("token", "x")),
                                Call.post("/language").form(Map.of("language", "de", "page", "/"))))
                .flatMap(call -> Stream.of(
                        dynamicTest(
                                call + " from another origin",
                                () -> assertForbidden(
                                        stranger.send(call.header("Origin", "https://elsewhere.example")))),
                        dynamicTest(
                                call + " from nowhere",
                                () -> assertForbidden(stranger.send(call.header("Origin", "null")))),
                        dynamicTest(
                                call + " across sites",
                                () -> assertForbidden(stranger.send(call.header("Sec-Fetch-Site", "cross-site"))))));
    }

    /** A page for people, a problem for programs. */
    private static void assertForbidden(Answer answer) {
        assertThat(answer.status()).as("%s answered %s", answer.call(), answer).isEqualTo(403);
        Refusals.assertNothingFromTheInside(answer);
    }

    @TestFactory
    Stream<DynamicNode> aMethodThatIsNotThereIsRefused() {
        return Stream.of(
                        Call.put("/api/session"),
                        Call.delete("/api/articles"),
                        Call.put("/api/articles/" + article.id() + "/comments"),
                        Call.delete("/api/subscriptions"),
                        Call.put("/api/categories"))
                .map(call -> dynamicTest(call.toString(), () -> refused(staff.send(call.json(Map.of())), 405)));
    }

    @TestFactory
    Stream<DynamicNode> whatComesLaterIsNotFound() {
        return Stream.of(
                        Call.get("/api/nothing"),
                        Call.post("/api/imports"),
                        Call.get("/api/imports/" + UNKNOWN),
                        Call.get("/api/export"),
                        Call.post("/api/comments/" + comment.id() + "/votes").json(Map.of("value", 1)),
                        Call.post("/api/comments/" + comment.id() + "/reports").json(Map.of("reason", "spam")),
                        Call.get("/api/moderation/bans"),
                        Call.get("/api/push/key"),
                        Call.post("/api/push/subscriptions").json(Map.of()),
                        Call.get("/api/webhooks"),
                        Call.post("/api/webhooks").json(Map.of()))
                .map(call -> dynamicTest(call.toString(), () -> refused(staff.send(call), 404)));
    }

    @TestFactory
    Stream<DynamicNode> theInsideIsNotReachable() {
        return Stream.of(
                        "/actuator",
                        "/actuator/env",
                        "/actuator/gateway/routes",
                        "/actuator/heapdump",
                        "/actuator/metrics",
                        "/keys",
                        "/error")
                .map(path -> dynamicTest(path, () -> {
                    Answer answer = staff.get(path);
                    assertThat(answer.status()).as("%s", answer).isEqualTo(404);
                    Refusals.assertNothingFromTheInside(answer);
                }));
    }

    @TestFactory
    Stream<DynamicNode> aPageThatIsNotThereSaysSo() {
        return Stream.of(
                        "/articles/no-such-slug",
                        "/categories/none",
                        "/tags/none",
                        "/authors/none",
                        "/nothing",
                        "/?after=x",
                        "/feed.atom?after=x",
                        "/feed.json?lang=no+language",
                        "/tags/none/feed.rss")
                .map(path -> dynamicTest(path, () -> {
                    Answer answer = stranger.send(Call.get(path).header("Accept", "text/html"));
                    assertThat(answer.status()).as("%s", answer).isIn(400, 404);
                    assertThat(answer.header("Content-Type")).startsWith("text/html");
                    Refusals.assertNothingFromTheInside(answer);
                }));
    }

    /** What is typed into the site's own forms is shown again with what is wrong, in a page. */
    @Test
    void aFormThatIsWrongIsShownAgain() {
        Answer comment = stranger.send(Call.post("/articles/" + article.slug() + "/comments")
                .form(Map.of("name", "<b>Ned</b>", "email", "no address", "body", "Typed with care")));
        assertThat(comment.status()).isIn(400, 422);
        assertThat(comment.text())
                .contains("Typed with care")
                .contains("&lt;b&gt;Ned")
                .doesNotContain("<b>Ned");
        Refusals.assertNothingFromTheInside(comment);
        Answer subscription = stranger.send(Call.post("/subscriptions").form(Map.of("email", "no address")));
        assertThat(subscription.status()).isIn(400, 422);
        assertThat(subscription.text()).contains("no address");
        Refusals.assertNothingFromTheInside(subscription);
    }

    @Test
    void tooManyHeadersAreRefused() {
        Call call = Call.get("/api/articles");
        for (int count : IntStream.range(0, 30).toArray()) {
            call = call.header("X-Filler-" + count, "x".repeat(2_000));
        }
        Answer answer = stranger.send(call);
        assertThat(answer.status()).isIn(400, 413, 431);
        Refusals.assertNothingFromTheInside(answer);
    }
}
