package org.pressroom.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.database.WholeTransactions;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.common.tracing.TraceContext;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.OwnDatabase;
import org.pressroom.testkit.OwnThread;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** The start of a gateway whose database has no account yet: each test begins with one that is empty. */
@ExtendWith(OutputCaptureExtension.class)
class FirstAdminTest extends GatewayTest {

    private static final Pattern SHOWN = Pattern.compile("(?m)^The account admin was made\\. .*: (\\S+)$");
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final OwnDatabase DATABASE = OwnDatabase.migrated();

    private final DatabaseClient database = DATABASE.client();

    @Autowired
    private TraceContext traces;

    @Autowired
    private Passwords passwords;

    @BeforeEach
    void empty() {
        database.sql("DELETE FROM account").then().block(SOON);
    }

    private void start(@Nullable String password) {
        AccountRepository accounts =
                new AccountRepository(database, new Outbox(database, () -> {}, traces, Clock.systemUTC()));
        TransactionalOperator transaction = new WholeTransactions(new R2dbcTransactionManager(DATABASE.connections()));
        new FirstAdmin(
                        accounts,
                        new CreateAccount(accounts, transaction, Clock.systemUTC()),
                        passwords,
                        new AdminProperties(password))
                .run(new DefaultApplicationArguments());
    }

    private boolean opens(String password) {
        return Boolean.TRUE.equals(database.sql("SELECT password_hash FROM account WHERE username = 'admin'")
                .map(row -> Objects.requireNonNull(row.get("password_hash", String.class)))
                .one()
                .flatMap(hash -> passwords.matches(password, hash, true))
                .block(SOON));
    }

    private long accounts() {
        return Objects.requireNonNull(database.sql("SELECT count(*) AS accounts FROM account")
                .map(row -> Objects.requireNonNull(row.get("accounts", Long.class)))
                .one()
                .block(SOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void withoutAConfiguredPasswordOneIsMadeUpAndShownOnce(String none, CapturedOutput output) {
        start(none);
        start(none);
        Matcher shown = SHOWN.matcher(output.getOut());
        assertThat(shown.find()).as(output.getOut()).isTrue();
        assertThat(opens(shown.group(1))).isTrue();
        assertThat(shown.find()).isFalse();
        assertThat(accounts()).isOne();
    }

    @Test
    void aConfiguredPasswordIsTakenAndShownNowhere(CapturedOutput output) {
        start("a configured one");
        assertThat(opens("a configured one")).isTrue();
        assertThat(output).contains("made the account admin").doesNotContain("a configured one");
        start("another one");
        assertThat(opens("a configured one")).isTrue();
        assertThat(accounts()).isOne();
    }

    @Test
    void whereThereIsAnAccountItStaysTheOnlyOneWhateverItIsCalled() {
        start("a configured one");
        database.sql("UPDATE account SET username = 'somebody', slug = 'somebody'")
                .then()
                .block(SOON);
        start("a configured one");
        assertThat(accounts()).isOne();
    }

    /** Of a longer one not all would count, and nobody would notice. */
    @Test
    void aPasswordThatIsTooLongEndsTheStartWithTheReason() {
        assertThatThrownBy(() -> start("ü".repeat(37)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("PRESSROOM_ADMIN_PASSWORD is longer than 72 bytes");
        assertThat(accounts()).isZero();
        start("ü".repeat(36));
        assertThat(opens("ü".repeat(36))).isTrue();
    }

    @Test
    void ofGatewaysThatStartTogetherOneMakesIt() {
        List<CompletableFuture<Void>> starts = Stream.of("one", "two", "three", "four")
                .map(password -> CompletableFuture.runAsync(() -> start(password), OwnThread.EACH))
                .toList();
        assertThat(starts).allSatisfy(started -> assertThat(started).succeedsWithin(SOON));
        assertThat(accounts()).isOne();
    }
}
