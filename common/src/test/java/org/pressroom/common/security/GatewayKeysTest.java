package org.pressroom.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pressroom.testkit.MutableClock;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class GatewayKeysTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final ECKey first = key("first");
    private final ECKey second = key("second");
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicReference<Mono<ClientResponse>> gateway = new AtomicReference<>();
    private final MutableClock clock = MutableClock.standing();
    private final GatewayKeys keys = new GatewayKeys(
            WebClient.builder()
                    .exchangeFunction(request -> Mono.defer(() -> {
                        requests.incrementAndGet();
                        return gateway.get();
                    }))
                    .build(),
            new ResourceServerProperties(
                    URI.create("http://gateway/keys"), Duration.ofSeconds(2), Duration.ofMinutes(5)),
            clock);

    @Test
    void theyAreLoadedWhenFirstNeededAndOnce() {
        serves(first);
        assertThat(requests).hasValue(0);

        assertThat(ask("first")).isEqualTo(first.toPublicJWK());
        assertThat(ask("first")).isNotNull();
        assertThat(requests).hasValue(1);
    }

    @Test
    void whileThereAreNoneEverybodyIsToldToComeBack() {
        gateway.set(Mono.error(new java.net.ConnectException("refused")));
        assertThatThrownBy(() -> ask("first")).isInstanceOf(AuthenticationServiceException.class);

        gateway.set(Mono.just(
                ClientResponse.create(HttpStatus.OK).body("{\"keys\":").build()));
        assertThatThrownBy(() -> ask("first")).isInstanceOf(AuthenticationServiceException.class);

        gateway.set(
                Mono.just(ClientResponse.create(HttpStatus.SERVICE_UNAVAILABLE).build()));
        assertThatThrownBy(() -> ask("first")).isInstanceOf(AuthenticationServiceException.class);

        serves(first);
        assertThat(ask("first")).isNotNull();
    }

    @Test
    void theLastGoodOnesServeWhileTheGatewayIsAway() {
        serves(first);
        ask("first");
        clock.pass(Duration.ofMinutes(6));
        gateway.set(Mono.error(new java.net.ConnectException("refused")));

        assertThat(ask("first")).isNotNull();
        assertThat(requests).hasValue(2);

        assertThat(ask("first"))
                .as("the next one does not wait for the gateway")
                .isNotNull();
        assertThat(requests).hasValue(2);
    }

    @Test
    void oldOnesAreLoadedAgainSoThatAKeyThatWasTakenBackIsForgotten() {
        serves(first);
        ask("first");
        serves(second);
        assertThat(ask("first")).isNotNull();

        clock.pass(Duration.ofMinutes(6));

        assertThat(ask("first")).isNull();
    }

    @Test
    void aNewKeyIsFoundAtOnce() {
        serves(first);
        ask("first");
        clock.pass(Duration.ofSeconds(2));
        serves(first, second);

        assertThat(ask("second")).isNotNull();
        assertThat(requests).hasValue(2);
    }

    @Test
    void aMadeUpKeyDoesNotMakeUsCallTheGatewayEachTime() {
        serves(first);
        ask("first");
        clock.pass(Duration.ofSeconds(2));

        for (int i = 0; i < 50; i++) {
            assertThat(ask("made up " + i)).isNull();
        }

        assertThat(requests).hasValue(2);
        assertThat(ask(null)).isNull();
    }

    @Test
    void whoComesWhileTheyAreLoadedWaitsForThem() {
        serves(first);
        ask("first");
        clock.pass(Duration.ofSeconds(2));
        Sinks.One<ClientResponse> answer = Sinks.one();
        gateway.set(answer.asMono());

        Mono<List<JWK>> one = keys.keysFor(token("second")).collectList().cache();
        Mono<List<JWK>> other = keys.keysFor(token("second")).collectList().cache();
        AtomicInteger answered = new AtomicInteger();
        Mono<Void> both = Mono.when(
                one.doOnNext(found -> answered.addAndGet(found.size())),
                other.doOnNext(found -> answered.addAndGet(found.size())));
        Mono.when(both, Mono.fromRunnable(() -> answer.tryEmitValue(answer(first, second))))
                .block(SOON);

        assertThat(answered).hasValue(2);
        assertThat(requests).hasValue(2);
    }

    private void serves(ECKey... known) {
        gateway.set(Mono.fromSupplier(() -> answer(known)));
    }

    private static ClientResponse answer(ECKey... known) {
        List<JWK> set =
                java.util.Arrays.stream(known).<JWK>map(ECKey::toPublicJWK).toList();
        return ClientResponse.create(HttpStatus.OK)
                .body(new JWKSet(set).toString())
                .build();
    }

    private @Nullable JWK ask(@Nullable String keyId) {
        return keys.keysFor(token(keyId)).blockFirst(SOON);
    }

    private static SignedJWT token(@Nullable String keyId) {
        return new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(keyId).build(), new JWTClaimsSet.Builder().build());
    }

    private static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (com.nimbusds.jose.JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
