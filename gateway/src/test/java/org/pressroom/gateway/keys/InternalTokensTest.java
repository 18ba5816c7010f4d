package org.pressroom.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

class InternalTokensTest extends GatewayTest {

    @Autowired
    private KeysServer server;

    @Autowired
    private DatabaseClient database;

    @Autowired
    private TransactionalOperator transaction;

    private String token(int request) {
        return Objects.requireNonNull(ARTICLE.asked().get(request).headers().get("Authorization"))
                .substring("Bearer ".length());
    }

    private JWKSet published() throws Exception {
        String json = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + server.port())
                .build()
                .get()
                .uri("/keys")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(json).doesNotContain("\"d\"");
        return JWKSet.parse(json);
    }

    @Test
    void theServicesCanCheckWhoAsks() throws Exception {
        ARTICLE.answers(Reply.json(200, "{}"));
        Browser admin = admin();
        admin.get("/api/drafts").exchange().expectStatus().isOk();
        admin.get("/api/drafts").exchange().expectStatus().isOk();
        stranger().get().uri("/api/drafts").exchange().expectStatus().isOk();
        stranger().get().uri("/api/drafts").exchange().expectStatus().isOk();

        SignedJWT token = SignedJWT.parse(token(0));
        var key = published().getKeyByKeyId(token.getHeader().getKeyID()).toECKey();
        assertThat(key.isPrivate()).isFalse();
        assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("pressroom");
        assertThat(claims.getAudience()).containsExactly("pressroom");
        assertThat(claims.getStringListClaim("roles")).containsExactly("admin");
        assertThat(claims.getStringClaim("slug")).isNotEmpty();
        assertThat(claims.getStringClaim("name")).isNotEmpty();
        assertThat(claims.getExpirationTime().toInstant())
                .isBetween(Instant.now().plusSeconds(60), Instant.now().plusSeconds(120));

        assertThat(SignedJWT.parse(token(2)).getJWTClaimsSet().getSubject()).isEqualTo("anonymous");
        assertThat(token(1)).isEqualTo(token(0));
        assertThat(token(3)).isEqualTo(token(2)).isNotEqualTo(token(0));
    }

    @Test
    void anAccountThatChangesGetsANewToken() {
        ARTICLE.answers(Reply.json(200, "{}"));
        Browser admin = admin();
        admin.get("/api/drafts").exchange().expectStatus().isOk();
        admin().get("/api/drafts").exchange().expectStatus().isOk();
        assertThat(token(1)).isNotEqualTo(token(0));
    }

    @Test
    void gatewaysThatStartSideBySideShareOneKey() {
        database.sql("DELETE FROM signing_key").fetch().rowsUpdated().block(Duration.ofSeconds(5));
        SigningKeys one = new SigningKeys(database, transaction);
        SigningKeys other = new SigningKeys(database, transaction);
        var both =
                Objects.requireNonNull(Mono.zip(one.current(), other.current()).block(Duration.ofSeconds(10)));
        assertThat(both.getT1().getKeyID()).isEqualTo(both.getT2().getKeyID());
    }
}
