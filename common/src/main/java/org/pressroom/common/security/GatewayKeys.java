package org.pressroom.common.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The gateways' public keys: loaded when first needed, kept while no gateway answers, loaded again when they are old or a
 * token names a key that is not among them. Fails with {@link AuthenticationServiceException} (503) while there are none.
 */
final class GatewayKeys {

    /** A token with a made-up key id must not make us call the gateway each time. */
    private static final Duration BETWEEN_LOADS = Duration.ofSeconds(1);

    /** While the gateway is away, those whose key is known need not wait for it. */
    private static final Duration BETWEEN_REFRESHES = Duration.ofSeconds(10);

    private record Loaded(JWKSet keys, Instant at) {}

    private final KeyServers servers;
    private final Duration refresh;
    private final Clock clock;
    private final AtomicReference<@Nullable Loaded> loaded = new AtomicReference<>();
    private final AtomicReference<@Nullable Mono<JWKSet>> loading = new AtomicReference<>();
    private volatile Instant lastTry = Instant.EPOCH;

    GatewayKeys(WebClient client, ResourceServerProperties properties, Clock clock) {
        this.servers = new KeyServers(client, properties.keysUri(), properties.keysTimeout());
        this.refresh = properties.keysRefresh();
        this.clock = clock;
    }

    /** The key that the token says it is signed with; empty where the gateway has no such key. */
    Flux<JWK> keysFor(SignedJWT token) {
        String keyId = token.getHeader().getKeyID();
        if (keyId == null) {
            return Flux.empty();
        }
        Loaded current = loaded.get();
        JWK known = current == null ? null : current.keys().getKeyByKeyId(keyId);
        if (current != null && known != null && (!isOld(current) || isTried(BETWEEN_REFRESHES))) {
            return Flux.just(known);
        }
        return load(current, keyId).flatMapMany(keys -> Mono.justOrEmpty(keys.getKeyByKeyId(keyId)));
    }

    private boolean isOld(Loaded set) {
        return set.at().plus(refresh).isBefore(clock.instant());
    }

    private boolean isTried(Duration within) {
        return lastTry.plus(within).isAfter(clock.instant());
    }

    /**
     * One request at a time, which all wait for who came while it was under way. It is over before anybody hears of its
     * end: who asks again then must not be told the old failure.
     */
    private Mono<JWKSet> load(@Nullable Loaded current, String keyId) {
        Mono<JWKSet> underWay = loading.get();
        if (underWay != null) {
            return underWay;
        }
        if (current != null && isTried(BETWEEN_LOADS)) {
            return Mono.just(current.keys());
        }
        Mono<JWKSet> mine = Mono.defer(() -> fetch(keyId))
                .doOnTerminate(() -> loading.set(null))
                .cache();
        Mono<JWKSet> first = loading.compareAndExchange(null, mine);
        return first == null ? mine : first;
    }

    private Mono<JWKSet> fetch(String keyId) {
        lastTry = clock.instant();
        return servers.load(keyId)
                .doOnNext(keys -> loaded.set(new Loaded(keys, clock.instant())))
                .switchIfEmpty(Mono.defer(this::lastGood));
    }

    private Mono<JWKSet> lastGood() {
        Loaded current = loaded.get();
        return current == null
                ? Mono.error(new AuthenticationServiceException("no keys of the gateway yet"))
                : Mono.just(current.keys());
    }
}
