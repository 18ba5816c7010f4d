package org.pressroom.common.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.pressroom.embedded.Ports;
import org.pressroom.testkit.OwnThread;
import org.pressroom.testkit.Servers;
import org.pressroom.testkit.Tokens;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A program that is told to end says so before it refuses anybody. */
@Execution(ExecutionMode.CONCURRENT)
class DrainingTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Servers.Database database = Servers.running().newDatabase();

    @Test
    void itSaysThatItIsNotReadyWhileItStillAnswersAndThenIsGone() throws IOException {
        int port = Ports.free();
        ConfigurableApplicationContext program = new SpringApplicationBuilder(TestApplication.class)
                .properties(
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
        await().atMost(SOON).until(() -> status(port, "/actuator/health/readiness") == 200);

        program.stop();
        program.start();
        await("it goes on after a stop").atMost(SOON).until(() -> status(port, "/actuator/health/readiness") == 200);

        CompletableFuture<Void> end = CompletableFuture.runAsync(program::close, OwnThread.EACH);

        await("it says so").atMost(SOON).until(() -> status(port, "/actuator/health/readiness") == 503);
        assertThat(status(port, "/actuator/health/liveness")).isEqualTo(200);
        assertThat(status(port, "/things"))
                .as("an answer, to whoever comes without a token")
                .isEqualTo(401);
        assertThat(end).isNotDone();
        assertThat(end).succeedsWithin(SOON);
        assertThat(status(port, "/things")).isZero();
    }

    /** 0 where nobody answers; over a connection of its own, as from somebody who has not been here before. */
    private static int status(int port, String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException nobody) {
            return 0;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
