package org.pressroom.gateway.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Timeout(60)
class BreakersTest extends GatewayTest {

    /** More than there are connections, and not more than may wait for one. */
    private static final int MANY = 2 * CONNECTIONS;

    @Autowired
    private Breakers breakers;

    @Autowired
    private ServiceClients clients;

    /** A request of its own for each, so that no answer is another's. */
    private Flux<Integer> ask(int times) {
        WebClient client = WebClient.create("http://127.0.0.1:" + port);
        String address = anyAddress();
        return Flux.range(0, times)
                .flatMap(
                        n -> client.get()
                                .uri("/api/comments/" + n)
                                .header("X-Forwarded-For", address)
                                .exchangeToMono(response -> response.releaseBody()
                                        .thenReturn(response.statusCode().value())),
                        times);
    }

    private List<Integer> answers(int times) {
        return Objects.requireNonNull(ask(times).collectList().block(Duration.ofSeconds(30)));
    }

    @Test
    void nobodyIsRefusedWhileItIsTriedWhetherAServiceIsBack() {
        COMMENT.does(asked -> Mono.delay(Duration.ofMillis(100)).thenReturn(Reply.json(200, "{}")));
        CircuitBreaker breaker = breakers.of("comments");
        // the first calls of all are slow
        await().atMost(Duration.ofSeconds(30))
                .until(() -> answers(MANY).stream().allMatch(status -> status == 200));
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();

        assertThat(answers(MANY)).hasSize(MANY).containsOnly(200);
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void aServiceThatIsBackIsAskedAgainAfterTheWaitAndFromThenOn() {
        COMMENT.goAway();
        assertThat(answers(30)).allMatch(status -> status == 503 || status == 504);
        CircuitBreaker breaker = breakers.of("comments");
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        COMMENT.reset();
        COMMENT.answers(Reply.json(200, "{}"));

        int first = 503;
        for (int i = 0; i < 500 && first == 503; i++) {
            first = Objects.requireNonNull(Mono.delay(Duration.ofMillis(20))
                    .then(Mono.defer(() -> ask(1).next()))
                    .block(Duration.ofSeconds(20)));
        }
        assertThat(first).isEqualTo(200);
        assertThat(answers(MANY)).containsOnly(200);
    }

    @Test
    void aFewTriesAreNoTimeLimit() {
        CircuitBreaker breaker = breakers.of("comments");
        assertThat(breaker.getCircuitBreakerConfig().getMaxWaitDurationInHalfOpenState())
                .as("it would open again where few ask")
                .isZero();
    }

    @Test
    void whatIsCancelledOnceItIsAnsweredIsCountedOnce() {
        ARTICLE.answers(Reply.json(200, "{}"));
        CircuitBreaker breaker = breakers.of("pages-article");
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        AtomicInteger answered = new AtomicInteger();

        for (int i = 0; i < 2; i++) {
            clients.article()
                    .get()
                    .uri("/api/articles")
                    .exchangeToFlux(response -> {
                        answered.incrementAndGet();
                        return Flux.<HttpStatusCode>concat(Mono.just(response.statusCode()), Mono.never());
                    })
                    .contextWrite(context -> context.put(Principal.class, Principal.anonymous("10.0.0.1")))
                    .blockFirst(Duration.ofSeconds(20));
        }

        assertThat(answered).hasValue(2);
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isEqualTo(2);
        assertThat(breaker.tryAcquirePermission()).as("the third of three").isTrue();
        assertThat(breaker.tryAcquirePermission()).as("a fourth").isFalse();
        breaker.transitionToClosedState();
    }
}
