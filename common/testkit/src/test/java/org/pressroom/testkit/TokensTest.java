package org.pressroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

class TokensTest {
    private final NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                    Tokens.keysUri().toString())
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            .build();

    @Test
    void anAccountsTokenPassesAndSaysWhoItIs() {
        UUID id = UUID.randomUUID();
        Jwt token = decoder.decode(Tokens.account(id, "ida", "Ida B.", "editor", "moderator"));
        assertThat(token.getSubject()).isEqualTo(id.toString());
        assertThat(token.getClaimAsString("iss")).isEqualTo("pressroom");
        assertThat(token.getAudience()).containsExactly("pressroom");
        assertThat(token.getClaimAsString("slug")).isEqualTo("ida");
        assertThat(token.getClaimAsString("name")).isEqualTo("Ida B.");
        assertThat(token.getClaimAsStringList("roles")).containsExactly("editor", "moderator");
    }

    @Test
    void aStrangersTokenPassesWithoutRoles() {
        Jwt token = decoder.decode(Tokens.anonymous());
        assertThat(token.getSubject()).isEqualTo("anonymous");
        assertThat(token.getClaimAsStringList("roles")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatTheGatewayDidNotSignDoesNotPass(String token) {
        assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(JwtException.class);
    }

    static List<String> refused() {
        return List.of(Tokens.expired(), Tokens.foreign(), Tokens.unsigned());
    }
}
