package org.pressroom.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.article.Api.Answer;
import org.pressroom.testkit.CostlyText;
import org.pressroom.testkit.Tokens;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What the program does not take, on every route that could be given it. */
@ArticleServiceTest
class RefusalsTest {

    private static final String SOME_ID = "01a203e9-1684-705a-8601-86686e8f35e7";

    private static final List<String> ROUTES = List.of(
            "GET /api/articles",
            "GET /api/articles/some-article",
            "GET /api/categories",
            "GET /api/tags",
            "GET /api/authors",
            "POST /api/articles",
            "GET /api/drafts",
            "GET /api/drafts/" + SOME_ID,
            "PUT /api/drafts/" + SOME_ID,
            "DELETE /api/drafts/" + SOME_ID,
            "POST /api/previews",
            "POST /api/articles/" + SOME_ID + "/publication",
            "DELETE /api/articles/" + SOME_ID + "/publication");

    static List<String> routes() {
        return ROUTES;
    }

    static List<String> staffRoutes() {
        return ROUTES.subList(5, ROUTES.size());
    }

    private final Api api;
    private final Staff author = Staff.author();

    @Autowired
    RefusalsTest(Api api) {
        this.api = api;
    }

    static Stream<String> costly() {
        return Stream.concat(CostlyText.of(60), CostlyText.of("a", 50_000));
    }

    /** Whatever stands in a field is answered, and where it is taken it is published; the client's patience is measured. */
    @ParameterizedTest
    @MethodSource("costly")
    void whatCostsMuchIsAnswered(String text) {
        for (Object[] field : new Object[][] {
            {"title", text},
            {"summary", text},
            {"category", text},
            {"tags", List.of(text)},
            {"slug", text},
            {"cover", Map.of("url", "https://a" + text + ".example/")},
            {"cover", Map.of("url", "https://example.org/" + text)},
            {"cover", Map.of("url", "/" + text)},
            {"cover", Map.of("url", "/a", "alt", text)},
            {"seo", Map.of("title", text)},
            {"seo", Map.of("description", text)},
            {"seo", Map.of("canonicalUrl", "https://example.org/" + text)}
        }) {
            Answer draft = api.draft(author, "Costly", field);
            assertThat(draft.status()).as(field[0] + " " + draft.json()).isIn(201, 409, 422);
            if (draft.status() == 201) {
                assertThat(api.publish(author, draft.id()).status()).isIn(200, 422);
            }
        }
        assertThat(api.get("/api/articles?tag=" + URLEncoder.encode(text.substring(0, 60), StandardCharsets.UTF_8))
                        .status())
                .isIn(200, 400, 404);
    }

    /** Its letters are too many in ASCII, or when each is written out. */
    @ParameterizedTest
    @ValueSource(strings = {"ä", "ﷺ", "用"})
    void aHostThatIsTooLongIsNone(String letter) {
        for (int length : new int[] {60, 250, 1_500}) {
            refused(
                    api.draft(
                            author, "Cover", "cover", Map.of("url", "https://" + letter.repeat(length) + ".example/")),
                    422);
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void noTokenOrABadOneIs401(String route) {
        for (String token : List.of(
                Tokens.expired(),
                Tokens.foreign(),
                Tokens.unsigned(),
                Tokens.otherAudience(),
                Tokens.otherIssuer(),
                "nonsense")) {
            refused(call(route, token, null), 401);
        }
        refused(call(route, null, null), 401);
    }

    @ParameterizedTest
    @MethodSource("staffRoutes")
    void strangersAreToldToSignIn(String route) {
        refused(call(route, Tokens.anonymous(), body(route)), 401);
    }

    @ParameterizedTest
    @MethodSource("staffRoutes")
    void moderatorsMayNotWrite(String route) {
        refused(call(route, Staff.with("moderator").token(), body(route), "If-Match", "*"), 403);
        refused(call(route, Staff.with().token(), body(route), "If-Match", "*"), 403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/drafts/",
                "PUT /api/drafts/",
                "DELETE /api/drafts/",
                "POST /api/articles/*/publication",
                "DELETE /api/articles/*/publication"
            })
    void anothersArticleAndAnUnknownOneAreRefused(String route) {
        UUID theirs = api.draft(Staff.author(), "Theirs").id();
        refused(call(withId(route, theirs.toString()), author.token(), body(route), "If-Match", "*"), 403);
        refused(
                call(withId(route, UUID.randomUUID().toString()), Staff.editor().token(), body(route), "If-Match", "*"),
                404);
        Answer malformed = call(withId(route, "no-id"), Staff.editor().token(), body(route), "If-Match", "*");
        assertThat(malformed.status()).isIn(400, 404);
        assertProblem(malformed);
    }

    @Test
    void editorsMayTouchAnybodysArticle() {
        UUID theirs = api.draft(author, "Theirs").id();
        Staff editor = Staff.editor();
        assertThat(api.put("/api/drafts/" + theirs, editor, Api.content("Edited"), "If-Match", "*")
                        .status())
                .isEqualTo(200);
        assertThat(api.publish(editor, theirs).status()).isEqualTo(200);
        assertThat(api.get("/api/drafts/" + theirs, author)
                        .json()
                        .get("author")
                        .get("slug")
                        .asString())
                .isEqualTo(author.slug());
    }

    @ParameterizedTest
    @CsvSource({"POST,", "DELETE,"})
    void publishingNeedsTheVersionThatIsMeant(String method) {
        String path = "/api/articles/" + api.draft(author, "Any").id() + "/publication";
        refused(api.call(method, path, author.token(), null), 428);
        refused(api.call(method, path, author.token(), null, "If-Match", "\"12\""), 412);
    }

    @Test
    void whatIsNotPublishedCannotBeUnpublished() {
        UUID id = api.draft(author, "Any").id();
        refused(api.delete("/api/articles/" + id + "/publication", author, "If-Match", "*"), 409);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                        "{",
                        "",
                        "[]",
                        "null",
                        "\"text\"",
                        "{\"title\": \"a\", \"body\": \"b\", \"format\": \"markdown\"} trailing",
                        "{'title': 'a'}",
                        "[".repeat(5000))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void malformedJsonIs400(String body) {
        refused(api.post("/api/articles", author, body), 400);
        UUID id = api.draft(author, "Any").id();
        refused(api.put("/api/drafts/" + id, author, body, "If-Match", "*"), 400);
        refused(api.post("/api/previews", author, body), 400);
        if (!body.isEmpty() && !body.equals("null")) {
            refused(api.post("/api/articles/" + id + "/publication", author, body, "If-Match", "*"), 400);
        }
    }

    @Test
    void bytesThatAreNoUtf8Are400() {
        byte[] body = "{\"title\": \"a?\", \"body\": \"b\", \"format\": \"markdown\"}".getBytes(StandardCharsets.UTF_8);
        body[12] = (byte) 0xFF;
        refused(api.post("/api/articles", author, body), 400);
    }

    @Test
    void anotherTypeOfBodyIs415AndAnotherMethod405() {
        refused(api.post("/api/articles", author, "a=b", "Content-Type", "application/x-www-form-urlencoded"), 415);
        refused(api.call("PATCH", "/api/drafts/" + SOME_ID, author.token(), "{}"), 405);
        refused(api.get("/api/nothing", author), 404);
    }

    @Test
    void aBodyOverTheLimitIs413() {
        refused(api.post("/api/articles", author, Api.content("a", "body", "x".repeat(2_000_000))), 413);
        refused(api.post("/api/previews", author, Api.content("a", "body", "x".repeat(2_000_000))), 413);
    }

    static Stream<Arguments> invalidFields() {
        return Stream.of(
                Arguments.of("title", null),
                Arguments.of("title", ""),
                Arguments.of("title", " \u200b"),
                Arguments.of("title", "x".repeat(201)),
                Arguments.of("title", "two\nlines"),
                Arguments.of("title", "nul\0"),
                Arguments.of("title", 7),
                Arguments.of("title", true),
                Arguments.of("title", List.of()),
                Arguments.of("body", null),
                Arguments.of("body", "nul\0"),
                Arguments.of("body", "x".repeat(300_001)),
                Arguments.of("body", Map.of()),
                Arguments.of("format", null),
                Arguments.of("format", "docx"),
                Arguments.of("format", 1),
                Arguments.of("format", "1"),
                Arguments.of("summary", "x".repeat(501)),
                Arguments.of("summary", 1.5),
                Arguments.of("category", ""),
                Arguments.of("category", "x".repeat(61)),
                Arguments.of("category", List.of("a")),
                Arguments.of("tags", "a"),
                Arguments.of("tags", Map.of()),
                Arguments.of("tags", Collections.nCopies(21, "a")),
                Arguments.of("tags[0]", List.of("")),
                Arguments.of("tags[0]", List.of(7)),
                Arguments.of("tags[0]", Collections.singletonList(null)),
                Arguments.of("slug", ""),
                Arguments.of("slug", "Upper"),
                Arguments.of("slug", "stream"),
                Arguments.of("slug", "x".repeat(101)),
                Arguments.of("commentPolicy", "maybe"),
                Arguments.of("cover.url", Map.of("url", "javascript:alert(1)")),
                Arguments.of("cover.url", Map.of("url", "//elsewhere.example/a.png")),
                Arguments.of("cover.url", Map.of("url", "https://a.example/" + "x".repeat(2000))),
                Arguments.of("cover.url", Map.of("url", "https://user@a.example/a.png")),
                Arguments.of("cover.url", Map.of("url", "https://localhost/a.png")),
                Arguments.of("cover.url", Map.of("alt", "Of nothing")),
                Arguments.of("cover.url", Map.of("url", "", "alt", "Of nothing")),
                Arguments.of("cover.alt", Map.of("url", "/a.png", "alt", "x".repeat(501))),
                Arguments.of("cover.alt", Map.of("url", "/a.png", "alt", "two\nlines")),
                Arguments.of("cover", 7),
                Arguments.of("cover", List.of("/a.png")),
                Arguments.of("kind", "novel"),
                Arguments.of("kind", 1),
                Arguments.of("visibility", "friends"),
                Arguments.of("visibility", 1),
                Arguments.of("visibility", List.of("public")),
                Arguments.of("password", "secret"),
                Arguments.of("password", 1234),
                Arguments.of("menuPosition", 1),
                Arguments.of("menuPosition", 0),
                Arguments.of("menuPosition", 101),
                Arguments.of("menuPosition", "first"),
                Arguments.of("menuPosition", 1.5),
                Arguments.of("seo", "a"),
                Arguments.of("seo.title", Map.of("title", "x".repeat(201))),
                Arguments.of("seo.title", Map.of("title", List.of("a"))),
                Arguments.of("seo.description", Map.of("description", "x".repeat(501))),
                Arguments.of("seo.canonicalUrl", Map.of("canonicalUrl", "/here")),
                Arguments.of("seo.canonicalUrl", Map.of("canonicalUrl", "javascript:alert(1)")));
    }

    @ParameterizedTest
    @MethodSource("invalidFields")
    void anInvalidFieldIs422AndNamed(String field, @Nullable Object value) {
        Map<String, Object> content = Api.content("a");
        String name = field.replaceAll("[\\[.].*", "");
        if (value == null) {
            content.remove(name);
        } else {
            content.put(name, value);
        }
        Answer answer = api.post("/api/articles", author, content);
        refused(answer, 422);
        assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo(field);
    }

    @Test
    void aLoneSurrogateIsRefused() {
        Answer answer = api.post(
                "/api/articles", author, "{\"title\": \"a \\ud800 b\", \"body\": \"b\", \"format\": \"markdown\"}");
        assertThat(answer.status()).isIn(400, 422);
        assertProblem(answer);
    }

    @Test
    void timesAreTimes() {
        UUID id = api.draft(author, "Any").id();
        String path = "/api/articles/" + id + "/publication";
        refused(api.post(path, author, Map.of("at", "tomorrow"), "If-Match", "*"), 422);
        refused(api.post(path, author, Map.of("at", true), "If-Match", "*"), 422);
        refused(api.post(path, author, Map.of("until", "2020-13-01T00:00:00Z"), "If-Match", "*"), 422);
        refused(api.post(path, author, Map.of("notify", "perhaps"), "If-Match", "*"), 422);
        assertThat(api.post(path, author, Map.of("at", "2020-01-01T00:00:00Z"), "If-Match", "*")
                        .status())
                .isEqualTo(200);
    }

    /** By format, bodies of which a reader sees nothing. */
    static Stream<Arguments> bodiesThatShowNothing() {
        Stream<String> both = Stream.of(
                "",
                " ",
                "\u00a0",
                "\u3164",
                "\u2800\u2800",
                "\u115f\u1160\uffa0",
                "\u200b\u200d\ufeff",
                "\u034f",
                "\u180e",
                "\ufe0f",
                "\udb40\udc41",
                "\u2060\u00ad",
                "&nbsp;",
                "&#8203;",
                "&#x3164;",
                "&zwnj;&shy;",
                "<p></p>",
                "<!-- -->",
                "<!-- words -->",
                "<div><p>&nbsp;</p></div>",
                "<script>alert(1)</script>",
                "<br>",
                "<b> </b>",
                "<a href=\"https://a.example\"></a>",
                "<img>");
        Stream<String> markdown = Stream.of(
                "> ",
                ">\n> >",
                "- ",
                "- \n- \n* ",
                "#",
                "##  ##",
                "```\n```",
                "~~~\n\n~~~",
                "    ",
                "[](https://a.example)",
                "> - # ");
        return Stream.concat(
                both.flatMap(body -> Stream.of(Arguments.of("html", body), Arguments.of("markdown", body))),
                markdown.map(body -> Arguments.of("markdown", body)));
    }

    @ParameterizedTest
    @MethodSource("bodiesThatShowNothing")
    void aBodyThatShowsNothingIsNotPublished(String format, String body) {
        UUID id = api.draft(author, "Blank", "format", format, "body", body).id();
        Answer answer = api.publish(author, id);
        refused(answer, 422);
        assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo("body");
    }

    @ParameterizedTest
    @CsvSource({
        "markdown, ***",
        "markdown, ![](https://a.example/a.png)",
        "markdown, `x`",
        "markdown, 🎉",
        "markdown, .",
        "html, <hr>",
        "html, <p><img src='https://a.example/a.png'></p>",
        "html, <p>&copy;</p>"
    })
    void aBodyThatShowsSomethingIsPublished(String format, String body) {
        assertThat(api.published(author, "Something", "format", format, "body", body)
                        .status())
                .isEqualTo(200);
    }

    static Stream<Arguments> blankNames() {
        return Stream.of("title", "category", "tags[0]").flatMap(field -> Stream.of(
                        "\u3164",
                        "\u2800",
                        "\u115f",
                        "\u1160",
                        "\uffa0",
                        "\u200b",
                        "\u034f",
                        "\u180e",
                        "\ufe0f",
                        "\udb40\udc41",
                        "\u00a0\u3000",
                        "\u202e",
                        "\u0301",
                        "\ud834\udd59")
                .map(blank -> Arguments.of(field, blank)));
    }

    @ParameterizedTest
    @MethodSource("blankNames")
    void aNameThatShowsNothingIs422(String field, String blank) {
        Map<String, Object> content = Api.content("a");
        content.put(field.replaceAll("\\[.*", ""), field.endsWith("]") ? List.of(blank) : blank);
        Answer answer = api.post("/api/articles", author, content);
        refused(answer, 422);
        assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo(field);
    }

    @Test
    void lineBreaksCountOnceAndAreKeptAsOne() {
        Answer draft =
                api.draft(author, "Lines", "body", "a\r\n".repeat(150_000), "summary", "b\r\n".repeat(249) + "cc");
        assertThat(draft.status()).isEqualTo(201);
        JsonNode kept = api.get("/api/drafts/" + draft.id(), author).json();
        assertThat(kept.get("body").asString()).isEqualTo("a\n".repeat(150_000));
        assertThat(kept.get("summary").asString()).isEqualTo("b\n".repeat(249) + "cc");
        assertThat(api.draft(author, "Lines", "body", "a\r".repeat(150_000) + "x")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void theCursorOfAnotherListIs400() {
        String tag = "cursors" + UUID.randomUUID();
        for (int i = 0; i < 2; i++) {
            api.published(author, "Cursors", "tags", List.of(tag, tag + i), "category", tag + i);
        }
        List<String> lists = List.of(
                "/api/articles?",
                "/api/articles?tag=" + tag + "&",
                "/api/articles?author=" + author.slug() + "&",
                "/api/articles?tag=" + tag + "&author=" + author.slug() + "&",
                "/api/drafts?",
                "/api/tags?",
                "/api/categories?");
        for (String list : lists) {
            String next = api.get(list + "limit=1", author).text("next");
            for (String another : lists) {
                assertThat(api.get(another + "limit=1&after=" + next, author).status())
                        .as(another + " with the cursor of " + list)
                        .isEqualTo(list.equals(another) ? 200 : 400);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/articles", "/api/categories", "/api/tags", "/api/authors", "/api/drafts"})
    void badPagesAre400(String list) {
        for (String query : List.of(
                "limit=0",
                "limit=101",
                "limit=-1",
                "limit=x",
                "limit=",
                "limit=99999999999",
                "after=",
                "after=%00",
                "after=nonsense!")) {
            refused(api.get(list + "?" + query, author), 400);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // base64url of: "x"; "2026-01-01T00:00:00Z"; "x\n" + an id; a time far away + an id; a time + no id
        "/api/articles, eA",
        "/api/articles, MjAyNi0wMS0wMVQwMDowMDowMFo",
        "/api/articles, eAowMWEyMDNlOS0xNjg0LTcwNWEtODYwMS04NjY4NmU4ZjM1ZTc",
        "/api/articles, KzEwMDAwMDAwMDAtMDEtMDFUMDA6MDA6MDBaCjAxYTIwM2U5LTE2ODQtNzA1YS04NjAxLTg2Njg2ZThmMzVlNw",
        "/api/articles, MjAyNi0wMS0wMVQwMDowMDowMFoKeA",
        "/api/drafts, MjAyNi0wMS0wMVQwMDowMDowMFoKeA"
    })
    void aForgedCursorIs400(String list, String cursor) {
        refused(api.get(list + "?after=" + cursor, author), 400);
    }

    @Test
    void whatIsNoSlugFindsNothing() {
        for (String slug : List.of("%00", "Upper", "a%0Ab", "x".repeat(2000), "%F0%9F%8E%89", "..%2f")) {
            assertThat(api.get("/api/articles/" + slug).status()).isIn(400, 404);
            assertThat(api.get("/api/articles?category=" + slug).json().get("items"))
                    .isEmpty();
            assertThat(api.get("/api/articles?tag=" + slug).json().get("items")).isEmpty();
            assertThat(api.get("/api/articles?author=" + slug).json().get("items"))
                    .isEmpty();
        }
        assertThat(api.get("/api/articles?category=unknown-one").json().get("items"))
                .isEmpty();
    }

    @Test
    void aBadIdempotencyKeyIs400() {
        refused(api.post("/api/articles", author, Api.content("a"), "Idempotency-Key", "x".repeat(256)), 400);
    }

    private Answer call(String route, @Nullable String token, @Nullable Object body, String... headers) {
        int space = route.indexOf(' ');
        return api.call(route.substring(0, space), route.substring(space + 1), token, body, headers);
    }

    private static @Nullable Object body(String route) {
        return route.startsWith("PUT") || route.equals("POST /api/articles") ? Api.content("Any") : null;
    }

    private static String withId(String route, String id) {
        return route.contains("*") ? route.replace("*", id) : route + id;
    }

    private static void refused(Answer answer, int status) {
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
        assertProblem(answer);
    }

    /** RFC 9457, and nothing of the program's inside. */
    private static void assertProblem(Answer answer) {
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().get("status").asInt()).isEqualTo(answer.status());
        assertThat(answer.raw().body())
                .doesNotContain("org.", "java.", "Exception", "SELECT ", "INSERT ", "reactor", "tools.jackson");
    }
}
