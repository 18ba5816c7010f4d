package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.pressroom.client.Json;
import tools.jackson.databind.JsonNode;

/** The processes that the launcher started, as its state file tells of them. */
final class Parts {
    private static final Duration RESTART_LIMIT = Duration.ofMinutes(3);

    private final Path state;

    Parts(Path data) {
        this.state = data.resolve("run").resolve("state.json");
    }

    /** One of them. */
    record Part(String name, String status, long pid, int port, int restarts) {}

    Part part(String name) {
        return all().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<Part> all() {
        return Json.items(read().path("parts")).stream()
                .map(part -> new Part(
                        part.path("name").asString(),
                        part.path("status").asString(),
                        part.path("pid").asLong(),
                        part.path("port").asInt(),
                        part.path("restarts").asInt()))
                .toList();
    }

    URI site() {
        return URI.create(read().path("site").asString());
    }

    URI mailbox() {
        return URI.create(read().path("mail").asString());
    }

    /** What a client of the broker is configured with, as one that may do everything. */
    Map<String, Object> kafka() {
        return kafka("admin");
    }

    /** The same as one of its users: {@code admin}, or a program by its database's name. */
    Map<String, Object> kafka(String user) {
        return Map.of(
                "bootstrap.servers",
                read().path("kafka").asString(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\""
                        + password("kafka-" + user) + "\";");
    }

    private String password(String name) {
        Properties passwords = new Properties();
        try (Reader reader = Files.newBufferedReader(
                Path.of(read().path("database").path("passwords").asString()))) {
            passwords.load(reader);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return passwords.getProperty(name);
    }

    /** A signal that ends it, or after which it is alive and of no use, and waits in the same way. */
    void signalAndAwaitRestart(String name, String signal) {
        signalAndAwaitRestart(List.of(name), signal);
    }

    /** The same for several at once. */
    void signalAndAwaitRestart(List<String> names, String signal) {
        List<Part> before = names.stream().map(this::part).toList();
        before.forEach(part -> signal(part.pid(), signal));
        before.forEach(part -> await(part.name() + " is started again")
                .atMost(RESTART_LIMIT)
                .until(() -> {
                    Part now = part(part.name());
                    return now.pid() != part.pid() && now.status().equals("ready") && now.restarts() > part.restarts();
                }));
    }

    /** The process stays and does nothing, as on a machine that hangs. */
    void freeze(String name) {
        signal(part(name).pid(), "STOP");
    }

    void thaw(String name) {
        signal(part(name).pid(), "CONT");
    }

    static void signal(long pid, String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .inheritIO()
                    .start();
            assertThat(kill.waitFor()).as("kill -%s %d", signal, pid).isZero();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode read() {
        try {
            return Json.read(Files.readAllBytes(state));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
