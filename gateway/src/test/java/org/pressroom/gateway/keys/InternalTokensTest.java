package org.pressroom.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

class InternalTokensTest extends GatewayTest {

    @Autowired
    private KeysServer server;

    @Autowired
    private SigningKeys signingKeys;

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
        anonymous().get().uri("/api/drafts").exchange().expectStatus().isOk();
        anonymous().get().uri("/api/drafts").exchange().expectStatus().isOk();

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
    void anAccountThatChangesGetsANewToken() throws ParseException {
        ARTICLE.answers(Reply.json(200, "{}"));
        Browser staff = staff("author");
        staff.get("/api/drafts").exchange().expectStatus().isOk();
        String account = SignedJWT.parse(token(0)).getJWTClaimsSet().getSubject();
        admin().patch("/api/accounts/" + account)
                .header("If-Match", "*")
                .bodyValue(Map.of("roles", List.of("editor")))
                .exchange()
                .expectStatus()
                .isOk();
        staff.get("/api/drafts").exchange().expectStatus().isOk();
        assertThat(SignedJWT.parse(token(1)).getJWTClaimsSet().getStringListClaim("roles"))
                .containsExactly("editor");
    }

    @Test
    void aTokenIsHandedOutForAMinute() {
        AtomicLong nanos = new AtomicLong();
        InternalTokens tokens = new InternalTokens(signingKeys, 10, Clock.systemUTC(), nanos::get);
        Principal principal = somebody();
        String first = token(tokens, principal);
        nanos.set(Duration.ofSeconds(59).toNanos());
        assertThat(token(tokens, principal)).isEqualTo(first);
        nanos.set(Duration.ofSeconds(61).toNanos());
        assertThat(token(tokens, principal)).isNotEqualTo(first);
    }

    @Test
    void whoIsSubscribedHasATokenThatSaysSo() throws ParseException {
        InternalTokens tokens = new InternalTokens(signingKeys, 10, Clock.systemUTC(), System::nanoTime);
        for (Principal principal : List.of(Principal.anonymous("192.0.2.1"), somebody())) {
            String plain = token(tokens, principal);
            String subscribed = token(tokens, principal.asSubscriber());
            assertThat(SignedJWT.parse(subscribed).getJWTClaimsSet().getBooleanClaim("reader"))
                    .isTrue();
            assertThat(SignedJWT.parse(plain).getJWTClaimsSet().getClaim("reader"))
                    .isNull();
            assertThat(SignedJWT.parse(plain).getJWTClaimsSet().getSubject())
                    .isEqualTo(SignedJWT.parse(subscribed).getJWTClaimsSet().getSubject());
            assertThat(token(tokens, principal)).isEqualTo(plain);
        }
    }

    @Test
    void thereIsALimitToHowManyTokensAreKept() {
        int kept = 10;
        InternalTokens tokens = new InternalTokens(signingKeys, kept, Clock.systemUTC(), System::nanoTime);
        List<Principal> principals =
                IntStream.range(0, 10 * kept).mapToObj(i -> somebody()).toList();
        Map<Principal, String> first = new HashMap<>();
        principals.forEach(principal -> first.put(principal, token(tokens, principal)));
        await().until(() -> principals.stream()
                        .filter(principal -> token(tokens, principal).equals(first.get(principal)))
                        .count()
                <= kept);
    }

    private static Principal somebody() {
        UUID id = UUID.randomUUID();
        return new Principal(
                Principal.Credential.SESSION, id, 1, "ada", "ada", "Ada", Set.of(), id, null, null, false, "192.0.2.1");
    }

    private static String token(InternalTokens tokens, Principal principal) {
        return Objects.requireNonNull(tokens.of(principal).block(Duration.ofSeconds(10)));
    }
}
