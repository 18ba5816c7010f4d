package org.pressroom.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.secrets.SecretProperties;
import org.pressroom.gateway.secrets.SiteSecret;
import org.pressroom.gateway.secrets.WrongSecretException;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.Clocks;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.OpenTransaction;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
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

    @Autowired
    private SiteSecret secret;

    private String token(int request) {
        return Objects.requireNonNull(ARTICLE.asked().get(request).headers().get("Authorization"))
                .substring("Bearer ".length());
    }

    private static WebTestClient.ResponseSpec keys(KeysServer server) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + server.port())
                .build()
                .get()
                .uri("/keys")
                .exchange();
    }

    private JWKSet published() throws Exception {
        String json = keys(server)
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
        InternalTokens tokens = new InternalTokens(
                new SigningKeys(database, transaction, secret, Clock.systemUTC()), 10, Clock.systemUTC(), nanos::get);
        Principal principal = somebody();
        String first = token(tokens, principal);
        nanos.set(Duration.ofSeconds(59).toNanos());
        assertThat(token(tokens, principal)).isEqualTo(first);
        nanos.set(Duration.ofSeconds(61).toNanos());
        assertThat(token(tokens, principal)).isNotEqualTo(first);
    }

    @Test
    void gatewaysThatStartSideBySideShareOneKey() {
        withoutKeys(() -> {
            CompletableFuture<ECKey> one;
            CompletableFuture<ECKey> other;
            try (OpenTransaction another =
                    new OpenTransaction(database, "SELECT pg_advisory_xact_lock(" + SigningKeys.CREATION_LOCK + ")")) {
                one = keyOfAnotherGateway();
                other = keyOfAnotherGateway();
                another.awaitThatItIsWaitedFor(one, other);
                assertThat(stored()).isEmpty();
            }
            assertThat(one).succeedsWithin(Duration.ofSeconds(10));
            assertThat(other).succeedsWithin(Duration.ofSeconds(10));
            assertThat(one.join().getKeyID()).isEqualTo(other.join().getKeyID());
        });
    }

    /** Whoever waits for long does not wait for ever, and comes back. */
    private CompletableFuture<ECKey> keyOfAnotherGateway() {
        SigningKeys keys = new SigningKeys(database, transaction, secret, Clock.systemUTC());
        return Mono.defer(keys::current).retry(5).toFuture();
    }

    @Test
    void theServicesAreToldToComeBackWhileNoKeyCanBeRead() {
        KeysServer starting = new KeysServer(
                new SigningKeys(database, transaction, secret, Clock.systemUTC()),
                new InternalProperties(0, "127.0.0.1"));
        starting.start();
        try (OpenTransaction locked =
                new OpenTransaction(database, "LOCK TABLE signing_key IN ACCESS EXCLUSIVE MODE")) {
            CompletableFuture<ECKey> asked = new SigningKeys(database, transaction, secret, Clock.systemUTC())
                    .current()
                    .toFuture();
            locked.awaitThatItIsWaitedFor(asked);
            keys(starting)
                    .expectStatus()
                    .isEqualTo(503)
                    .expectHeader()
                    .valueEquals("Retry-After", "1")
                    .expectBody()
                    .isEmpty();
            // Sooner than the database would give up.
            assertThat(asked)
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withCauseInstanceOf(TimeoutException.class);
        } finally {
            starting.stop();
        }
    }

    @Test
    void theKeysAreThereFromTheStartToTheEnd() {
        KeysServer another = new KeysServer(
                new SigningKeys(database, transaction, secret, Clock.systemUTC()),
                new InternalProperties(0, "127.0.0.1"));
        assertThat(another.isRunning()).isFalse();
        another.start();
        int port = another.port();
        assertThat(another.isRunning()).isTrue();
        keys(another).expectStatus().isOk();
        another.stop();
        assertThat(another.isRunning()).isFalse();
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    }

    @Test
    void thereIsALimitToHowManyTokensAreKept() {
        int kept = 10;
        InternalTokens tokens = new InternalTokens(
                new SigningKeys(database, transaction, secret, Clock.systemUTC()),
                kept,
                Clock.systemUTC(),
                System::nanoTime);
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
                Principal.Credential.SESSION, id, 1, "ada", "ada", "Ada", Set.of(), id, null, null, "192.0.2.1");
    }

    private static String token(InternalTokens tokens, Principal principal) {
        return Objects.requireNonNull(tokens.of(principal).block(Duration.ofSeconds(10)));
    }

    private void withoutKeys(Runnable test) {
        change("ALTER TABLE signing_key RENAME TO signing_key_of_others");
        change("CREATE TABLE signing_key (LIKE signing_key_of_others INCLUDING ALL)");
        try {
            test.run();
        } finally {
            change("DROP TABLE signing_key");
            change("ALTER TABLE signing_key_of_others RENAME TO signing_key");
        }
    }

    private List<String> stored() {
        return Objects.requireNonNull(database.sql("SELECT signing_key::text AS row FROM signing_key")
                .map((row, metadata) -> Objects.requireNonNull(row.get("row", String.class)))
                .all()
                .collectList()
                .block(Duration.ofSeconds(10)));
    }

    @Test
    void noKeyCanBeReadInTheDatabase() {
        withoutKeys(() -> {
            String privatePart = Objects.requireNonNull(
                            new SigningKeys(database, transaction, secret, Clock.systemUTC())
                                    .current()
                                    .block(Duration.ofSeconds(10)))
                    .getD()
                    .toString();
            assertThat(stored()).singleElement().asString().doesNotContain(privatePart, "\"d\"");
        });
    }

    @Test
    void keysThatWereKeptInTheOpenAreEncryptedAndServeOn() {
        withoutKeys(() -> {
            ECKey old = generated();
            database.sql("INSERT INTO signing_key (kid, jwk, created_at) VALUES (:kid, :jwk, now())")
                    .bind("kid", old.getKeyID())
                    .bind("jwk", old.toJSONString())
                    .fetch()
                    .rowsUpdated()
                    .block(Duration.ofSeconds(10));
            new KeysAtStart(new SigningKeys(database, transaction, secret, Clock.systemUTC()))
                    .run(new DefaultApplicationArguments());
            assertThat(stored())
                    .singleElement()
                    .asString()
                    .doesNotContain(old.getD().toString());
            new KeysAtStart(new SigningKeys(database, transaction, secret, Clock.systemUTC()))
                    .run(new DefaultApplicationArguments());
            ECKey kept = new SigningKeys(database, transaction, secret, Clock.systemUTC())
                    .current()
                    .block(Duration.ofSeconds(10));
            assertThat(kept).isEqualTo(old);
        });
    }

    private static ECKey generated() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("old").generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void anotherSecretIsToldAtTheStart() {
        admin();
        new SigningKeys(database, transaction, secret, Clock.systemUTC())
                .current()
                .block(Duration.ofSeconds(10));
        SiteSecret another = new SiteSecret(new SecretProperties("another one that is long enough as well"));
        KeysAtStart start = new KeysAtStart(new SigningKeys(database, transaction, another, Clock.systemUTC()));
        assertThatExceptionOfType(WrongSecretException.class)
                .isThrownBy(() -> start.run(new DefaultApplicationArguments()))
                .withMessageContaining("PRESSROOM_SECRET");
    }

    @Test
    void keysThatAreKnownServeWhileTheDatabaseDoesNotAnswer() {
        AtomicLong secondsAhead = new AtomicLong();
        SigningKeys keys = new SigningKeys(database, transaction, secret, Clocks.ahead(secondsAhead));
        String known = keyId(keys.current());
        secondsAhead.set(120);
        // As futures they are on connections of their own, outside of the transaction that holds the table.
        CompletableFuture<ECKey> again =
                Objects.requireNonNull(database.sql("LOCK TABLE signing_key IN ACCESS EXCLUSIVE MODE")
                        .fetch()
                        .rowsUpdated()
                        .then(Mono.defer(() -> Mono.fromFuture(keys.current().toFuture())))
                        .doOnNext(key -> assertThat(key.getKeyID()).isEqualTo(known))
                        .then(Mono.fromSupplier(() -> keys.current().toFuture()))
                        .as(transaction::transactional)
                        .block(Duration.ofSeconds(8)));
        assertThat(again).succeedsWithin(Duration.ofSeconds(5));
        assertThat(again.join().getKeyID()).isEqualTo(known);
    }

    @Test
    void aNewerKeyOfAnotherGatewaySignsWithinAMinute() {
        withoutKeys(() -> {
            AtomicLong secondsAhead = new AtomicLong();
            SigningKeys keys = new SigningKeys(database, transaction, secret, Clocks.ahead(secondsAhead));
            String first = keyId(keys.current());
            change("DELETE FROM signing_key");
            assertThat(keyId(keys.current())).isEqualTo(first);
            for (int minute = 1; minute <= 2; minute++) {
                change("DELETE FROM signing_key");
                String newer = keyId(new SigningKeys(database, transaction, secret, Clock.systemUTC()).current());
                secondsAhead.set(minute * 61L);
                await().untilAsserted(() -> assertThat(keyId(keys.current())).isEqualTo(newer));
                assertThat(keys.published().block(Duration.ofSeconds(10)))
                        .contains(newer)
                        .doesNotContain(first);
            }
        });
    }

    @Test
    void keysThatAreKnownServeWhileTheyCannotBeReadAgain() {
        AtomicLong secondsAhead = new AtomicLong();
        SigningKeys keys = new SigningKeys(database, transaction, secret, Clocks.ahead(secondsAhead));
        String known = keyId(keys.current());
        change("ALTER TABLE signing_key RENAME TO signing_key_of_others");
        try {
            for (int minute = 1; minute <= 3; minute++) {
                secondsAhead.set(minute * 61L);
                assertThat(keyId(keys.current())).isEqualTo(known);
            }
        } finally {
            change("ALTER TABLE signing_key_of_others RENAME TO signing_key");
        }
        secondsAhead.set(244);
        assertThat(keyId(keys.current())).isEqualTo(known);
    }

    private static String keyId(Mono<ECKey> key) {
        return Objects.requireNonNull(key.block(Duration.ofSeconds(10))).getKeyID();
    }

    private void change(String sql) {
        database.sql(sql).fetch().rowsUpdated().block(Duration.ofSeconds(10));
    }
}
