package org.pressroom.gateway.visitors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pressroom.gateway.testing.Browser;
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
                .bind("hash", Hashes.of(browser.session()))
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
                .bind("long", Hashes.of(secret))
                .bind("hash", Hashes.of(browser.session()))
                .fetch()
                .rowsUpdated()
                .block(Duration.ofSeconds(5));
        stranger()
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
        Visitor visitor = Objects.requireNonNull(
                credentials.session(browser.session(), "").block(Duration.ofSeconds(5)));
        credentials.forget(Objects.requireNonNull(visitor.credentialId()));
        browser.get("/api/session").exchange().expectStatus().isOk();
        assertThat(change("UPDATE session SET seen_at = seen_at"
                        + " WHERE token_hash = :hash AND expires_at > now() + interval '1 minute'"))
                .isZero();
    }
}
