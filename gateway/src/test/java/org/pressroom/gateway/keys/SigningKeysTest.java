package org.pressroom.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pressroom.common.background.PollingTask;
import org.pressroom.common.database.WholeTransactions;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.secrets.SecretProperties;
import org.pressroom.gateway.secrets.SiteSecret;
import org.pressroom.gateway.secrets.WrongSecretException;
import org.pressroom.gateway.testing.OpenTransaction;
import org.pressroom.testkit.Migrations;
import org.pressroom.testkit.Servers;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Several gateways on one database, which each test begins with no key in it. */
class SigningKeysTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration MONTH = Duration.ofDays(30);

    private static final Servers.Database DATABASE = migrated(Servers.running().newDatabase());

    private final ConnectionFactory connections = ConnectionFactories.get(DATABASE.r2dbcUrl());
    private final DatabaseClient database = DatabaseClient.create(connections);
    private final TransactionalOperator transaction = new WholeTransactions(new R2dbcTransactionManager(connections));
    private final SiteSecret secret = new SiteSecret(new SecretProperties("one that all gateways of the test share"));

    private static Servers.Database migrated(Servers.Database empty) {
        Migrations.program(empty, Migrations.LATEST);
        return empty;
    }

    @BeforeEach
    void empty() {
        change("DELETE FROM signing_key");
    }

    private SigningKeys gateway() {
        return gateway(secret);
    }

    private SigningKeys gateway(SiteSecret secret) {
        return new SigningKeys(
                new SigningKeyRepository(database, transaction, secret), transaction, new KeyProperties(MONTH));
    }

    private KeysAtStart start(SiteSecret secret) {
        return new KeysAtStart(new SigningKeyRepository(database, transaction, secret));
    }

    /** As if all keys had been made so much earlier. */
    private void pass(Duration time) {
        change("UPDATE signing_key SET created_at = created_at - make_interval(secs => " + time.toSeconds() + ")");
    }

    private void change(String sql) {
        database.sql(sql).fetch().rowsUpdated().block(LIMIT);
    }

    private List<String> stored() {
        return Objects.requireNonNull(database.sql("SELECT kid FROM signing_key ORDER BY created_at DESC")
                .map((row, metadata) -> Objects.requireNonNull(row.get("kid", String.class)))
                .all()
                .collectList()
                .block(LIMIT));
    }

    private static void renew(SigningKeys... gateways) {
        Stream.of(gateways).forEach(gateway -> gateway.renew().block(LIMIT));
    }

    private static String signing(SigningKeys gateway) {
        return signingKey(gateway).getKeyID();
    }

    private static ECKey signingKey(SigningKeys gateway) {
        return Objects.requireNonNull(gateway.current().block(LIMIT));
    }

    private static JWKSet keysPublishedBy(SigningKeys gateway) {
        try {
            return JWKSet.parse(Objects.requireNonNull(gateway.published().block(LIMIT)));
        } catch (ParseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<String> published(SigningKeys gateway) {
        return keysPublishedBy(gateway).getKeys().stream().map(JWK::getKeyID).toList();
    }

    @Test
    void gatewaysThatStartSideBySideShareOneKey() {
        CompletableFuture<ECKey> one;
        CompletableFuture<ECKey> other;
        try (OpenTransaction another = changesByAnother()) {
            one = keyOfAnotherGateway();
            other = keyOfAnotherGateway();
            another.awaitThatItIsWaitedFor(one, other);
            assertThat(stored()).isEmpty();
        }
        assertThat(one).succeedsWithin(LIMIT);
        assertThat(other).succeedsWithin(LIMIT);
        assertThat(one.join().getKeyID()).isEqualTo(other.join().getKeyID());
    }

    private OpenTransaction changesByAnother() {
        return new OpenTransaction(database, "SELECT pg_advisory_xact_lock(" + SigningKeyRepository.CHANGE_LOCK + ")");
    }

    /** Whoever waits for long does not wait for ever, and comes back. */
    private CompletableFuture<ECKey> keyOfAnotherGateway() {
        SigningKeys keys = gateway();
        return Mono.defer(keys::current).retry(5).toFuture();
    }

    @Test
    void aNewKeyIsPublishedByEveryGatewayBeforeAnyOfThemSignsWithIt() {
        SigningKeys one = gateway();
        SigningKeys other = gateway();
        SigningKeys third = gateway();
        String first = signing(one);
        renew(one, other, third);
        pass(MONTH);
        renew(one);
        assertThat(stored()).hasSize(2).last().isEqualTo(first);
        String second = stored().get(0);
        assertThat(published(one)).containsExactly(second, first);

        pass(Duration.ofMinutes(14));
        renew(one, other, third, one);
        SigningKeys started = gateway();
        for (SigningKeys each : List.of(one, other, third, started)) {
            assertThat(signing(each)).isEqualTo(first);
            assertThat(published(each)).containsExactly(second, first);
        }

        pass(Duration.ofMinutes(1));
        renew(other);
        assertThat(signing(other)).isEqualTo(second);
        assertThat(signing(third)).as("a little later than others").isEqualTo(first);
        renew(one, third, started);
        for (SigningKeys each : List.of(one, other, third, started, gateway())) {
            assertThat(signing(each)).isEqualTo(second);
            assertThat(published(each)).containsExactly(second, first);
        }
        assertThat(stored()).hasSize(2);
    }

    @Test
    void howeverManyGatewaysNoticeAtOnceOneKeyIsMade() {
        List<SigningKeys> gateways = Stream.generate(this::gateway).limit(4).toList();
        gateways.forEach(SigningKeysTest::signing);
        pass(MONTH);
        List<CompletableFuture<Void>> renewals;
        try (OpenTransaction another = changesByAnother()) {
            renewals = gateways.stream()
                    .map(each -> Mono.defer(each::renew).retry(5).toFuture())
                    .toList();
            another.awaitThatItIsWaitedFor(renewals.toArray(CompletableFuture[]::new));
            assertThat(stored()).hasSize(1);
        }
        assertThat(renewals).allSatisfy(each -> assertThat(each).succeedsWithin(LIMIT));
        assertThat(stored()).hasSize(2);
        assertThat(gateways).allSatisfy(each -> assertThat(published(each)).isEqualTo(stored()));
    }

    @Test
    void tokensThatWereSignedJustBeforeTheChangeStayGood() throws Exception {
        SigningKeys one = gateway();
        SigningKeys other = gateway();
        InternalTokens tokens = new InternalTokens(one, 10, Clock.systemUTC(), Ticker.systemTicker());
        Principal principal = somebody();
        signing(one);
        pass(MONTH);
        renew(one);
        SignedJWT before = token(tokens, principal);
        pass(Duration.ofMinutes(15));
        renew(one, other);

        SignedJWT after = token(tokens, principal);
        assertThat(after.getHeader().getKeyID())
                .as("none is handed out once its key has stopped signing")
                .isEqualTo(signing(one))
                .isNotEqualTo(before.getHeader().getKeyID());
        for (SignedJWT token : List.of(before, after)) {
            JWK key = keysPublishedBy(other).getKeyByKeyId(token.getHeader().getKeyID());
            assertThat(token.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
        }
    }

    private static Principal somebody() {
        UUID id = UUID.randomUUID();
        return new Principal(
                Principal.Credential.SESSION, id, 1, "ada", "ada", "Ada", Set.of(), id, null, null, false, "192.0.2.1");
    }

    private static SignedJWT token(InternalTokens tokens, Principal principal) throws ParseException {
        return SignedJWT.parse(Objects.requireNonNull(tokens.of(principal).block(LIMIT)));
    }

    @Test
    void anOldKeyIsGoneADayAfterItsTime() {
        SigningKeys one = gateway();
        SigningKeys other = gateway();
        String first = signing(one);
        pass(MONTH);
        renew(one, other);
        pass(Duration.ofMinutes(15).plusDays(1).minusMinutes(1));
        renew(one, other);
        assertThat(published(one)).contains(first);
        assertThat(published(other)).contains(first);

        pass(Duration.ofMinutes(1));
        renew(one);
        assertThat(stored()).hasSize(1).doesNotContain(first).containsExactly(signing(one));
        assertThat(published(one)).isEqualTo(stored());
        renew(other);
        assertThat(published(other)).isEqualTo(stored());
    }

    @Test
    void theOneKeyThatIsKnownServesWhileTheDatabaseIsAwayAtItsTime() {
        SigningKeys one = gateway();
        String first = signing(one);
        pass(MONTH);
        change("ALTER TABLE signing_key RENAME TO signing_key_away");
        try {
            for (int minute = 1; minute <= 3; minute++) {
                assertThat(one.renew().toFuture()).failsWithin(LIMIT);
                assertThat(signing(one)).isEqualTo(first);
                assertThat(published(one)).containsExactly(first);
            }
        } finally {
            change("ALTER TABLE signing_key_away RENAME TO signing_key");
        }
        renew(one);
        assertThat(published(one)).hasSize(2).last().isEqualTo(first);
    }

    @Test
    void nobodyWaitsForAKeyThatIsKnown() {
        SigningKeys one = gateway();
        String first = signing(one);
        pass(MONTH);
        try (OpenTransaction another =
                new OpenTransaction(database, "LOCK TABLE signing_key IN ACCESS EXCLUSIVE MODE")) {
            serves(one, first, another);
        }
        try (OpenTransaction another = changesByAnother()) {
            serves(one, first, another);
        }
        renew(one);
        assertThat(stored()).hasSize(2);
    }

    private static void serves(SigningKeys gateway, String known, OpenTransaction meanwhile) {
        CompletableFuture<Void> renewal = gateway.renew().toFuture();
        meanwhile.awaitThatItIsWaitedFor(renewal);
        assertThat(gateway.current().toFuture())
                .isCompletedWithValueMatching(key -> key.getKeyID().equals(known));
        assertThat(gateway.published().toFuture()).isCompleted();
        assertThat(renewal).failsWithin(LIMIT).withThrowableThat().withCauseInstanceOf(TimeoutException.class);
        assertThat(signing(gateway)).isEqualTo(known);
    }

    @Test
    void withAnotherSecretNoKeyIsMade() {
        SigningKeys one = gateway();
        String first = signing(one);
        pass(MONTH);
        assertThatExceptionOfType(WrongSecretException.class)
                .isThrownBy(() -> renew(gateway(anotherSecret())))
                .withMessageContaining("PRESSROOM_SECRET");
        assertThat(stored()).containsExactly(first);
    }

    @Test
    void anotherSecretIsToldAtTheStart() {
        signing(gateway());
        KeysAtStart start = start(anotherSecret());
        assertThatExceptionOfType(WrongSecretException.class)
                .isThrownBy(() -> start.run(new DefaultApplicationArguments()))
                .withMessageContaining("PRESSROOM_SECRET");
    }

    private static SiteSecret anotherSecret() {
        return new SiteSecret(new SecretProperties("another one that is long enough as well"));
    }

    @Test
    void aGatewayThatNobodyAsksLearnsOfNewKeys() {
        SigningKeys asleep = gateway();
        PollingTask task = new KeysConfiguration().signingKeysTask(asleep);
        task.start();
        await().untilAsserted(() -> assertThat(stored()).hasSize(1));
        task.stop();
        pass(MONTH);
        renew(gateway());
        task.start();
        try {
            await().untilAsserted(() -> assertThat(published(asleep)).hasSize(2).isEqualTo(stored()));
        } finally {
            task.stop();
        }
    }

    @Test
    void noKeyCanBeReadInTheDatabase() {
        String privatePart = signingKey(gateway()).getD().toString();
        assertThat(rows()).singleElement().asString().doesNotContain(privatePart, "\"d\"");
    }

    private List<String> rows() {
        return Objects.requireNonNull(database.sql("SELECT signing_key::text AS row FROM signing_key")
                .map((row, metadata) -> Objects.requireNonNull(row.get("row", String.class)))
                .all()
                .collectList()
                .block(LIMIT));
    }

    @Test
    void keysThatWereKeptInTheOpenAreEncryptedAndServeOn() {
        ECKey old = generated();
        database.sql("INSERT INTO signing_key (kid, jwk, created_at) VALUES (:kid, :jwk, now())")
                .bind("kid", old.getKeyID())
                .bind("jwk", old.toJSONString())
                .fetch()
                .rowsUpdated()
                .block(LIMIT);
        start(secret).run(new DefaultApplicationArguments());
        assertThat(rows()).singleElement().asString().doesNotContain(old.getD().toString());
        start(secret).run(new DefaultApplicationArguments());
        assertThat(signingKey(gateway())).isEqualTo(old);
    }

    private static ECKey generated() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("old").generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
