package org.pressroom.common.security;

import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** How long a frozen gateway is waited for. */
@Isolated("virtual time is that of the whole process")
class KeyServersTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(10);

    private static KeyServers servers(String... hosts) {
        WebClient client = WebClient.builder()
                .exchangeFunction(request -> request.url().getHost().equals("frozen")
                        ? Mono.never()
                        : Mono.just(ClientResponse.create(HttpStatus.OK)
                                .body(new JWKSet().toString())
                                .build()))
                .build();
        return new KeyServers(
                client,
                List.of(hosts).stream()
                        .map(host -> URI.create("http://" + host + "/keys"))
                        .toList(),
                LIMIT);
    }

    private static StepVerifier.Step<JWKSet> load(String... hosts) {
        return StepVerifier.withVirtualTime(() -> servers(hosts).load("any")).expectSubscription();
    }

    @Test
    void theOnlyOneHasAllTheTime() {
        load("frozen").expectNoEvent(LIMIT).expectComplete().verify(SOON);
    }

    @Test
    void eachOfSeveralHasItsShare() {
        load("frozen", "frozen", "frozen", "answers")
                .expectNoEvent(LIMIT.multipliedBy(3).dividedBy(4))
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
        load("frozen", "frozen").expectNoEvent(LIMIT).expectComplete().verify(SOON);
    }
}
