package org.pressroom.common.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Remembers the tokens that were found to be good, until they expire: the gateway uses one for many requests, and
 * verifying its signature anew for each costs more than most requests do. A token whose key the gateway has withdrawn
 * since counts until it expires, which is two minutes at most.
 */
final class VerifiedTokens implements ReactiveJwtDecoder {

    /** As many as the gateway keeps to use again. */
    private static final int MOST_KEPT = 10_000;

    private final ReactiveJwtDecoder decoder;
    private final OAuth2TokenValidator<Jwt> times;
    private final Cache<String, Jwt> verified =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

    /**
     * @param decoder looks at all that makes a token good
     * @param times looks again at what changes with time
     */
    VerifiedTokens(ReactiveJwtDecoder decoder, OAuth2TokenValidator<Jwt> times) {
        this.decoder = decoder;
        this.times = times;
    }

    @Override
    public Mono<Jwt> decode(String token) {
        Jwt known = verified.getIfPresent(token);
        if (known != null && !times.validate(known).hasErrors()) {
            return Mono.just(known);
        }
        verified.invalidate(token);
        return decoder.decode(token).doOnNext(good -> verified.put(token, good));
    }
}
