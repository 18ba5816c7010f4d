package org.pressroom.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.pressroom.gateway.GatewayApplication;
import org.pressroom.gateway.testing.Browser;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.testkit.Servers;

class ResetPasswordTest extends GatewayTest {

    private record Ended(int code, String output) {}

    /** The command as operators run it: a process of its own, with the database's address alone. */
    private static Ended reset(String username) throws IOException, InterruptedException {
        Servers.Database database = Servers.running().database();
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                GatewayApplication.class.getName(),
                "reset-password",
                username);
        command.environment()
                .putAll(Map.of(
                        "PRESSROOM_DATABASE_HOST", database.host(),
                        "PRESSROOM_DATABASE_PORT", Integer.toString(database.port()),
                        "PRESSROOM_DATABASE_NAME", database.name(),
                        "PRESSROOM_DATABASE_USERNAME", database.username(),
                        "PRESSROOM_DATABASE_PASSWORD", database.password()));
        Process process = command.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }

    @Test
    void aNewPasswordIsShownOnceAndOldSessionsAndTokensEnd() throws Exception {
        String username = "reset-" + UUID.randomUUID();
        admin().post("/api/accounts")
                .bodyValue(Map.of(
                        "username",
                        username,
                        "name",
                        "Forgetful",
                        "roles",
                        new String[] {"author"},
                        "password",
                        "forgotten one"))
                .exchange()
                .expectStatus()
                .isCreated();
        Browser before = new Browser(anonymous()).signIn(username, "forgotten one");
        String token = newToken(before);

        Ended ended = reset(username);
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output().lines()).hasSize(1);
        String password =
                ended.output().substring(ended.output().lastIndexOf(' ') + 1).strip();

        // another process ended them, and this one believes for some seconds what it has looked up
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> before.get("/api/session").exchange().expectBody().json("{\"account\": null}"));
        anonymous()
                .get()
                .uri("/api/session")
                .header("Authorization", "Bearer " + token)
                .exchange()
                .expectStatus()
                .isUnauthorized();
        new Browser(anonymous()).signIn(username, password);
    }

    @Test
    void anUnknownAccountIsToldInOneLine() throws Exception {
        Ended ended = reset("nobody-" + UUID.randomUUID());
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output().lines()).hasSize(1);
    }
}
