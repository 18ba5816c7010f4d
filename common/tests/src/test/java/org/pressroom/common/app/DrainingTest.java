package org.pressroom.common.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.pressroom.embedded.Ports;
import org.pressroom.testkit.OwnThread;
import org.pressroom.testkit.Servers;
import org.pressroom.testkit.Tokens;
import org.springframework.context.ConfigurableApplicationContext;

/** A program that is told to end says so before it refuses anybody. */
@Execution(ExecutionMode.CONCURRENT)
class DrainingTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Servers.Database database = Servers.running().newDatabase();

    @Test
    void itSaysThatItIsNotReadyWhileItStillAnswersAndThenIsGone() throws IOException {
        int port = Ports.free();
        ConfigurableApplicationContext program = TestApplication.another(
                        "server.port=" + port,
                        "server.address=127.0.0.1",
                        "pressroom.database.host=" + database.host(),
                        "pressroom.database.port=" + database.port(),
                        "pressroom.database.name=" + database.name(),
                        "pressroom.database.username=" + database.username(),
                        "pressroom.database.password=" + database.password(),
                        "pressroom.draining.pause=5s",
                        "pressroom.security.keys-uri=" + Tokens.keysUri(),
                        "spring.kafka.bootstrap-servers=" + Servers.running().bootstrapServers())
                .run();
        await().atMost(SOON).until(() -> Statuses.of(port, "/actuator/health/readiness") == 200);

        program.stop();
        program.start();
        await("it goes on after a stop")
                .atMost(SOON)
                .until(() -> Statuses.of(port, "/actuator/health/readiness") == 200);

        CompletableFuture<Void> end = CompletableFuture.runAsync(program::close, OwnThread.EACH);

        await("it says so").atMost(SOON).until(() -> Statuses.of(port, "/actuator/health/readiness") == 503);
        assertThat(Statuses.of(port, "/actuator/health/liveness")).isEqualTo(200);
        assertThat(Statuses.of(port, "/things"))
                .as("an answer, to whoever comes without a token")
                .isEqualTo(401);
        assertThat(end).isNotDone();
        assertThat(end).succeedsWithin(SOON);
        assertThat(Statuses.of(port, "/things")).isZero();
    }
}
