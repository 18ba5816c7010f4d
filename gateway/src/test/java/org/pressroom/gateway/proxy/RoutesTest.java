package org.pressroom.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.gateway.services.Breakers;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.RawConnection;
import org.pressroom.gateway.testing.StubService;
import org.pressroom.gateway.testing.StubService.Asked;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RoutesTest extends GatewayTest {

    private static final Map<String, StubService> STUBS =
            Map.of("article", ARTICLE, "comment", COMMENT, "subscription", SUBSCRIPTION);

    @Autowired
    private Breakers breakers;

    private static String thread() {
        return "/api/articles/" + UUID.randomUUID() + "/comments";
    }

    @Test
    void servicesSeeTheInternalTokenAndNothingThatClientsClaim() {
        ARTICLE.answers(Reply.json(200, "{}"));
        Browser browser = admin();
        browser.get("/api/drafts?limit=5")
                .header("X-Client-Address", "6.6.6.6")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Proto", "gopher")
                .header("Forwarded", "for=6.6.6.6;host=evil.example")
                .header("X-Real-IP", "6.6.6.6")
                .header("X-Original-URL", "/api/accounts")
                .header("Connection", "keep-alive, X-Edit-Token")
                .header("Accept-Language", "de")
                .header("If-None-Match", "\"1\"")
                .exchange()
                .expectStatus()
                .isOk();
        Asked asked = ARTICLE.askedOnce();
        assertThat(asked.uri()).isEqualTo("/api/drafts?limit=5");
        assertThat(asked.headers().names().stream().map(String::toLowerCase))
                .doesNotContain(
                        "cookie",
                        "x-forwarded-host",
                        "x-forwarded-proto",
                        "x-forwarded-for",
                        "forwarded",
                        "x-real-ip",
                        "x-original-url",
                        "x-xsrf-token",
                        "webtestclient-request-id");
        assertThat(asked.headers().getAll("X-Client-Address"))
                .singleElement()
                .asString()
                .startsWith("10.");
        assertThat(asked.headers().getAll("Authorization"))
                .singleElement()
                .asString()
                .startsWith("Bearer ey");
        assertThat(asked.headers().get("If-None-Match")).isEqualTo("\"1\"");
        assertThat(asked.headers().get("Accept-Language")).isEqualTo("de");
        assertThat(asked.headers().get("Host")).startsWith("127.0.0.1");
    }

    /** More than Spring sorts: without an answer of its own it would be a fault of ours. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/drafts", "/api/session", "/api/comments/0198a7f0-0000-7000-8000-000000000001"})
    void aListOfTypesThatNobodySortsIsNotAcceptable(String path) {
        String types = IntStream.range(0, 60).mapToObj(i -> "a/b" + i).collect(Collectors.joining(","));
        anonymous()
                .get()
                .uri(path)
                .header("Accept", types)
                .exchange()
                .expectStatus()
                .isEqualTo(406);
    }

    @Test
    void aClientsOwnTokenNeverReachesAService() {
        ARTICLE.answers(Reply.json(200, "{}"));
        String token = newToken(admin());
        anonymous()
                .get()
                .uri("/api/drafts")
                .header("Authorization", "Bearer " + token)
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(ARTICLE.askedOnce().headers().toString()).doesNotContain(token);
    }

    @Test
    void clientsSeeNothingThatIsNotForThem() {
        COMMENT.answers(Reply.json(
                202,
                "{\"id\": 1}",
                "Cache-Tag",
                "thread:1",
                "Set-Cookie",
                "PRESSROOM_SESSION=x",
                "Server",
                "stub",
                "Location",
                "/api/comments/1"));
        posted().isAccepted()
                .expectHeader()
                .doesNotExist("Cache-Tag")
                .expectHeader()
                .doesNotExist(HttpHeaders.SET_COOKIE)
                .expectHeader()
                .doesNotExist(HttpHeaders.SERVER)
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectHeader()
                .valueEquals("Location", "/api/comments/1");
    }

    @Test
    void bodiesArriveAsTheyWereSent() {
        COMMENT.answers(Reply.json(202, "{}"));
        anonymous()
                .post()
                .uri(thread())
                .contentType(MediaType.APPLICATION_JSON)
                .header("Idempotency-Key", "k1")
                .header("X-Edit-Token", "e1")
                .bodyValue("{\"body\": \"żółw\"}")
                .exchange()
                .expectStatus()
                .isAccepted();
        Asked asked = COMMENT.askedOnce();
        assertThat(asked.body()).isEqualTo("{\"body\": \"żółw\"}");
        assertThat(asked.headers().get("Idempotency-Key")).isEqualTo("k1");
        assertThat(asked.headers().get("X-Edit-Token")).isEqualTo("e1");
    }

    /** All that the services' documents name, each sent to where it is named. */
    @ParameterizedTest
    @MethodSource("headersOfServices")
    void whatAServiceTakesInAHeaderReachesIt(String method, String path, String header) {
        STUBS.values().forEach(stub -> stub.answers(Reply.json(200, "{}")));
        anonymous()
                .method(HttpMethod.valueOf(method))
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .header(header, "said-by-the-client")
                .exchange();
        assertThat(STUBS.values().stream().flatMap(stub -> stub.asked().stream()))
                .as("what services were asked")
                .isNotEmpty()
                .allSatisfy(asked -> assertThat(asked.headers().get(header)).isEqualTo("said-by-the-client"));
    }

    static Stream<Arguments> headersOfServices() throws IOException {
        List<Arguments> headers = new ArrayList<>();
        for (String service : STUBS.keySet()) {
            JsonNode paths = JsonMapper.shared()
                    .readTree(RoutesTest.class.getResourceAsStream("/openapi/" + service + "-service.json"))
                    .path("paths");
            paths.properties().forEach(path -> path.getValue().properties().forEach(operation -> operation
                    .getValue()
                    .path("parameters")
                    .valueStream()
                    .filter(parameter -> parameter.path("in").asString().equals("header"))
                    // A stream is joined once for all who listen, each from where it was: see StreamsTest.
                    .filter(parameter -> !path.getKey().endsWith("/stream"))
                    .forEach(parameter -> headers.add(Arguments.of(
                            operation.getKey().toUpperCase(Locale.ROOT),
                            path.getKey()
                                    .replaceAll("\\{[^}]*}", UUID.randomUUID().toString()),
                            parameter.path("name").asString())))));
        }
        return headers.stream();
    }

    @Test
    void aServiceThatIsAwayIs503() {
        COMMENT.goAway();
        posted().isEqualTo(503)
                .expectHeader()
                .exists(HttpHeaders.RETRY_AFTER)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody(String.class)
                .value(body -> assertThat(body).doesNotContain("Exception").doesNotContain("127.0.0.1"));
    }

    @Test
    void aServiceThatIsTooSlowIs504AndAskedOnce() {
        COMMENT.does(asked -> Mono.never());
        anonymous()
                .get()
                .uri("/api/comments/1")
                .exchange()
                .expectStatus()
                .isEqualTo(504)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(COMMENT.asked()).hasSize(1);
    }

    @Test
    void readsAreTriedAgainWhereAConnectionBroke() {
        AtomicInteger tries = new AtomicInteger();
        COMMENT.does(asked -> Mono.just(tries.incrementAndGet() < 3 ? Reply.hangUp() : Reply.json(200, "{}")));
        anonymous().get().uri("/api/comments/1").exchange().expectStatus().isOk();
        assertThat(tries).hasValue(3);
    }

    @Test
    void writesAreNotTriedAgain() {
        COMMENT.answers(Reply.hangUp());
        posted().isEqualTo(503);
        assertThat(COMMENT.asked()).hasSize(1);
    }

    /** How a comment of somebody is answered. */
    private StatusAssertions posted() {
        return anonymous().post().uri(thread()).bodyValue("{}").exchange().expectStatus();
    }

    @Test
    void aRequestThatCannotBeAnsweredClosesTheRouteForNobody() {
        COMMENT.answers(Reply.json(500, "{\"status\": 500}"));
        for (int i = 0; i < 30; i++) {
            posted().isEqualTo(500);
        }
        COMMENT.answers(Reply.json(202, "{}"));
        posted().isAccepted();
    }

    @Test
    void aBreakerShieldsAServiceThatFailsAndLetsItBackIn() {
        COMMENT.answers(Reply.json(503, "{\"status\": 503}"));
        for (int i = 0; i < 10; i++) {
            posted().isEqualTo(503);
        }
        assertThat(breakers.of("comments").getState()).isEqualTo(CircuitBreaker.State.OPEN);
        posted().isEqualTo(503).expectHeader().exists(HttpHeaders.RETRY_AFTER);
        assertThat(COMMENT.asked()).hasSize(10);

        COMMENT.answers(Reply.json(202, "{}"));
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> posted().isAccepted());
    }

    @Test
    void refusalsOfAServiceDoNotOpenTheBreaker() {
        COMMENT.answers(Reply.json(422, "{\"status\": 422}"));
        for (int i = 0; i < 20; i++) {
            posted().isEqualTo(422);
        }
        assertThat(breakers.of("comments").getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void aStreamBeginsAtOnceAndHasNoTimeLimit() {
        COMMENT.answers(Reply.stream(Flux.concat(
                Flux.just(": hello\n\n"),
                Mono.delay(Duration.ofMillis(2500)).map(late -> "id:8\ndata: late\n\n"),
                Flux.never())));
        List<String> events = anonymous()
                .get()
                .uri(thread() + "/stream")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody()
                .take(1)
                .collectList()
                .block(Duration.ofSeconds(15));
        assertThat(Objects.requireNonNull(events)).containsExactly("late");
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        COMMENT.answers(Reply.json(202, "{}"));
        byte[] chunk = new byte[256 * 1024];
        anonymous()
                .post()
                .uri(thread())
                .contentType(MediaType.APPLICATION_JSON)
                .body(BodyInserters.fromDataBuffers(
                        Flux.range(0, 5).map(n -> DefaultDataBufferFactory.sharedInstance.wrap(chunk))))
                .exchange()
                .expectStatus()
                .isEqualTo(413)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(COMMENT.asked()).isEmpty();
        assertThat(breakers.of("comments").getMetrics().getNumberOfFailedCalls())
                .isZero();
    }

    @Test
    void aBodyOverTheLimitIsRefusedForReadsToo() {
        ARTICLE.answers(Reply.json(200, "{}"));
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.OPTIONS)) {
            anonymous()
                    .method(method)
                    .uri("/api/drafts")
                    .bodyValue(new byte[1024 * 1024 + 1])
                    .exchange()
                    .expectStatus()
                    .isEqualTo(413);
        }
        assertThat(ARTICLE.asked()).isEmpty();
    }

    @Test
    void theBodyOfAReadIsLeftBehind() {
        ARTICLE.answers(Reply.json(200, "{}"));
        anonymous()
                .method(HttpMethod.GET)
                .uri("/api/drafts")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"a\": 1}")
                .exchange()
                .expectStatus()
                .isOk();
        Asked asked = ARTICLE.askedOnce();
        assertThat(asked.body()).isEmpty();
        assertThat(asked.headers().names().stream().map(String::toLowerCase))
                .doesNotContain("content-type", "content-length", "transfer-encoding");
    }

    @Test
    void aBodyThatComesSlowlyIsNotHeldAgainstItsService() {
        COMMENT.answers(Reply.json(202, "{}"));
        anonymous()
                .post()
                .uri(thread())
                .contentType(MediaType.APPLICATION_JSON)
                .body(BodyInserters.fromDataBuffers(Flux.just("{", "}")
                        .delayElements(Duration.ofMillis(700))
                        .map(part ->
                                DefaultDataBufferFactory.sharedInstance.wrap(part.getBytes(StandardCharsets.UTF_8)))))
                .exchange()
                .expectStatus()
                .isAccepted();
        assertThat(COMMENT.askedOnce().body()).isEqualTo("{}");
    }

    @Test
    void anAnswerThatDoesNotEndIsCutOff() {
        ARTICLE.answers(new Reply(
                200,
                Map.of("Content-Type", "application/json", "Content-Length", "100"),
                Flux.concat(Flux.just("{\"a\": "), Flux.never())));
        String answer =
                RawConnection.exchangeUntilClosed(port, "GET /api/drafts HTTP/1.1\r\nHost: site.example\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/api",
                "/api/nothing",
                "/api/webhooks",
                "/internal/dead-letters",
                "/actuator",
                "/actuator/env",
                "/actuator/gateway/routes",
                "/actuator/metrics",
                "/actuator/info",
                "/keys",
                "/error"
            })
    void whatIsNotThereIs404(String path) {
        anonymous()
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void healthIsOpenAndSaysNoMore(String path) {
        anonymous()
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("UP")
                .jsonPath("$.components")
                .doesNotExist()
                .jsonPath("$.details")
                .doesNotExist();
    }

    @Test
    void deadLettersAreForAdminsAlone() {
        COMMENT.answers(Reply.json(200, "{\"items\": []}"));
        String path = "/api/operations/dead-letters/comment";
        anonymous().get().uri(path).exchange().expectStatus().isUnauthorized();
        staff("editor", "moderator").get(path).exchange().expectStatus().isForbidden();
        Browser admin = admin();
        admin.get("/api/operations/dead-letters/nothing")
                .exchange()
                .expectStatus()
                .isNotFound();
        admin.get(path + "?limit=3")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"items\": []}");
        assertThat(COMMENT.askedOnce().uri()).isEqualTo("/internal/dead-letters?limit=3");
        COMMENT.does(asked -> Mono.just(new Reply(204, Map.of(), Mono.empty())));
        admin.post(path + "/replays")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"topic\":\"t\",\"partition\":0,\"offset\":7}")
                .exchange()
                .expectStatus()
                .isNoContent();
        Asked replay = COMMENT.asked().get(1);
        assertThat(replay.uri()).isEqualTo("/internal/dead-letters/replays");
        assertThat(replay.body()).isEqualTo("{\"topic\":\"t\",\"partition\":0,\"offset\":7}");
    }

    @Test
    void whyAServiceDidNotReplayADeadLetterIsTold() {
        COMMENT.answers(Reply.json(
                409, "{\"title\": \"Conflict\", \"status\": 409, \"detail\": \"It is refused again: no such key.\"}"));
        admin().post("/api/operations/dead-letters/comment/replays")
                .bodyValue(Map.of("topic", "t", "partition", 0, "offset", 7))
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("It is refused again: no such key.")
                .jsonPath("$.instance")
                .isEqualTo("/api/operations/dead-letters/comment/replays");
    }
}
