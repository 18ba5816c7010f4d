package org.pressroom.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
