package org.pressroom.common.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
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

    private static final String WANTED = "wanted";
    private static final JWKSet KEYS = keysWith(WANTED);
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration SLOW = Duration.ofMillis(1_500);
    private static final Duration SOON = Duration.ofSeconds(10);

    private static KeyServers servers(String... hosts) {
        WebClient client = WebClient.builder()
                .exchangeFunction(request -> switch (request.url().getHost()) {
                    case "frozen" -> Mono.never();
                    case "slow" -> answer().delaySubscription(SLOW);
                    default -> answer();
                })
                .build();
        return new KeyServers(
                client,
                List.of(hosts).stream()
                        .map(host -> URI.create("http://" + host + "/keys"))
                        .toList(),
                LIMIT);
    }

    private static Mono<ClientResponse> answer() {
        return Mono.fromSupplier(
                () -> ClientResponse.create(HttpStatus.OK).body(KEYS.toString()).build());
    }

    private static JWKSet keysWith(String keyId) {
        try {
            return new JWKSet(
                    new ECKeyGenerator(Curve.P_256).keyID(keyId).generate().toPublicJWK());
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static StepVerifier.Step<JWKSet> load(String... hosts) {
        return StepVerifier.withVirtualTime(() -> servers(hosts).load(WANTED)).expectSubscription();
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

    @Test
    void whoIsSlowIsHeardWhileOthersAreAsked() {
        load("slow", "frozen")
                .expectNoEvent(SLOW)
                .thenAwait(LIMIT.minus(SLOW))
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
    }
}
