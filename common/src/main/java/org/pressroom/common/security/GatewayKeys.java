package org.pressroom.common.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The gateway's public keys: loaded when first needed, kept while the gateway is away, loaded again when they are old
 * or a token names a key that is not among them. Fails with {@link AuthenticationServiceException} (503) while there
 * are none.
 */
final class GatewayKeys {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayKeys.class);

    /** A token with a made-up key id must not make us call the gateway each time. */
    private static final Duration SHORTEST_BETWEEN_LOADS = Duration.ofSeconds(1);

    private record Loaded(JWKSet keys, Instant at) {}

    private final WebClient client;
    private final ResourceServerProperties properties;
    private final Clock clock;
    private final AtomicReference<@Nullable Loaded> loaded = new AtomicReference<>();
    private final AtomicReference<@Nullable Mono<JWKSet>> loading = new AtomicReference<>();
    private volatile Instant lastTry = Instant.EPOCH;

    GatewayKeys(WebClient client, ResourceServerProperties properties, Clock clock) {
        this.client = client;
        this.properties = properties;
        this.clock = clock;
    }

    /** The key that the token says it is signed with; empty where the gateway has no such key. */
    Flux<JWK> keysFor(SignedJWT token) {
        String keyId = token.getHeader().getKeyID();
        Loaded current = loaded.get();
        if (current != null && !isOld(current)) {
            JWK key = current.keys().getKeyByKeyId(keyId);
            if (key != null) {
                return Flux.just(key);
            }
        }
        return load().flatMapMany(keys -> Flux.fromIterable(matching(keys, keyId)));
    }

    private static List<JWK> matching(JWKSet keys, @Nullable String keyId) {
        JWK key = keyId == null ? null : keys.getKeyByKeyId(keyId);
        return key == null ? List.of() : List.of(key);
    }

    private boolean isOld(Loaded set) {
        return set.at().plus(properties.keysRefresh()).isBefore(clock.instant());
    }

    private Mono<JWKSet> load() {
        Loaded current = loaded.get();
        boolean justTried = lastTry.plus(SHORTEST_BETWEEN_LOADS).isAfter(clock.instant());
        if (current != null && justTried) {
            return Mono.just(current.keys());
        }
        Mono<JWKSet> mine =
                Mono.defer(this::fetch).doFinally(end -> loading.set(null)).cache();
        Mono<JWKSet> first = loading.compareAndExchange(null, mine);
        return first == null ? mine : first;
    }

    private Mono<JWKSet> fetch() {
        lastTry = clock.instant();
        return client.get()
                .uri(properties.keysUri())
                .retrieve()
                .bodyToMono(String.class)
                .timeout(properties.keysTimeout())
                .map(GatewayKeys::parse)
                .doOnNext(keys -> loaded.set(new Loaded(keys, clock.instant())))
                .onErrorResume(this::lastGood);
    }

    private Mono<JWKSet> lastGood(Throwable failure) {
        Loaded current = loaded.get();
        if (current != null) {
            LOG.warn(
                    "the gateway's keys cannot be loaded again, those of {} still serve: {}",
                    current.at(),
                    failure.toString());
            return Mono.just(current.keys());
        }
        return Mono.error(new AuthenticationServiceException("no keys of the gateway yet", failure));
    }

    private static JWKSet parse(String json) {
        try {
            return JWKSet.parse(json);
        } catch (ParseException malformed) {
            throw new IllegalStateException("the gateway's key set is malformed", malformed);
        }
    }
}
