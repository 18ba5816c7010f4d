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
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pressroom.testkit.MutableClock;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
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
    private final AtomicInteger otherRequests = new AtomicInteger();
    private final AtomicReference<Mono<ClientResponse>> otherGateway = new AtomicReference<>();
    private final MutableClock clock = MutableClock.standing();
    private final WebClient client = WebClient.builder()
            .exchangeFunction(request -> Mono.defer(() -> {
                boolean isOther = request.url().getHost().equals("other");
                (isOther ? otherRequests : requests).incrementAndGet();
                return (isOther ? otherGateway : gateway).get();
            }))
            .build();
    private final GatewayKeys keys = keysOf(Duration.ofSeconds(2), "http://gateway/keys");

    private GatewayKeys keysOf(Duration limit, String... addresses) {
        return new GatewayKeys(
                client,
                new ResourceServerProperties(
                        Arrays.stream(addresses).map(URI::create).toList(), limit, Duration.ofMinutes(5)),
                clock);
    }

    private GatewayKeys keysOfTwo() {
        return keysOf(Duration.ofSeconds(1), "http://gateway/keys", "http://other/keys");
    }

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
        gateway.set(refused());
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
        gateway.set(refused());

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

    @Test
    void whereOneGatewayIsDownTheOtherIsAsked() {
        GatewayKeys keysOfTwo = keysOfTwo();
        gateway.set(refused());
        serves(otherGateway, first);

        assertThat(ask(keysOfTwo, "first")).isNotNull();
        assertThat(requests).hasValue(1);

        clock.pass(Duration.ofMinutes(6));
        assertThat(ask(keysOfTwo, "first")).isNotNull();
        assertThat(otherRequests).hasValue(2);
        assertThat(requests).as("the other answered last").hasValue(1);

        otherGateway.set(refused());
        serves(gateway, first);
        clock.pass(Duration.ofMinutes(6));
        assertThat(ask(keysOfTwo, "first")).isNotNull();
        clock.pass(Duration.ofMinutes(6));
        assertThat(ask(keysOfTwo, "first")).isNotNull();
        assertThat(requests).hasValue(3);
        assertThat(otherRequests).as("and now the one").hasValue(3);
    }

    @Test
    void whereOneGatewayAnswersWithRubbishTheOtherIsAsked() {
        serves(otherGateway, first);
        for (ClientResponse rubbish : List.of(
                ClientResponse.create(HttpStatus.OK).build(),
                ClientResponse.create(HttpStatus.OK).body("{\"keys\":").build(),
                ClientResponse.create(HttpStatus.SERVICE_UNAVAILABLE).build())) {
            gateway.set(Mono.just(rubbish));
            assertThat(ask(keysOfTwo(), "first")).isNotNull();
        }
        assertThat(otherRequests).hasValue(3);
    }

    @Test
    void aFrozenGatewayTakesItsShareOfTheTimeAndOnce() {
        GatewayKeys keysOfTwo = keysOfTwo();
        gateway.set(Mono.never());
        serves(otherGateway, first);

        for (int i = 0; i < 3; i++) {
            assertThat(ask(keysOfTwo, "first")).isNotNull();
            clock.pass(Duration.ofMinutes(6));
        }

        assertThat(requests).hasValue(1);
        assertThat(otherRequests).hasValue(3);
    }

    @Test
    void whileBothGatewaysAreAwayTheLastGoodOnesServe() {
        GatewayKeys keysOfTwo = keysOfTwo();
        gateway.set(refused());
        otherGateway.set(Mono.never());
        assertThatThrownBy(() -> ask(keysOfTwo, "first")).isInstanceOf(AuthenticationServiceException.class);

        serves(gateway, first);
        assertThat(ask(keysOfTwo, "first")).isNotNull();

        clock.pass(Duration.ofMinutes(6));
        gateway.set(refused());
        assertThat(ask(keysOfTwo, "first")).isNotNull();
        assertThat(ask(keysOfTwo, "second")).isNull();

        clock.pass(Duration.ofSeconds(2));
        serves(otherGateway, second);
        assertThat(ask(keysOfTwo, "second")).isNotNull();
        assertThat(ask(keysOfTwo, "first")).as("it was taken back").isNull();
    }

    @Test
    void aKeyThatOneGatewayDoesNotKnowYetIsLookedForAtTheOther() {
        GatewayKeys keysOfTwo = keysOfTwo();
        serves(gateway, first);
        serves(otherGateway, second, first);
        assertThat(ask(keysOfTwo, "first")).isNotNull();
        assertThat(otherRequests).hasValue(0);

        clock.pass(Duration.ofSeconds(2));
        assertThat(ask(keysOfTwo, "second")).isNotNull();
        assertThat(ask(keysOfTwo, "first")).isNotNull();
        assertThat(requests).hasValue(2);
        assertThat(otherRequests).hasValue(1);
    }

    @Test
    void aMadeUpKeyMakesUsCallEachGatewayOnceASecondAtMost() {
        GatewayKeys keysOfTwo = keysOfTwo();
        serves(gateway, first);
        otherGateway.set(refused());
        ask(keysOfTwo, "first");
        clock.pass(Duration.ofSeconds(2));

        for (int i = 0; i < 50; i++) {
            assertThat(ask(keysOfTwo, "made up " + i)).isNull();
        }

        assertThat(ask(keysOfTwo, "first")).isNotNull();
        assertThat(requests).hasValue(2);
        assertThat(otherRequests).hasValue(1);
    }

    @Test
    void theyComeFromOneAddressOrFromSeveralSeparatedByCommas() {
        assertThat(configured("http://one:9005/keys").keysUri()).containsExactly(URI.create("http://one:9005/keys"));
        assertThat(configured("http://one:9005/keys,http://other:9005/keys, http://third/keys")
                        .keysUri())
                .containsExactly(
                        URI.create("http://one:9005/keys"),
                        URI.create("http://other:9005/keys"),
                        URI.create("http://third/keys"));
    }

    private static ResourceServerProperties configured(String keysUri) {
        MutablePropertySources environment = new MutablePropertySources();
        environment.addFirst(new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of("PRESSROOM_SECURITY_KEYS_URI", keysUri)));
        return new Binder(ConfigurationPropertySources.from(environment))
                .bind("pressroom.security", ResourceServerProperties.class)
                .get();
    }

    private void serves(ECKey... known) {
        serves(gateway, known);
    }

    private static void serves(AtomicReference<Mono<ClientResponse>> gateway, ECKey... known) {
        gateway.set(Mono.fromSupplier(() -> answer(known)));
    }

    private static Mono<ClientResponse> refused() {
        return Mono.error(new ConnectException("refused"));
    }

    private static ClientResponse answer(ECKey... known) {
        List<JWK> set = Arrays.stream(known).<JWK>map(ECKey::toPublicJWK).toList();
        return ClientResponse.create(HttpStatus.OK)
                .body(new JWKSet(set).toString())
                .build();
    }

    private @Nullable JWK ask(@Nullable String keyId) {
        return ask(keys, keyId);
    }

    private static @Nullable JWK ask(GatewayKeys keys, @Nullable String keyId) {
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
