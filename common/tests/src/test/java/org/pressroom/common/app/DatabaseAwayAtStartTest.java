package org.pressroom.common.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.pressroom.embedded.Ports;
import org.pressroom.embedded.PostgresArchive;
import org.pressroom.embedded.PostgresServer;
import org.pressroom.embedded.PostgresSettings;
import org.pressroom.testkit.OwnThread;
import org.pressroom.testkit.Servers;
import org.pressroom.testkit.Tokens;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A program starts while its database is away, in each of the ways in which one can be away, and begins once it is there. */
@Timeout(240)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("DatabaseAwayAtStartTest")
class DatabaseAwayAtStartTest {

    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    Path folder = Path.of("");

    private int databasePort;
    private int port;

    @BeforeEach
    void choosePorts() throws IOException {
        databasePort = Ports.free();
        port = Ports.free();
    }

    @Test
    void itWaitsForWhatIsSilentOrGoneOrDoesNotKnowItYet() throws Exception {
        CompletableFuture<ConfigurableApplicationContext> program;
        try (ServerSocket silent = new ServerSocket(databasePort, 50, InetAddress.getLoopbackAddress())) {
            assertThat(silent.isBound()).isTrue();
            program = start();
            awaitThatItLivesAndIsNotReady(program);
        }
        awaitThatItLivesAndIsNotReady(program);
        try (PostgresServer server = postgres()) {
            awaitThatItLivesAndIsNotReady(program);
            try (Connection connection = server.admin().connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE ROLE one LOGIN PASSWORD 'first'");
            }
            awaitThatItLivesAndIsNotReady(program);
            server.admin().createDatabase("one", "first");
            awaitReady(program);
        }
    }

    @Test
    void itWaitsForOneThatIsShuttingDownAndRefuses() throws Exception {
        CompletableFuture<ConfigurableApplicationContext> program;
        try (PostgresServer server = postgres()) {
            server.admin().createDatabase("one", "first");
            try (Connection held = server.admin().connect()) {
                // SIGTERM: it waits for who is connected, and takes nobody else.
                server.process().destroy();
                program = start();
                awaitThatItLivesAndIsNotReady(program);
                assertThat(held.isValid(5)).isTrue();
            }
            server.process().waitFor();
        }
        awaitThatItLivesAndIsNotReady(program);
        try (PostgresServer again = postgres()) {
            assertThat(again.process().isAlive()).isTrue();
            awaitReady(program);
        }
    }

    @Test
    void whatIsWrongWithItsTablesIsNotWaitedFor() throws Exception {
        try (PostgresServer server = postgres()) {
            server.admin().createDatabase("one", "first");
            assertThat(start(
                            "--spring.flyway.locations=classpath:db/nowhere",
                            "--spring.flyway.fail-on-missing-locations=true"))
                    .failsWithin(SOON);
        }
    }

    private CompletableFuture<ConfigurableApplicationContext> start(String... more) {
        SpringApplication application = TestApplication.another(
                        "server.port=" + port,
                        "server.address=127.0.0.1",
                        "pressroom.database.host=127.0.0.1",
                        "pressroom.database.port=" + databasePort,
                        "pressroom.database.name=one",
                        "pressroom.database.username=one",
                        "pressroom.database.password=first",
                        "pressroom.draining.pause=0s",
                        "pressroom.security.keys-uri=" + Tokens.keysUri(),
                        "spring.kafka.bootstrap-servers=" + Servers.running().bootstrapServers())
                .build();
        return CompletableFuture.supplyAsync(() -> application.run(more), OwnThread.EACH);
    }

    private PostgresServer postgres() throws IOException, InterruptedException {
        return PostgresServer.start(
                PostgresArchive.unpacked(),
                new PostgresSettings(
                        folder.resolve("postgres"), databasePort, folder.resolve("log"), "superuser", false, 50));
    }

    private void awaitThatItLivesAndIsNotReady(CompletableFuture<?> program) {
        await().atMost(SOON).until(() -> Statuses.of(port, "/actuator/health/liveness") == 200);
        assertThat(Statuses.of(port, "/actuator/health/readiness")).isEqualTo(503);
        assertThat(Statuses.of(port, "/things")).isEqualTo(503);
        assertThat(program).isNotDone();
    }

    private void awaitReady(CompletableFuture<ConfigurableApplicationContext> program) {
        await().atMost(SOON).until(() -> Statuses.of(port, "/actuator/health/readiness") == 200);
        await().atMost(SOON).until(program::isDone);
        program.join().close();
    }
}
