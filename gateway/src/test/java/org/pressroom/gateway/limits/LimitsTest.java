package org.pressroom.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pressroom.gateway.secrets.SiteSecret;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

class LimitsTest extends GatewayTest {

    private static final String COMMENTS = "/api/articles/0198a7f0-0000-7000-8000-000000000001/comments";
    private static final int MOST_TRIES = 1000;

    @Autowired
    private DatabaseClient database;

    @Autowired
    private SiteSecret secret;

    @Test
    void whoPostsTooMuchIsToldWhenToComeBackAndMayStillRead() {
        COMMENT.answers(Reply.json(202, "{}"));
        WebTestClient flooder = anonymous();
        FluxExchangeResult<String> last = post(flooder);
        for (int i = 0; i < MOST_TRIES && last.getStatus().value() == 202; i++) {
            last = post(flooder);
        }
        assertThat(last.getStatus().value()).isEqualTo(429);
        assertThat(last.getResponseHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isNotNull();
        assertThat(last.getResponseHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(COMMENT.asked()).hasSizeGreaterThanOrEqualTo(60);
        flooder.get().uri("/api/session").exchange().expectStatus().isOk();
        anonymous()
                .post()
                .uri(COMMENTS)
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isAccepted();
    }

    @Test
    void whatIsPostedHereIsKnownToAGatewayBesideThis() {
        COMMENT.answers(Reply.json(202, "{}"));
        String address = anyAddress();
        SharedLimiters beside = new SharedLimiters(new BucketRepository(database), secret, Duration.ofSeconds(20));
        RateLimiter posts = beside.limiters().limiter("posts", 60, Duration.ofSeconds(1));
        WebTestClient flooder = anonymous()
                .mutate()
                .defaultHeaders(headers -> headers.set("X-Forwarded-For", address))
                .build();
        for (int i = 0; i < 60; i++) {
            post(flooder);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            boolean refused = !posts.take(AddressKeys.of(address)).isZero();
            beside.exchange();
            post(flooder);
            return refused;
        });
        assertThat(posts.take(AddressKeys.of(anyAddress()))).isZero();
    }

    @Test
    void whoIsSignedInHasABudgetOfItsOwnWhereverItIs() {
        COMMENT.answers(Reply.json(202, "{}"));
        Browser writer = staff("author");
        String token = newToken(writer);
        Browser neighbour = staff("author");
        int posted = 0;
        while (posted < MOST_TRIES && status(writer.post(COMMENTS)) == 202) {
            posted++;
        }
        assertThat(posted).isBetween(300, MOST_TRIES - 1);
        // One more comes every now and then.
        assertThat(IntStream.range(0, 50)
                        .map(i -> status(
                                anonymous().post().uri(COMMENTS).header(HttpHeaders.AUTHORIZATION, "Bearer " + token))))
                .contains(429);
        writer.get("/api/session").exchange().expectStatus().isOk();
        assertThat(status(neighbour.post(COMMENTS))).isEqualTo(202);
    }

    private static int status(WebTestClient.RequestBodySpec post) {
        return post.bodyValue("{}")
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    /** As after a start, when no process knows any of them yet. */
    @Test
    void goodCredentialsAreNoGuessesHoweverManyComeFromOneAddress() {
        String secret = "known-" + UUID.randomUUID() + "-";
        database.sql("""
                        INSERT INTO session (id, token_hash, account_id, created_at, seen_at, expires_at)
                        SELECT gen_random_uuid(), sha256(convert_to(:secret || n, 'UTF8')), id, now(), now(),
                            now() + interval '1 hour'
                        FROM account, generate_series(1, 900) AS numbers (n) WHERE username = 'admin'
                        """).bind("secret", secret).then().block();
        WebTestClient office = anonymous();
        for (int i = 1; i <= 900; i++) {
            office.get()
                    .uri("/api/session")
                    .cookie(Browser.SESSION, secret + i)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.account.username")
                    .isEqualTo("admin");
        }
        database.sql(
                        "DELETE FROM session WHERE token_hash IN "
                                + "(SELECT sha256(convert_to(:secret || n, 'UTF8')) FROM generate_series(1, 900) AS numbers (n))")
                .bind("secret", secret)
                .then()
                .block();
    }

    @Test
    void whoShowsMadeUpCredentialsIsStoppedAndKeepsOutNobodyAtTheSameAddress() {
        WebTestClient shared = anonymous();
        Browser known = new Browser(shared).signIn("admin", ADMIN_PASSWORD);
        String token = newToken(known);
        withToken(shared, token).expectStatus().isOk();
        int status = 401;
        for (int i = 0; i < 2 * MOST_TRIES && status == 401; i++) {
            status = withToken(shared, "pressroom_" + UUID.randomUUID())
                    .returnResult(String.class)
                    .getStatus()
                    .value();
        }
        assertThat(status).isEqualTo(429);
        known.get("/api/tokens").exchange().expectStatus().isOk();
        withToken(shared, token).expectStatus().isOk();
        new Browser(shared)
                .signIn("admin", ADMIN_PASSWORD)
                .get("/api/tokens")
                .exchange()
                .expectStatus()
                .isOk();
    }

    /** Whatever a request is refused for, somebody counts it. */
    @ParameterizedTest
    @CsvSource({
        "GET, /api/articles, Cookie, PRESSROOM_SESSION=made-up, ''",
        "GET, /, Cookie, PRESSROOM_SESSION=made-up, ''",
        "GET, /, Authorization, Basic made-up, ''",
        "POST, /api/session, Cookie, PRESSROOM_SESSION=made-up, ''",
        "POST, /subscriptions, Cookie, PRESSROOM_SESSION=made-up, ''",
        "POST, /api/subscriptions, Cookie, PRESSROOM_SESSION=made-up, http://evil.example",
        "POST, /api/subscriptions, Authorization, Bearer made-up, http://evil.example",
        "POST, /api/subscriptions, Cookie, __Host-PRESSROOM_SESSION=made-up, ''"
    })
    void whoeverShowsWhatNobodyKnowsIsStopped(String method, String path, String header, String shown, String origin)
            throws InterruptedException, ExecutionException {
        ARTICLE.answers(Reply.json(200, "{\"items\":[],\"next\":null}"));
        List<Integer> statuses = atOnce(MOST_TRIES, request -> {
            request.method(method, HttpRequest.BodyPublishers.noBody()).header(header, shown);
            if (!origin.isEmpty()) {
                request.header("Origin", origin);
            }
            return path;
        });
        assertThat(statuses).contains(429);
        assertThat(statuses.stream().filter(status -> status != 429))
                .as("let pass")
                .hasSizeLessThan(900);
    }

    @Test
    void aPageThatIsKeptIsCountedToo() {
        ARTICLE.answers(Reply.json(200, "{\"items\":[],\"next\":null}", "Cache-Tag", "list"));
        WebTestClient reader = anonymous();
        int status = 200;
        for (int i = 0; i < 2 * MOST_TRIES && status == 200; i++) {
            status = status(reader, "/api/articles");
        }
        assertThat(status).isEqualTo(429);
        assertThat(ARTICLE.asked()).as("the rest came from the cache").hasSizeLessThan(100);
        // Whoever asks whether it lives may stand behind the same address, and would end it.
        for (int i = 0; i < 100; i++) {
            for (String probe : List.of("liveness", "readiness")) {
                assertThat(status(reader, "/actuator/health/" + probe)).isEqualTo(200);
            }
        }
    }

    private static int status(WebTestClient client, String path) {
        return client.get()
                .uri(path)
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    /** One service alone would have no room for so many, and refuse them at once. */
    @Test
    void oneClientHasOnlySoManyRequestsUnderWay() throws InterruptedException, ExecutionException {
        List.of(ARTICLE, COMMENT, SUBSCRIPTION).forEach(service -> service.does(asked -> Mono.never()));
        List<String> paths = List.of("/api/articles/", "/api/comments/", "/api/subscriptions/");
        AtomicInteger next = new AtomicInteger();
        List<Integer> statuses =
                atOnce(200, request -> paths.get(next.getAndIncrement() % paths.size()) + UUID.randomUUID());
        assertThat(statuses).contains(429);
        assertThat(statuses.stream().filter(status -> status != 429)).hasSizeGreaterThanOrEqualTo(64);
        COMMENT.answers(Reply.json(404, "{}"));
        assertThat(atOnce(1, request -> "/api/comments/" + UUID.randomUUID())).doesNotContain(429);
    }

    private interface Asking {
        String path(HttpRequest.Builder request);
    }

    /** The statuses of as many requests of one client, all sent before any is answered. */
    private List<Integer> atOnce(int requests, Asking asking) throws InterruptedException, ExecutionException {
        String address = anyAddress();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            HttpRequest.Builder request = HttpRequest.newBuilder().header("X-Forwarded-For", address);
            String path = asking.path(request);
            request.uri(URI.create("http://127.0.0.1:" + port + path));
            answers.add(client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding()));
        }
        List<Integer> statuses = new ArrayList<>();
        for (CompletableFuture<HttpResponse<Void>> answer : answers) {
            statuses.add(answer.get().statusCode());
        }
        return statuses;
    }

    private static WebTestClient.ResponseSpec withToken(WebTestClient client, String token) {
        return client.get()
                .uri("/api/session")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .exchange();
    }

    private static FluxExchangeResult<String> post(WebTestClient client) {
        return client.post().uri(COMMENTS).bodyValue("{}").exchange().returnResult(String.class);
    }
}
