package org.pressroom.comment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.ids.Ids;
import org.pressroom.testkit.Tokens;
import org.pressroom.testkit.WholeAnswers;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest extends ServiceTest {

    private static final String AUTHOR = "\"author\":{\"name\":\"Rita\",\"email\":\"rita@example.org\"}";
    private static final UUID NOBODY = new UUID(0, 0);

    private UUID article = NOBODY;

    @BeforeEach
    void anArticle() {
        if (article.equals(NOBODY)) {
            article = article("open");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "nonsense",
                "{\"body\":\"a\"} trailing",
                "{'body':'a'}",
                "[1,2",
                "{\"body\":\"\\x\"}",
                "{\"body\":\"a\u0000b\"}"
            })
    void malformedJsonIs400(String body) {
        assertProblem(send(HttpMethod.POST, commentsUri(), bytes(body)), 400);
        assertProblem(send(HttpMethod.PATCH, "/api/comments/" + Ids.next(), bytes(body)), 400);
        assertProblem(moderator(HttpMethod.POST, "/api/moderation/decisions", bytes(body)), 400);
    }

    @Test
    void bytesThatAreNoUtf8Are400() {
        byte[] body = ("{" + AUTHOR + ",\"body\":\"??\"}").getBytes(StandardCharsets.UTF_8);
        body[body.length - 3] = (byte) 0xC3;
        body[body.length - 4] = (byte) 0xFF;

        assertProblem(send(HttpMethod.POST, commentsUri(), body), 400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"author":{"name":"Rita","email":"rita@example.org"}}                          | body
                    {"author":{"name":"Rita","email":"rita@example.org"},"body":null}              | body
                    {"author":{"name":"Rita","email":"rita@example.org"},"body":""}                | body
                    {"author":{"name":"Rita","email":"rita@example.org"},"body":" \\n\\u200b "}    | body
                    {"author":{"name":"Rita","email":"rita@example.org"},"body":7}                 | body
                    {"author":{"name":"Rita","email":"rita@example.org"},"body":["a"]}             | body
                    {"author":{"name":"Rita","email":"rita@example.org"},"body":{"a":1}}           | body
                    {"author":{"name":"Rita","email":"rita@example.org"},"body":"a\\u0000b"}       | body
                    {"author":{"name":"Rita","email":"rita@example.org"},"body":"a\\ud800b"}       | body
                    {"author":{"name":"Rita","email":"rita@example.org"},"body":"a\\u0007b"}       | body
                    {"body":"a"}                                                                   | author
                    {"author":null,"body":"a"}                                                     | author
                    {"author":"Rita","body":"a"}                                                   | author
                    {"author":[],"body":"a"}                                                       | author
                    {"author":{"email":"rita@example.org"},"body":"a"}                             | author.name
                    {"author":{"name":"  ","email":"rita@example.org"},"body":"a"}                 | author.name
                    {"author":{"name":"a\\nb","email":"rita@example.org"},"body":"a"}              | author.name
                    {"author":{"name":"a\\u0000","email":"rita@example.org"},"body":"a"}           | author.name
                    {"author":{"name":"a\\udfffb","email":"rita@example.org"},"body":"a"}          | author.name
                    {"author":{"name":"a\\u2028b","email":"rita@example.org"},"body":"a"}          | author.name
                    {"author":{"name":true,"email":"rita@example.org"},"body":"a"}                 | author.name
                    {"author":{"name":"Rita"},"body":"a"}                                          | author.email
                    {"author":{"name":"Rita","email":""},"body":"a"}                               | author.email
                    {"author":{"name":"Rita","email":"rita"},"body":"a"}                           | author.email
                    {"author":{"name":"Rita","email":"rita@"},"body":"a"}                          | author.email
                    {"author":{"name":"Rita","email":"rita@example"},"body":"a"}                   | author.email
                    {"author":{"name":"Rita","email":"rita@example.org\\n"},"body":"a"}            | author.email
                    {"author":{"name":"Rita","email":"rita@exa\\u0000mple.org"},"body":"a"}        | author.email
                    {"author":{"name":"Rita","email":"rita@exa\\ud800mple.org"},"body":"a"}        | author.email
                    {"author":{"name":"Rita","email":"a@b.org,c@d.org"},"body":"a"}                | author.email
                    {"author":{"name":"Rita","email":"rita@[127.0.0.1]"},"body":"a"}               | author.email
                    {"author":{"name":"Rita","email":"rita@127.0.0.1"},"body":"a"}                 | author.email
                    {"author":{"name":"Rita","email":"ri\\u200bta@example.org"},"body":"a"}        | author.email
                    {"author":{"name":"Rita","email":"ri\\u202eta@example.org"},"body":"a"}        | author.email
                    {"author":{"name":"Rita","email":"rita@exam\\u00adple.org"},"body":"a"}      | author.email
                    {"author":{"name":"Rita","email":{}},"body":"a"}                               | author.email
                    {"author":{"name":"R","email":"r@example.org","website":"javascript:alert(1)"},"body":"a"} | author.website
                    {"author":{"name":"R","email":"r@example.org","website":"ftp://example.org"},"body":"a"}   | author.website
                    {"author":{"name":"R","email":"r@example.org","website":"example.org"},"body":"a"}         | author.website
                    {"author":{"name":"R","email":"r@example.org","website":"https://"},"body":"a"}            | author.website
                    {"author":{"name":"R","email":"r@example.org","website":"https://a b.org"},"body":"a"}     | author.website
                    {"author":{"name":"R","email":"r@example.org","website":"https://u@example.org"},"body":"a"} | author.website
                    {"author":{"name":"R","email":"r@example.org","website":"https://e.org/\\"><b>"},"body":"a"} | author.website
                    {"author":{"name":"R","email":"r@example.org","website":"https://e.org/\\u0000"},"body":"a"} | author.website
                    {"author":{"name":"R","email":"r@example.org","website":5},"body":"a"}                     | author.website
                    {"author":{"name":"R","email":"r@example.org"},"body":"a","parentId":"nope"}               | parentId
                    {"author":{"name":"R","email":"r@example.org"},"body":"a","parentId":7}                    | parentId
                    {"author":{"name":"R","email":"r@example.org"},"body":"a","notifyReplies":"maybe"}         | notifyReplies
                    """)
    void aFieldAtFaultIs422AndNamed(String body, String field) {
        JsonNode problem = assertProblem(send(HttpMethod.POST, commentsUri(), bytes(body)), 422);

        assertThat(problem.path("errors").valueStream().map(error -> error.path("field")
                        .asString()))
                .contains(field);
        assertThat(problem.path("errors").valueStream().map(error -> error.path("message")
                        .asString()))
                .allSatisfy(message -> assertThat(message).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"text\"", "7"})
    void aBodyOfAnotherShapeIsRefused(String body) {
        assertThat(status(send(HttpMethod.POST, commentsUri(), bytes(body)))).isIn(400, 422);
        assertThat(status(moderator(HttpMethod.POST, "/api/moderation/decisions", bytes(body))))
                .isIn(400, 422);
    }

    @Test
    void overlongFieldsAre422() {
        String longName =
                "{\"author\":{\"name\":\"" + "n".repeat(81) + "\",\"email\":\"r@example.org\"},\"body\":\"a\"}";
        String longEmail =
                "{\"author\":{\"name\":\"n\",\"email\":\"" + "e".repeat(300) + "@example.org\"},\"body\":\"a\"}";
        String longWebsite = "{\"author\":{\"name\":\"n\",\"email\":\"r@example.org\",\"website\":\"https://e.org/"
                + "w".repeat(400) + "\"},\"body\":\"a\"}";
        String longBody = "{" + AUTHOR + ",\"body\":\"" + "b".repeat(10_001) + "\"}";
        for (String body : List.of(longName, longEmail, longWebsite, longBody)) {
            assertProblem(send(HttpMethod.POST, commentsUri(), bytes(body)), 422);
        }
        String longest = "{\"author\":{\"name\":\"" + "😀".repeat(80) + "\",\"email\":\"r@example.org\"},\"body\":\""
                + "😀".repeat(10_000) + "\"}";
        assertThat(status(send(HttpMethod.POST, commentsUri(), bytes(longest)))).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u3164",
                "\u2800",
                "\u115f",
                "\u1160",
                "\uffa0",
                "\u200b\u200d",
                "\u034f",
                "\u180e",
                "\ufe0f",
                "\udb40\udc41",
                "&nbsp;",
                "&#8203;",
                "&#x3164;",
                "&zwnj;&shy;",
                "> ",
                ">\n> >",
                "- ",
                "```\n```",
                "~~~\n\n~~~",
                "[](https://a.example)",
                "![](https://a.example/a.png)",
                "> - ",
                "&nbsp;\n\n> &#8203;"
            })
    void aBodyThatShowsNothingIs422(String body) {
        String json = JSON.writeValueAsString(comment(body));
        JsonNode problem = assertProblem(send(HttpMethod.POST, commentsUri(), bytes(json)), 422);
        assertThat(problem.path("errors").get(0).path("field").asString()).isEqualTo("body");
        assertThat(status(stranger.patch()
                        .uri("/api/comments/" + Ids.next())
                        .header("X-Edit-Token", "any")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(JSON.writeValueAsString(Map.of("body", body)))
                        .exchange()
                        .expectBody()
                        .returnResult()))
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"***", "#", "<p></p>", "<!-- -->", "`x`", "🎉", ".", "![a](https://a.example/a.png)"})
    void aBodyThatShowsSomethingIsTaken(String body) {
        assertThat(status(send(HttpMethod.POST, commentsUri(), bytes(JSON.writeValueAsString(comment(body))))))
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u3164",
                "\u2800",
                "\u115f\u1160",
                "\uffa0",
                "\u034f",
                "\u180e",
                "\ufe0f",
                "\udb40\udc41",
                "\u0301"
            })
    void aNameThatShowsNothingIs422(String name) {
        String json =
                JSON.writeValueAsString(Map.of("author", Map.of("name", name, "email", "r@example.org"), "body", "a"));
        assertProblem(send(HttpMethod.POST, commentsUri(), bytes(json)), 422);
    }

    @Test
    void lineBreaksCountOnceAndAreKeptAsOne() {
        Posted posted = post(article, comment("a\r\n".repeat(4_998) + "b\rc"));
        assertThat(own(posted).path("body").asString()).isEqualTo("a\n".repeat(4_998) + "b\nc");
        assertThat(edit(posted, "x\r\ny").path("body").asString()).isEqualTo("x\ny");
    }

    @ParameterizedTest
    @ValueSource(strings = {"u@straße.de", "u@xn--strae-oqa.de", "用户@例え.jp", "u@नेपाल.example"})
    void addressesOfEveryScriptAreTaken(String email) {
        String json = JSON.writeValueAsString(
                Map.of("author", Map.of("name", "Rita", "email", email, "website", "https://straße.de/"), "body", "a"));
        assertThat(status(send(HttpMethod.POST, commentsUri(), bytes(json)))).isEqualTo(202);
    }

    @Test
    void theCursorOfAnotherListIs400() {
        for (int i = 0; i < 2; i++) {
            posted(article, comment("One of two"), "approved");
            Posted held = posted(article, comment("Two of two"), "approved");
            decide("reject", held.id());
            decide("approve", held.id());
        }
        UUID another = article("open");
        posted(another, comment("Elsewhere"), "approved");
        posted(another, comment("Elsewhere too"), "approved");
        decide("reject", posted(another, comment("Nowhere"), "approved").id());
        Posted last = posted(another, comment("Elsewhere again"), "approved");
        decide("reject", last.id());
        List<String> lists = List.of(
                "/api/articles/" + article + "/comments?",
                "/api/articles/" + article + "/comments?sort=newest&",
                "/api/articles/" + another + "/comments?",
                "/api/moderation/comments?status=approved&",
                "/api/moderation/comments?status=rejected&",
                "/api/moderation/comments/" + last.id() + "/history?");
        for (String list : lists) {
            String next =
                    json(moderator.get().uri(list + "limit=1")).path("next").asString("");
            assertThat(next).as(list + " goes on").isNotEmpty();
            for (String other : lists) {
                assertThat(status(get(moderator, other + "limit=1&after=" + next)))
                        .as(other + " with the cursor of " + list)
                        .isEqualTo(list.equals(other) ? 200 : 400);
            }
        }
    }

    @Test
    void aBodyOverTheLimitIs413() {
        String body = "{" + AUTHOR + ",\"body\":\"" + "b".repeat(1_200_000) + "\"}";

        assertProblem(send(HttpMethod.POST, commentsUri(), bytes(body)), 413);
        assertProblem(moderator(HttpMethod.POST, "/api/moderation/decisions", bytes(body)), 413);
    }

    @Test
    void deeplyNestedJsonIsRefused() {
        assertProblem(send(HttpMethod.POST, commentsUri(), bytes("[".repeat(100_000))), 400);
    }

    @Test
    void anotherMediaTypeIs415AndAnotherMethod405() {
        EntityExchangeResult<byte[]> text = stranger.post()
                .uri(commentsUri())
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("Hello")
                .exchange()
                .expectBody()
                .returnResult();
        assertProblem(text, 415);
        assertProblem(send(HttpMethod.PUT, commentsUri(), bytes("{}")), 405);
        assertProblem(send(HttpMethod.POST, "/api/comments/" + Ids.next(), bytes("{}")), 405);
    }

    static Stream<String> badLists() {
        return Stream.of(
                "limit=0",
                "limit=101",
                "limit=-1",
                "limit=x",
                "limit=",
                "limit=1e2",
                "limit=99999999999",
                "after=x",
                "after=",
                "after=%00",
                "after=MjAyNi0wMS0wMVQwMDowMDowMFo",
                "after=bm90IGEgdGltZQpub3QgYW4gaWQ",
                "after=" + "A".repeat(3000));
    }

    @ParameterizedTest
    @MethodSource("badLists")
    void badCursorsAndLimitsAre400(String query) {
        assertProblem(get(stranger, commentsUri() + "?" + query), 400);
        assertProblem(get(moderator, "/api/moderation/comments?" + query), 400);
        assertProblem(get(moderator, "/api/moderation/comments/" + Ids.next() + "/history?" + query), 400);
    }

    @Test
    void unknownOrdersAndStatusesAre400() {
        for (String sort : List.of("top", "OLDEST", "x", "")) {
            assertProblem(get(stranger, commentsUri() + "?sort=" + sort), 400);
        }
        for (String status : List.of("HELD", "spam", "x", "")) {
            assertProblem(get(moderator, "/api/moderation/comments?status=" + status), 400);
        }
    }

    @Test
    void unknownIdsAre404() {
        UUID unknown = Ids.next();
        String comment = "{" + AUTHOR + ",\"body\":\"a\"}";

        assertProblem(get(stranger, "/api/articles/" + unknown + "/comments"), 404);
        assertProblem(get(stranger, "/api/articles/" + unknown + "/comments/stream"), 404);
        assertProblem(send(HttpMethod.POST, "/api/articles/" + unknown + "/comments", bytes(comment)), 404);
        assertProblem(get(stranger, "/api/comments/" + unknown), 404);
        assertProblem(send(HttpMethod.PATCH, "/api/comments/" + unknown, bytes("{\"body\":\"a\"}")), 404);
        assertProblem(send(HttpMethod.DELETE, "/api/comments/" + unknown, bytes("")), 404);
        assertProblem(get(moderator, "/api/moderation/comments/" + unknown + "/history"), 404);
        assertProblem(get(stranger, "/api/nothing"), 404);
    }

    @Test
    void aWrongOrMissingEditTokenIs404() {
        Posted posted = post(article, comment("Mine"));
        for (String token :
                List.of("", "x", posted.editToken() + "x", posted.id().toString())) {
            WebTestClient thief =
                    stranger.mutate().defaultHeader("X-Edit-Token", token).build();
            assertProblem(thief.delete().uri("/api/comments/{id}", posted.id()), 404);
            assertProblem(
                    thief.patch()
                            .uri("/api/comments/{id}", posted.id())
                            .contentType(MediaType.APPLICATION_JSON)
                            .bodyValue("{\"body\":\"Theirs\"}"),
                    404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"commentIds\":null,\"decision\":\"approve\"}",
                "{\"commentIds\":[],\"decision\":\"approve\"}",
                "{\"commentIds\":[null],\"decision\":\"approve\"}",
                "{\"commentIds\":[\"x\"],\"decision\":\"approve\"}",
                "{\"commentIds\":\"01900000-0000-7000-8000-000000000000\",\"decision\":\"approve\"}",
                "{\"commentIds\":[\"01900000-0000-7000-8000-000000000000\"]}",
                "{\"commentIds\":[\"01900000-0000-7000-8000-000000000000\"],\"decision\":\"hold\"}",
                "{\"commentIds\":[\"01900000-0000-7000-8000-000000000000\"],\"decision\":\"APPROVE\"}",
                "{\"commentIds\":[\"01900000-0000-7000-8000-000000000000\"],\"decision\":1}",
                "{\"commentIds\":[\"01900000-0000-7000-8000-000000000000\"],\"decision\":\"approve\",\"reason\":7}",
                "{\"commentIds\":[\"01900000-0000-7000-8000-000000000000\"],\"decision\":\"approve\",\"reason\":\"\\u0000\"}",
                "{\"commentIds\":[\"01900000-0000-7000-8000-000000000000\"],\"decision\":\"approve\",\"versions\":[]}",
                "{\"commentIds\":[\"01900000-0000-7000-8000-000000000000\"],\"decision\":\"approve\",\"versions\":7}",
                "{\"commentIds\":[\"01900000-0000-7000-8000-000000000000\"],\"decision\":\"approve\",\"versions\":{\"x\":1}}",
                "{\"commentIds\":[\"01900000-0000-7000-8000-000000000000\"],\"decision\":\"approve\",\"versions\":{\"01900000-0000-7000-8000-000000000001\":1}}",
                "{\"commentIds\":[\"01900000-0000-7000-8000-000000000000\"],\"decision\":\"approve\",\"versions\":{\"01900000-0000-7000-8000-000000000000\":0}}",
                "{\"commentIds\":[\"01900000-0000-7000-8000-000000000000\"],\"decision\":\"approve\",\"versions\":{\"01900000-0000-7000-8000-000000000000\":-1}}",
                "{\"commentIds\":[\"01900000-0000-7000-8000-000000000000\"],\"decision\":\"approve\",\"versions\":{\"01900000-0000-7000-8000-000000000000\":null}}",
                "{\"commentIds\":[\"01900000-0000-7000-8000-000000000000\"],\"decision\":\"approve\",\"versions\":{\"01900000-0000-7000-8000-000000000000\":1.5}}",
                "{\"commentIds\":[\"01900000-0000-7000-8000-000000000000\"],\"decision\":\"approve\",\"versions\":{\"01900000-0000-7000-8000-000000000000\":\"1\"}}",
                "{\"commentIds\":[\"01900000-0000-7000-8000-000000000000\"],\"decision\":\"approve\",\"versions\":{\"01900000-0000-7000-8000-000000000000\":99999999999999999999}}"
            })
    void aDecisionThatIsNoneIs422(String body) {
        assertProblem(moderator(HttpMethod.POST, "/api/moderation/decisions", bytes(body)), 422);
    }

    @Test
    void aDecisionOnTooManyIs422() {
        String ids = "\"" + Ids.next() + "\"" + (",\"" + Ids.next() + "\"").repeat(100);

        assertProblem(
                moderator(
                        HttpMethod.POST,
                        "/api/moderation/decisions",
                        bytes("{\"commentIds\":[" + ids + "],\"decision\":\"approve\"}")),
                422);
    }

    static Stream<String> badTokens() {
        return Stream.of(
                Tokens.expired(),
                Tokens.foreign(),
                Tokens.otherAudience(),
                Tokens.otherIssuer(),
                Tokens.unsigned(),
                "x",
                Tokens.anonymous() + "x");
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void aBadTokenIs401OnEveryRoute(String token) {
        WebTestClient client = client(token);
        assertProblem(get(client, commentsUri()), 401);
        assertProblem(get(client, commentsUri() + "/stream"), 401);
        assertProblem(get(client, "/api/comments/" + Ids.next()), 401);
        assertProblem(get(client, "/api/moderation/comments"), 401);
        assertProblem(
                client.post()
                        .uri(commentsUri())
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue("{" + AUTHOR + ",\"body\":\"a\"}"),
                401);
    }

    @Test
    void noTokenIs401() {
        WebTestClient nobody = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .filter(new WholeAnswers())
                .build();

        assertProblem(get(nobody, commentsUri()), 401);
        nobody.get().uri("/actuator/health/readiness").exchange().expectStatus().isOk();
    }

    @Test
    void theQueueIsForModeratorsAlone() {
        String decision = "{\"commentIds\":[\"" + Ids.next() + "\"],\"decision\":\"approve\"}";
        for (String path : List.of("/api/moderation/comments", "/api/moderation/comments/" + Ids.next() + "/history")) {
            assertProblem(get(stranger, path), 401);
            assertProblem(get(client(Tokens.staff("author")), path), 403);
            assertProblem(get(client(Tokens.staff()), path), 403);
        }
        assertProblem(send(HttpMethod.POST, "/api/moderation/decisions", bytes(decision)), 401);
        assertProblem(send(HttpMethod.POST, "/api/moderation/decisions", bytes("{}")), 401);
        assertProblem(
                client(Tokens.staff("author"))
                        .post()
                        .uri("/api/moderation/decisions")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(decision),
                403);
        for (String role : List.of("moderator", "editor", "admin")) {
            assertThat(status(get(client(Tokens.staff(role)), "/api/moderation/comments")))
                    .isEqualTo(200);
        }
    }

    private String commentsUri() {
        return "/api/articles/" + article + "/comments";
    }

    private EntityExchangeResult<byte[]> send(HttpMethod method, String uri, byte[] body) {
        return exchange(stranger, method, uri, body);
    }

    private EntityExchangeResult<byte[]> moderator(HttpMethod method, String uri, byte[] body) {
        return exchange(moderator, method, uri, body);
    }

    private static EntityExchangeResult<byte[]> exchange(
            WebTestClient client, HttpMethod method, String uri, byte[] body) {
        return client.method(method)
                .uri(uri)
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Edit-Token", "none")
                .bodyValue(body)
                .exchange()
                .expectBody()
                .returnResult();
    }

    /** Sends the query as it is written. */
    private EntityExchangeResult<byte[]> get(WebTestClient client, String uri) {
        return client.get()
                .uri(URI.create("http://127.0.0.1:" + port + uri))
                .exchange()
                .expectBody()
                .returnResult();
    }

    private static JsonNode assertProblem(WebTestClient.RequestHeadersSpec<?> request, int status) {
        return assertProblem(request.exchange().expectBody().returnResult(), status);
    }

    private static JsonNode assertProblem(EntityExchangeResult<byte[]> answer, int status) {
        byte[] body = answer.getResponseBodyContent();
        String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
        assertThat(status(answer)).as(text).isEqualTo(status);
        assertThat(String.valueOf(answer.getResponseHeaders().getContentType())).isEqualTo("application/problem+json");
        assertThat(text)
                .doesNotContain("org.")
                .doesNotContain("java.")
                .doesNotContain("Exception")
                .doesNotContain("SELECT")
                .doesNotContain("\tat ");
        JsonNode problem = JSON.readTree(text);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotEmpty();
        assertThat(problem.path("detail").asString()).isNotEmpty();
        return problem;
    }

    private static int status(EntityExchangeResult<byte[]> answer) {
        return answer.getStatus().value();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
