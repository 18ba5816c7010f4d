package org.pressroom.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class PostgresServerTest {
    private static final String SUPERUSER_PASSWORD = "of-the-superuser";

    private final Path folder;

    PostgresServerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aRoleReachesItsOwnDatabaseAndNoOther() throws Exception {
        try (PostgresServer server = start()) {
            server.admin().createDatabase("one", "first");
            server.admin().createDatabase("two", "second");
            assertThat(ask(server, "one", "one", "first", "SELECT current_user"))
                    .isEqualTo("one");
            for (String other : List.of("two", "postgres", "template1")) {
                assertThatThrownBy(() -> ask(server, other, "one", "first", "SELECT 1"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied for database");
            }
            assertThatThrownBy(() -> ask(server, "one", "one", "wrong", "SELECT 1"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    /** Whatever an error quotes in its message, detail, statement, parameters or context is in no log. */
    @Test
    void itsLogQuotesNoRowAndNoStatement() throws Exception {
        String address = "ada@example.org";
        Set<String> states = new HashSet<>();
        try (PostgresServer server = start()) {
            server.admin().createDatabase("one", "first");
            execute(server, """
                    CREATE TABLE reader (
                        email text PRIMARY KEY CHECK (email <> 'bo@example.org'),
                        friend text REFERENCES reader, name varchar(5) NOT NULL, age int
                    );
                    INSERT INTO reader VALUES ('ada@example.org', NULL, 'Ada', 1), ('second@example.org', NULL, 'Bo', 2)
                    """);
            for (String statement : List.of(
                    "INSERT INTO reader VALUES ('ada@example.org', NULL, 'Ada')",
                    "INSERT INTO reader VALUES ('bo@example.org', NULL, 'ada@example.org')",
                    "INSERT INTO reader VALUES ('bo@example.org', NULL, 'Ada')",
                    "INSERT INTO reader VALUES ('cy@example.org', 'ada@example.com', 'Cy')",
                    "INSERT INTO reader VALUES ('ada@example.org', NULL, NULL)",
                    "SELECT 'ada@example.org'::uuid",
                    "SELECT 'ada@example.org'::int + age FROM reader",
                    "SELECT ('{\"a\": ada@example.org}')::json",
                    "SELECT 'ada@example.org'::timestamptz",
                    "SELECT \"ada@example.org\" FROM reader",
                    "SELECT FROM reader WHERE email = 'ada@example.org' GRUOP BY 1",
                    "DO $$ BEGIN RAISE EXCEPTION 'of ada@example.org' USING DETAIL = 'ada@example.org'; END $$",
                    "DO $$ BEGIN RAISE WARNING 'of ada@example.org'; END $$",
                    "SET statement_timeout = 20; SELECT pg_sleep(9), 'ada@example.org'",
                    "SELECT pg_terminate_backend(pg_backend_pid()), 'ada@example.org'")) {
                try {
                    execute(server, statement);
                } catch (SQLException expected) {
                    states.add(expected.getSQLState());
                }
            }
            assertThat(states)
                    .contains("23505", "23514", "23503", "23502", "22P02", "22007", "42703", "42601", "P0001", "57014");
            try (Connection connection = connect(server, "one", "one", "first");
                    PreparedStatement insert =
                            connection.prepareStatement("INSERT INTO reader (email, name) VALUES (?, ?)")) {
                insert.setString(1, address);
                insert.setString(2, address);
                assertThatThrownBy(insert::execute).isInstanceOf(SQLException.class);
            }
            deadlock(server);
        }
        assertThat(Files.readString(folder.resolve("postgres.log")))
                .contains("ready to accept connections")
                .doesNotContain("@example");
    }

    private static void deadlock(PostgresServer server) throws Exception {
        try (Connection one = connect(server, "one", "one", "first");
                Connection two = connect(server, "one", "one", "first");
                Statement ofOne = one.createStatement();
                Statement ofTwo = two.createStatement()) {
            one.setAutoCommit(false);
            two.setAutoCommit(false);
            ofOne.execute("UPDATE reader SET age = 3 WHERE email = 'ada@example.org'");
            ofTwo.execute("UPDATE reader SET age = 3 WHERE email = 'second@example.org'");
            Thread other = new Thread(() -> {
                try {
                    ofOne.execute("UPDATE reader SET age = 4 WHERE email = 'second@example.org'");
                } catch (SQLException oneOfBoth) {
                    assertThat(oneOfBoth.getSQLState()).isEqualTo("40P01");
                }
            });
            other.start();
            try {
                ofTwo.execute("UPDATE reader SET age = 4 WHERE email = 'ada@example.org'");
            } catch (SQLException oneOfBoth) {
                assertThat(oneOfBoth.getSQLState()).isEqualTo("40P01");
            }
            two.rollback();
            other.join();
        }
    }

    @Test
    void oneThatWasToldToEndAndWaitsIsKnown() throws Exception {
        try (PostgresServer server = start()) {
            assertThat(server.isEnding()).isFalse();
            assertThat(server.answers()).isTrue();
            try (Connection held = server.admin().connect()) {
                // SIGTERM
                server.process().destroy();
                while (!server.isEnding()) {
                    Thread.onSpinWait();
                }
                assertThat(held.isValid(5)).isTrue();
                assertThat(server.answers()).as("a refusal is an answer").isTrue();
                server.stop(Duration.ofSeconds(20));
            }
            assertThat(server.process().isAlive()).isFalse();
            assertThat(server.answers()).isFalse();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void oneThatIsStoppedDoesNotAnswerAndCanBeEnded() throws Exception {
        PostgresServer server = start();
        new ProcessBuilder("kill", "-STOP", String.valueOf(server.process().pid()))
                .start()
                .waitFor();
        assertThat(server.answers()).isFalse();
        server.stop(Duration.ofMillis(200));
        assertThat(server.process().isAlive()).isFalse();
        try (PostgresServer again = start()) {
            assertThat(again.answers()).isTrue();
        }
    }

    @Test
    void whatItSpeaksIsUtf8InALocaleThatIsTheSameEverywhere() throws Exception {
        try (PostgresServer server = start()) {
            server.admin().createDatabase("one", "first");
            assertThat(ask(server, "one", "one", "first", "SELECT lower('ÄÖÉ') || current_setting('server_encoding')"))
                    .isEqualTo("äöéUTF8");
        }
    }

    @Test
    void dataSurvivesAKilledServerAndMakingTheDatabaseAgain() throws Exception {
        PostgresServer first = start();
        first.admin().createDatabase("one", "first");
        execute(first, "CREATE TABLE kept AS SELECT 42 AS value");
        first.process().destroyForcibly().waitFor();
        try (PostgresServer second = start()) {
            second.admin().createDatabase("one", "changed");
            assertThat(ask(second, "one", "one", "changed", "SELECT value FROM kept"))
                    .isEqualTo("42");
        }
    }

    /** On a busy machine it ends late. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void theLastProcessOfAKilledServerIsWaitedFor() throws Exception {
        PostgresServer first = start();
        String last = String.valueOf(first.process()
                .descendants()
                .reduce((one, other) -> other)
                .orElseThrow()
                .pid());
        signal("-STOP", last);
        first.process().destroyForcibly().waitFor();
        CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS).execute(() -> signal("-CONT", last));
        try (PostgresServer second = start()) {
            assertThat(ask(second, "postgres", "postgres", SUPERUSER_PASSWORD, "SELECT 1"))
                    .isEqualTo("1");
        }
    }

    private static void signal(String signal, String process) {
        try {
            assertThat(new ProcessBuilder("kill", signal, process).start().waitFor())
                    .isZero();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void aServerThatAKilledProgramLeftIsStoppedAndItsDataUsed() throws Exception {
        PostgresServer left = start();
        try (PostgresServer next = start()) {
            assertThat(left.process().isAlive()).isFalse();
            assertThat(next.process().isAlive()).isTrue();
        }
    }

    @Test
    void aLockFileWhoseNumberBelongsToAStrangerByNowDoesNoHarm() throws Exception {
        PostgresServer first = start();
        Path lock = folder.resolve("data").resolve("postmaster.pid");
        List<String> lines = Files.readAllLines(lock);
        first.close();
        long stranger = ProcessHandle.current()
                .parent()
                .map(ProcessHandle::pid)
                .orElseThrow(() -> new IllegalStateException("no parent"));
        lines.set(0, String.valueOf(stranger));
        Files.write(lock, lines);
        try (PostgresServer second = start()) {
            assertThat(ask(second, "postgres", "postgres", SUPERUSER_PASSWORD, "SELECT 1"))
                    .isEqualTo("1");
        }
        assertThat(ProcessHandle.of(stranger)).isPresent();
    }

    @Test
    void aTakenPortIsToldWithTheServersOwnWords() throws Exception {
        try (PostgresServer first = start()) {
            PostgresSettings same = new PostgresSettings(
                    folder.resolve("other"), first.port(), folder.resolve("other.log"), "secret", false, 20);
            assertThatThrownBy(() -> PostgresServer.start(PostgresArchive.unpacked(), same))
                    .isInstanceOf(ServerFailedException.class)
                    .hasMessageContaining("could not bind");
        }
    }

    private PostgresServer start() throws IOException, InterruptedException {
        return PostgresServer.start(
                PostgresArchive.unpacked(),
                new PostgresSettings(
                        folder, Ports.free(), folder.resolve("postgres.log"), SUPERUSER_PASSWORD, true, 20));
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = connect(server, "one", "one", "first");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(PostgresServer server, String database, String user, String password, String sql)
            throws SQLException {
        try (Connection connection = connect(server, database, user, password);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(PostgresServer server, String database, String user, String password)
            throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database, user, password);
    }
}
