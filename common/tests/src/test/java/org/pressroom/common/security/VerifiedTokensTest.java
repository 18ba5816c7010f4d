package org.pressroom.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import reactor.core.publisher.Mono;

class VerifiedTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant EXPIRES = NOW.plusSeconds(120);

    private final JwtTimestampValidator times = new JwtTimestampValidator(Duration.ZERO);
    private final AtomicInteger verifications = new AtomicInteger();
    private final VerifiedTokens tokens = new VerifiedTokens(this::verify, times);
    private boolean expired;

    VerifiedTokensTest() {
        times.setClock(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Mono<Jwt> verify(String token) {
        verifications.incrementAndGet();
        return token.equals("good") && !expired
                ? Mono.just(Jwt.withTokenValue(token)
                        .header("alg", "ES256")
                        .subject("anonymous")
                        .expiresAt(EXPIRES)
                        .build())
                : Mono.error(new BadJwtException("no"));
    }

    @Test
    void aSignatureIsVerifiedOnce() {
        Jwt first = tokens.decode("good").block();

        assertThat(tokens.decode("good").block()).isEqualTo(first);
        assertThat(verifications).hasValue(1);
    }

    @Test
    void aTokenThatWasGoodIsWorthNothingOnceItHasExpired() {
        tokens.decode("good").block();
        times.setClock(Clock.fixed(EXPIRES.plusSeconds(1), ZoneOffset.UTC));
        expired = true;

        assertThatThrownBy(() -> tokens.decode("good").block()).isInstanceOf(BadJwtException.class);
    }

    @Test
    void aWorthlessTokenIsNotRemembered() {
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> tokens.decode("forged").block()).isInstanceOf(BadJwtException.class);
        }
        assertThat(verifications).hasValue(2);
    }
}
