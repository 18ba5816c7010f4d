package org.pressroom.common.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.app.CommonTest;
import org.pressroom.testkit.Tokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

@CommonTest
class ProblemAnswersTest {

    @Autowired
    WebTestClient client;

    @LocalServerPort
    int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":",
                "",
                "{\"name\":\"a\"} {}",
                "{\"name\":\"a\"}]",
                "{'name':'a'}",
                "[1",
                "{\"name\":\"a\",}",
                "\u0000"
            })
    void whatIsNoJsonIsMalformed(String body) {
        assertProblem(400, post(body.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "17", "null", "true"})
    void jsonThatIsNoObjectIsRefused(String body) {
        String answer = post(body.getBytes(StandardCharsets.UTF_8))
                .expectStatus()
                .value(status -> assertThat(status).isIn(400, 422))
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(answer).doesNotContain("Exception", "org.pressroom");
    }

    @Test
    void bytesThatAreNoUtf8AreMalformed() {
        byte[] body = "{\"name\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertProblem(400, post(body));
        assertProblem(400, send("/things/reactive", body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":1}|name|must be a string",
                "{\"name\":true}|name|must be a string",
                "{\"name\":[\"a\"]}|name|must be a string",
                "{\"name\":{}}|name|must be a string",
                "{\"name\":\"a\",\"count\":\"1\"}|count|must be a number",
                "{\"name\":\"a\",\"count\":1.5}|count|must be a number",
                "{\"name\":\"a\",\"count\":99999999999}|count|must be a number",
                "{\"name\":\"a\",\"kind\":\"huge\"}|kind|is not one of the values allowed here",
                "{\"name\":\"a\",\"kind\":1}|kind|is not one of the values allowed here",
                "{\"name\":\"a\",\"at\":\"yesterday\"}|at|must be an instant such as 2026-01-31T12:00:00Z",
                "{\"name\":\"a\",\"id\":\"17\"}|id|must be a UUID",
                "{\"name\":\"a\",\"tags\":\"x\"}|tags|must be a list",
                "{\"name\":\"a\",\"tags\":[\"x\",2]}|tags[1]|must be a string",
                "{\"name\":\"a\",\"maker\":{\"email\":5}}|maker.email|must be a string",
                "{\"name\":\"a\",\"maker\":\"me\"}|maker|has the wrong type"
            })
    void aFieldOfTheWrongTypeIsNamed(String body, String field, String message) {
        assertField(field, message, post(body.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|name|must not be null",
                "{\"name\":null}|name|must not be null",
                "{\"name\":\" \"}|name|must not be blank",
                "{\"name\":\"123456789012345678901\"}|name|must have at most 20 characters",
                "{\"name\":\"a\\u0000b\"}|name|must not contain control characters",
                "{\"name\":\"a\\nb\"}|name|must not contain control characters",
                "{\"name\":\"a\\ud800b\"}|name|must not contain control characters",
                "{\"name\":\"a\",\"body\":\"x\\u0000\"}|body|must not contain control characters",
                "{\"name\":\"a\",\"maker\":{}}|maker.email|must not be null",
                "{\"name\":\"a\",\"maker\":{\"email\":\"nobody\"}}|maker.email|must be a well-formed email address"
            })
    void aFieldThatIsNotValidIsNamed(String body, String field, String message) {
        assertField(field, message, post(body.getBytes(StandardCharsets.UTF_8)));
        assertField(field, message, send("/things/reactive", body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void allFieldsAtFaultAreNamed() {
        post("{\"name\":\"\",\"tags\":[\"a\",\"b\",\"c\",\"\"],\"maker\":{}}".getBytes(StandardCharsets.UTF_8))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[*].field")
                .isEqualTo(List.of("maker.email", "name", "tags", "tags[3]"));
    }

    @Test
    void fieldsThatNobodyKnowsAreIgnored() {
        post("{\"name\":\"a\",\"later\":1}".getBytes(StandardCharsets.UTF_8))
                .expectStatus()
                .isOk();
    }

    @Test
    void aBodyOverTheLimitIsTooLarge() {
        byte[] body = ("{\"name\":\"a\",\"body\":\"" + "x".repeat(1_100_000) + "\"}").getBytes(StandardCharsets.UTF_8);

        assertProblem(413, post(body));
        assertProblem(413, send("/things/reactive", body));
    }

    @Test
    void deeplyNestedJsonIsRefused() {
        assertProblem(400, post("[".repeat(50_000).getBytes(StandardCharsets.UTF_8)));
        assertProblem(400, post(("{\"later\":" + "[".repeat(50_000)).getBytes(StandardCharsets.UTF_8)));
        assertProblem(422, post(("{\"name\":" + "[".repeat(50_000)).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anotherContentTypeIsNotUnderstood() {
        assertProblem(
                415,
                client.post()
                        .uri("/things")
                        .headers(ProblemAnswersTest::signedIn)
                        .contentType(MediaType.APPLICATION_XML)
                        .bodyValue("<thing/>")
                        .exchange());
    }

    @Test
    void anotherMethodIsNotAllowedAndTheAnswerNamesThoseThatAre() {
        EntityExchangeResult<byte[]> answer = assertProblem(405, call(HttpMethod.DELETE, "/things"));

        assertThat(answer.getResponseHeaders().getAllow()).contains(HttpMethod.GET, HttpMethod.POST);
    }

    @Test
    void whatCannotBeHadInAnAcceptedFormIsNotAcceptable() {
        client.get()
                .uri("/things/" + UUID.randomUUID())
                .headers(ProblemAnswersTest::signedIn)
                .accept(MediaType.APPLICATION_XML)
                .exchange()
                .expectStatus()
                .isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/things/x/y"})
    void whatIsNotThereIsNotFound(String path) {
        assertProblem(404, call(HttpMethod.GET, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/things/17",
                "/things/%00",
                "/static/../x",
                "/static/%2e%2e/x",
                "/things/a%5cb",
                "/things?limit=x",
                "/things?limit=0",
                "/things?after=rubbish",
                "/things?after=AA",
                "/things?after=dGVh",
                "/counts/many?times=1",
                "/counts/1",
                "/counts/1?times=99999999999",
                "/search",
                "/search?q=a%00b"
            })
    void aParameterThatCannotBeReadIsMalformed(String uri) {
        assertProblem(400, call(HttpMethod.GET, uri));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/search?q=%FF", "/search?q=%ED%A0%80"})
    void charactersThatAreNoneDoNoHarm(String uri) {
        client.method(HttpMethod.GET)
                .uri(URI.create("http://localhost:" + port + uri))
                .headers(ProblemAnswersTest::signedIn)
                .exchange()
                .expectStatus()
                .value(status -> assertThat(status).isIn(200, 400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"thrown", "emitted", "sql", "error", "answer"})
    void ourOwnMistakesSayNothingOfUs(String kind) {
        assertProblem(500, call(HttpMethod.GET, "/failures/" + kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"57P01", "57P03", "53300", "40001", "40P01", "55P03", "57014", "08006"})
    void aDatabaseThatIsAwayOrTooBusyIsToBeTriedAgain(String state) {
        EntityExchangeResult<byte[]> answer =
                assertProblem(503, call(HttpMethod.GET, "/failures/state?state=" + state));

        assertThat(answer.getResponseHeaders().getFirst(HttpHeaders.RETRY_AFTER))
                .isEqualTo("2");
    }

    @Test
    void aPoolThatHasNoConnectionToGiveIsToBeTriedAgain() {
        EntityExchangeResult<byte[]> answer = assertProblem(503, call(HttpMethod.GET, "/failures/pool"));

        assertThat(answer.getResponseHeaders().getFirst(HttpHeaders.RETRY_AFTER))
                .isEqualTo("2");
    }

    @Test
    void aDatabaseThatHangsUpIsNotTakenForAClientThatDid() {
        assertProblem(503, call(HttpMethod.DELETE, "/things/" + UUID.randomUUID()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P0001", "XX000", "54000"})
    void aDatabaseThatRefusesAStatementIsOurMistake(String state) {
        assertProblem(500, call(HttpMethod.GET, "/failures/state?state=" + state));
    }

    @Test
    void whatTookTooLongTimedOut() {
        assertProblem(504, call(HttpMethod.GET, "/failures/slow"));
    }

    @Test
    void aHeadRequestIsAnsweredWithoutABody() {
        client.head()
                .uri("/nowhere")
                .headers(ProblemAnswersTest::signedIn)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .isEmpty();
    }

    @Test
    void aProblemSaysWhatItIs() {
        call(HttpMethod.GET, "/failures/conflict?secret=1")
                .expectStatus()
                .isEqualTo(409)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .json("""
                        {"type": "about:blank", "title": "Conflict", "status": 409, "detail": "It is so.",
                         "instance": "/failures/conflict"}
                        """, JsonCompareMode.STRICT);
    }

    @Test
    void aStaleOrMissingIfMatchIsToldApart() {
        String uri = "/things/" + UUID.randomUUID();
        assertProblem(428, call(HttpMethod.PUT, uri));
        for (String stale : List.of("\"2\"", "W/\"1\"")) {
            assertProblem(
                    412,
                    client.put()
                            .uri(uri)
                            .headers(ProblemAnswersTest::signedIn)
                            .header(HttpHeaders.IF_MATCH, stale)
                            .exchange());
        }
        assertProblem(
                400,
                client.put()
                        .uri(uri)
                        .headers(ProblemAnswersTest::signedIn)
                        .header(HttpHeaders.IF_MATCH, "rubbish")
                        .exchange());
        client.put()
                .uri(uri)
                .headers(ProblemAnswersTest::signedIn)
                .header(HttpHeaders.IF_MATCH, "\"1\"")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private WebTestClient.ResponseSpec post(byte[] body) {
        return send("/things", body);
    }

    private WebTestClient.ResponseSpec send(String uri, byte[] body) {
        return client.post()
                .uri(uri)
                .headers(ProblemAnswersTest::signedIn)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private WebTestClient.ResponseSpec call(HttpMethod method, String uri) {
        return client.method(method)
                .uri(URI.create("http://localhost:" + port + uri))
                .headers(ProblemAnswersTest::signedIn)
                .exchange();
    }

    private static void signedIn(HttpHeaders headers) {
        headers.setBearerAuth(Tokens.anonymous());
    }

    private static void assertField(String field, String message, WebTestClient.ResponseSpec answer) {
        answer.expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field)
                .jsonPath("$.errors[0].message")
                .isEqualTo(message);
    }

    private static EntityExchangeResult<byte[]> assertProblem(int status, WebTestClient.ResponseSpec answer) {
        EntityExchangeResult<byte[]> result = answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.title")
                .isNotEmpty()
                .jsonPath("$.detail")
                .isNotEmpty()
                .returnResult();
        assertThat(new String(Objects.requireNonNull(result.getResponseBody()), StandardCharsets.UTF_8))
                .doesNotContain("Exception", "org.", "java.", "SELECT", "secret", "\tat ", "SQL");
        return result;
    }
}
