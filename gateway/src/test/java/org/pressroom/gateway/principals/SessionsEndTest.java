package org.pressroom.gateway.principals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pressroom.common.text.Sha256;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.Clocks;
import org.pressroom.gateway.testing.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

class SessionsEndTest extends GatewayTest {

    @Autowired
    private DatabaseClient database;

    @Autowired
    private Credentials credentials;

    @SuppressWarnings("NullAway.Init") // by signIn
    private Browser browser;

    @BeforeEach
    void signIn() {
        browser = admin();
    }

    private long change(String sql) {
        return Objects.requireNonNull(database.sql(sql)
                .bind("hash", Sha256.of(browser.session()))
                .fetch()
                .rowsUpdated()
                .block(Duration.ofSeconds(5)));
    }

    private void assertSignedOut() {
        browser.get("/api/session").exchange().expectBody().json("{\"account\": null}");
    }

    @Test
    void onlyTheHashOfTheCookieIsKept() {
        assertThat(change("UPDATE session SET seen_at = seen_at WHERE token_hash = :hash"))
                .isOne();
        List<String> rows = database.sql("SELECT session::text AS row FROM session")
                .map((row, metadata) -> Objects.requireNonNull(row.get("row", String.class)))
                .all()
                .collectList()
                .block(Duration.ofSeconds(5));
        assertThat(rows).isNotEmpty().noneMatch(row -> row.contains(browser.session()));
    }

    @ParameterizedTest
    @CsvSource({"200, 200", "201, 401"})
    void whatIsLongerThanAnySecretIsNotLookedUp(int length, int status) {
        String secret = UUID.randomUUID() + "x".repeat(length - 36);
        database.sql("""
                        INSERT INTO session (id, token_hash, account_id, created_at, seen_at, expires_at)
                        SELECT gen_random_uuid(), :long, account_id, created_at, seen_at, expires_at
                          FROM session WHERE token_hash = :hash
                        """)
                .bind("long", Sha256.of(secret))
                .bind("hash", Sha256.of(browser.session()))
                .fetch()
                .rowsUpdated()
                .block(Duration.ofSeconds(5));
        anonymous()
                .get()
                .uri("/api/tokens")
                .cookie(Browser.SESSION, secret)
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    @Test
    void aSessionThatHasExpiredIsOver() {
        change("UPDATE session SET expires_at = now() - interval '1 second' WHERE token_hash = :hash");
        assertSignedOut();
    }

    /** One that takes no second look of its own. */
    private Credentials remembering(int most, Clock clock) {
        return new Credentials(
                database,
                new PrincipalProperties(List.of(), Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30)),
                most,
                clock);
    }

    private boolean isKnown(Credentials credentials, String secret) {
        return Boolean.TRUE.equals(credentials.session(secret, "").hasElement().block(Duration.ofSeconds(10)));
    }

    @Test
    void whatIsRememberedLivesNoLongerForThat() {
        AtomicLong secondsAhead = new AtomicLong();
        Credentials credentials = remembering(100, Clocks.ahead(secondsAhead));
        assertThat(isKnown(credentials, browser.session())).isTrue();
        secondsAhead.set(Duration.ofDays(7).toSeconds() - 60);
        assertThat(isKnown(credentials, browser.session())).isTrue();
        secondsAhead.set(Duration.ofDays(7).toSeconds() + 60);
        assertThat(isKnown(credentials, browser.session())).isFalse();
    }

    @Test
    void thereIsALimitToHowManyAreRemembered() {
        int most = 10;
        int all = 10 * most;
        Credentials credentials = remembering(most, Clock.systemUTC());
        change("""
                INSERT INTO session (id, token_hash, account_id, created_at, seen_at, expires_at)
                SELECT gen_random_uuid(), sha256(('many' || i)::bytea), account_id, created_at, seen_at, expires_at
                  FROM session, generate_series(1, 100) AS i WHERE token_hash = :hash
                """);
        assertThat(count(all, secret -> isKnown(credentials, secret))).isEqualTo(all);
        change("""
                DELETE FROM session
                 WHERE account_id = (SELECT account_id FROM session WHERE token_hash = :hash) AND token_hash <> :hash
                """);
        await().untilAsserted(() ->
                assertThat(count(all, secret -> isKnown(credentials, secret))).isBetween(1L, (long) most));
        await().untilAsserted(() -> assertThat(
                        count(all, secret -> credentials.wasGood(Principal.Credential.SESSION, secret)))
                .isBetween(1L, (long) most));
    }

    @Test
    void notEachUseOfASessionIsWrittenDown() {
        change("UPDATE session SET seen_at = now() - interval '4 minutes' WHERE token_hash = :hash");
        assertThat(isKnown(remembering(100, Clock.systemUTC()), browser.session()))
                .isTrue();
        assertThat(change("UPDATE session SET seen_at = seen_at"
                        + " WHERE token_hash = :hash AND seen_at < now() - interval '3 minutes'"))
                .isOne();
    }

    private static long count(int all, Predicate<String> secrets) {
        return IntStream.rangeClosed(1, all)
                .mapToObj(i -> "many" + i)
                .filter(secrets)
                .count();
    }

    @Test
    void aSessionThatAnotherGatewayEndedIsOverSoon() {
        browser.get("/api/session")
                .exchange()
                .expectBody()
                .jsonPath("$.account.username")
                .isEqualTo("admin");
        change("DELETE FROM session WHERE token_hash = :hash");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(this::assertSignedOut);
    }

    @Test
    void aSessionThatIsUsedLivesOnButNotForEver() {
        change("UPDATE session SET seen_at = now() - interval '1 hour', expires_at = now() + interval '1 minute'"
                + " WHERE token_hash = :hash");
        browser.get("/api/session").exchange().expectStatus().isOk();
        assertThat(change("UPDATE session SET seen_at = now() - interval '1 hour',"
                        + " created_at = now() - interval '30 days' + interval '1 second'"
                        + " WHERE token_hash = :hash AND expires_at > now() + interval '6 days'"))
                .isOne();
        Principal principal = Objects.requireNonNull(
                credentials.session(browser.session(), "").block(Duration.ofSeconds(5)));
        credentials.forget(Objects.requireNonNull(principal.credentialId()));
        browser.get("/api/session").exchange().expectStatus().isOk();
        assertThat(change("UPDATE session SET seen_at = seen_at"
                        + " WHERE token_hash = :hash AND expires_at > now() + interval '1 minute'"))
                .isZero();
    }
}
