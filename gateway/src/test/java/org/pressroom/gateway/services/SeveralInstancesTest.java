package org.pressroom.gateway.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.StubService;
import org.pressroom.gateway.testing.StubService.Reply;
import org.pressroom.testkit.WithServers;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A service of two instances, of which one dies. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "pressroom.internal.port=0",
            "pressroom.admin.password=" + GatewayTest.ADMIN_PASSWORD,
            "pressroom.protection.hosts=127.0.0.1",
            "pressroom.limits.enabled=false",
            "pressroom.routes.limit=6s",
            // what one instance does not answer is not to close the route in the next test
            "resilience4j.circuitbreaker.configs.default.minimum-number-of-calls=100",
            "resilience4j.circuitbreaker.configs.default.sliding-window-size=100"
        })
@WithServers
class SeveralInstancesTest {

    private static final StubService COMMENT = new StubService();
    private static final StubService SECOND = new StubService();
    private static final String COMMENT_OF = "/api/comments/";
    private static final String THREAD = "/api/articles/0198a7f0-0000-7000-8000-000000000001/comments";

    /** As operators write it: one after the other, separated by a comma. */
    @DynamicPropertySource
    static void twoInstances(DynamicPropertyRegistry registry) {
        registry.add("pressroom.services.comment", () -> COMMENT.url() + "," + SECOND.url());
    }

    @LocalServerPort
    private int port;

    @BeforeEach
    void bothAnswer() {
        for (StubService instance : List.of(COMMENT, SECOND)) {
            instance.reset();
            instance.answers(Reply.json(200, "{}"));
        }
    }

    private WebTestClient anonymous() {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .build();
    }

    private int read(int id) {
        return anonymous()
                .get()
                .uri(COMMENT_OF + id)
                .exchange()
                // Or its connection would not be free again.
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    private int written() {
        return anonymous()
                .post()
                .uri(THREAD)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"body\": \"x\"}")
                .exchange()
                // Or its connection would not be free again.
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    @Test
    void bothAreAskedInTurn() {
        // one that was away a moment ago is left alone for a moment
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(read(0)).isEqualTo(200);
            assertThat(COMMENT.asked()).isNotEmpty();
            assertThat(SECOND.asked()).isNotEmpty();
        });
        int before = COMMENT.asked().size();
        for (int i = 0; i < 10; i++) {
            assertThat(read(i)).isEqualTo(200);
        }
        assertThat(COMMENT.asked()).hasSize(before + 5);
    }

    @Test
    void nobodyNoticesThatOneIsGone() {
        SECOND.goAway();
        for (int i = 0; i < 20; i++) {
            assertThat(read(i)).isEqualTo(200);
            assertThat(written()).isEqualTo(200);
        }
        assertThat(COMMENT.asked()).hasSize(40);
    }

    @Test
    void aWriteThatMayHaveArrivedIsNotMadeAgain() {
        List.of(COMMENT, SECOND).forEach(instance -> instance.answers(Reply.hangUp()));
        assertThat(written()).isEqualTo(503);
        assertThat(COMMENT.asked().size() + SECOND.asked().size()).isEqualTo(1);
    }

    /** What has just started may take its time, of which nobody is to notice. */
    @Test
    void whoReadsFromOneThatHasJustStartedAndIsSlowIsAnsweredByTheOther() {
        SECOND.goAway();
        await().atMost(Duration.ofSeconds(20)).until(() -> read(0) == 200 && read(1) == 200);
        SECOND.reset();
        SECOND.does(asked -> Mono.never());
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            assertThat(read(0)).isEqualTo(200);
            return !SECOND.asked().isEmpty();
        });
        onlyTheFirstIsAsked();
    }

    @Test
    void oneThatIsSilentIsLeftAlone() {
        await("both having been at work for a while")
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    for (int i = 0; i < 50; i++) {
                        assertThat(read(i)).isEqualTo(200);
                    }
                    return COMMENT.asked().size() >= 100 && SECOND.asked().size() >= 100;
                });
        SECOND.does(asked -> Mono.never());
        await().atMost(Duration.ofSeconds(20)).until(() -> read(0) == 504);
        int asked = SECOND.asked().size();
        for (int i = 0; i < 10; i++) {
            assertThat(read(i)).isEqualTo(200);
        }
        assertThat(SECOND.asked()).hasSize(asked);
    }

    @Test
    void oneThatIsNotReadyIsLeftAloneThoughItAnswers() {
        SECOND.isNotReady();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(this::onlyTheFirstIsAsked);
        COMMENT.isNotReady();
        await("where none is ready, those that there are")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(read(0)).isEqualTo(200);
                    assertThat(SECOND.asked()).isNotEmpty();
                });
    }

    private void onlyTheFirstIsAsked() {
        int asked = SECOND.asked().size();
        for (int i = 0; i < 4; i++) {
            assertThat(read(i)).isEqualTo(200);
        }
        assertThat(SECOND.asked()).hasSize(asked);
    }

    @Test
    void whoReadsFromOneThatFreezesIsAnsweredByTheOther() {
        SECOND.freezes();
        for (int i = 0; i < 4; i++) {
            assertThat(read(i)).isEqualTo(200);
        }
        assertThat(SECOND.asked()).hasSizeLessThanOrEqualTo(2);
        onlyTheFirstIsAsked();
    }

    @Test
    void oneThatIsBackIsAskedAgain() {
        SECOND.goAway();
        await().atMost(Duration.ofSeconds(20)).until(() -> read(0) == 200 && read(1) == 200);
        SECOND.reset();
        SECOND.answers(Reply.json(200, "{}"));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(read(0)).isEqualTo(200);
            assertThat(SECOND.asked()).isNotEmpty();
        });
    }

    @Test
    void aStreamGoesOnWithTheOtherInstance() {
        for (StubService instance : List.of(COMMENT, SECOND)) {
            instance.does(asked -> Mono.just(Reply.stream(
                    asked.headers().contains("Last-Event-ID")
                            ? Flux.concat(
                                    Flux.just("id:5\n\n", "id:6\nevent:comment-approved\ndata:{}\n\n"), Flux.never())
                            : Flux.concat(Flux.just("id:5\n\n"), Flux.never()))));
        }
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        Disposable client = anonymous()
                .get()
                .uri(THREAD + "/stream")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .returnResult(String.class)
                .getResponseBody()
                .subscribe(seen::add);
        try {
            StubService first = COMMENT.asked().isEmpty() ? SECOND : COMMENT;
            StubService other = first == COMMENT ? SECOND : COMMENT;
            first.goAway();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(seen).containsExactly("{}"));
            assertThat(other.asked().get(0).headers().get("Last-Event-ID")).isEqualTo("5");
        } finally {
            client.dispose();
        }
    }
}
