package org.pressroom.gateway.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.security.InternalToken;
import org.pressroom.common.security.Role;
import org.pressroom.gateway.principals.Principal;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The tokens by which the services know who asks. One is good for two minutes and handed out for one, to all requests of
 * the same session or personal access token while neither the account nor the key changes; strangers share one, and those
 * of them who are subscribed another.
 */
@Component
public final class InternalTokens {

    private static final Duration VALID = Duration.ofMinutes(2);
    private static final Duration REUSED = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 10_000;

    /** @param keyId so that none is handed out any longer once its key has stopped signing */
    private record Holder(@Nullable UUID credentialId, long accountVersion, boolean subscribed, String keyId) {}

    private final SigningKeys keys;
    private final Clock clock;
    private final Cache<Holder, String> reused;

    @Autowired
    InternalTokens(SigningKeys keys, Clock clock) {
        this(keys, MOST_KEPT, clock, Ticker.systemTicker());
    }

    InternalTokens(SigningKeys keys, int mostKept, Clock clock, Ticker ticker) {
        this.clock = clock;
        this.keys = keys;
        this.reused = Caffeine.newBuilder()
                .maximumSize(mostKept)
                .expireAfterWrite(REUSED)
                .ticker(ticker)
                .build();
    }

    /** A token for the principal that is good for a minute at least. Fails while no key can be had. */
    public Mono<String> of(Principal principal) {
        return keys.current().map(key -> token(principal, key));
    }

    private String token(Principal principal, ECKey key) {
        Holder holder = new Holder(
                principal.credentialId(), principal.accountVersion(), principal.subscribed(), key.getKeyID());
        String known = reused.getIfPresent(holder);
        if (known != null) {
            return known;
        }
        String token = sign(key, claims(principal));
        reused.put(holder, token);
        return token;
    }

    private JWTClaimsSet claims(Principal principal) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(InternalToken.ISSUER)
                .audience(InternalToken.AUDIENCE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(VALID)));
        if (principal.subscribed()) {
            claims.claim(InternalToken.READER, true);
        }
        if (principal.accountId() == null) {
            return claims.subject(InternalToken.ANONYMOUS).build();
        }
        return claims.subject(principal.accountId().toString())
                .claim(
                        InternalToken.ROLES,
                        principal.roles().stream().map(Role::wireName).sorted().toList())
                .claim(InternalToken.NAME, principal.name())
                .claim(InternalToken.SLUG, principal.slug())
                .build();
    }

    private static String sign(ECKey key, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("the signing key does not sign", impossible);
        }
    }
}
