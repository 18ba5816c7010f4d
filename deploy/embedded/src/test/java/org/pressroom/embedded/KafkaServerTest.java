package org.pressroom.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class KafkaServerTest {
    private final Path folder;
    private final int controllerPort;

    KafkaServerTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.controllerPort = Ports.free();
    }

    @Test
    void acknowledgedRecordsSurviveAKillAndAnotherPort() throws Exception {
        KafkaServer first = start(Ports.free());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", first.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("kept", 3, (short) 1)))
                    .all()
                    .get();
        }
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", first.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>("kept", "key", "value")).get();
        }
        first.process().destroyForcibly().waitFor();
        try (KafkaServer second = start(Ports.free())) {
            assertThat(firstRecord(second)).isEqualTo("value");
        }
    }

    @Test
    void aTakenPortIsToldInTheFailure() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(taken.getLocalPort()))
                    .isInstanceOf(ServerFailedException.class)
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    void nobodyUsesItUnaskedAndEachDoesWhatWasGranted() throws Exception {
        KafkaAccess access = new KafkaAccess(
                Map.of(KafkaAccess.ADMIN, "one", "writer", "two", "reader", "three"),
                List.of(
                        new KafkaAccess.Grant("writer", "TOPIC", "kept", "CREATE"),
                        new KafkaAccess.Grant("writer", "TOPIC", "kept", "WRITE"),
                        new KafkaAccess.Grant("reader", "TOPIC", "kept", "READ"),
                        new KafkaAccess.Grant("reader", "GROUP", "g*", "READ")));
        try (KafkaServer server = start(access)) {
            assertThat(server.answers()).isTrue();
            Map<String, Object> anybody = Map.of("bootstrap.servers", server.bootstrapServers());
            Map<String, Object> writer = client(server, access, "writer");
            Map<String, Object> reader = client(server, access, "reader");
            KafkaAccess wrong = new KafkaAccess(Map.of("writer", "wrong"), List.of());

            assertThatThrownBy(() -> create(anybody, "mine")).isInstanceOf(Exception.class);
            assertThatThrownBy(() -> create(client(server, wrong, "writer"), "kept"))
                    .hasRootCauseInstanceOf(SaslAuthenticationException.class);
            assertThatThrownBy(() -> create(writer, "another"))
                    .hasRootCauseInstanceOf(TopicAuthorizationException.class);
            create(writer, "kept");
            send(writer, "kept");
            assertThatThrownBy(() -> send(reader, "kept")).hasRootCauseInstanceOf(AuthorizationException.class);
            assertThatThrownBy(() -> firstRecord(writer)).isInstanceOf(AuthorizationException.class);
            assertThat(firstRecord(reader)).isEqualTo("value");
            create(client(server, access, KafkaAccess.ADMIN), "another");
            assertThatThrownBy(() -> create(Map.of("bootstrap.controllers", "127.0.0.1:" + controllerPort), "mine"))
                    .isInstanceOf(Exception.class);
        }
        KafkaAccess less = new KafkaAccess(access.passwords(), access.grants().subList(0, 2));
        try (KafkaServer server = start(less)) {
            assertThatThrownBy(() -> firstRecord(client(server, less, "reader")))
                    .isInstanceOf(AuthorizationException.class);
            send(client(server, less, "writer"), "kept");
        }
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            for (String file : List.of("server.properties", "access.properties")) {
                assertThat(Files.getPosixFilePermissions(folder.resolve("kafka").resolve(file)))
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    private static Map<String, Object> client(KafkaServer server, KafkaAccess access, String user) {
        Map<String, Object> settings = new HashMap<>(access.client(user));
        settings.put("bootstrap.servers", server.bootstrapServers());
        return settings;
    }

    private static void create(Map<String, Object> client, String topic) throws Exception {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("default.api.timeout.ms", 5_000);
        settings.put("request.timeout.ms", 5_000);
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static void send(Map<String, Object> client, String topic) throws Exception {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("max.block.ms", 20_000);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", "value")).get();
        }
    }

    private static String firstRecord(KafkaServer server) {
        return firstRecord(Map.of("bootstrap.servers", server.bootstrapServers()));
    }

    private static String firstRecord(Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.putAll(Map.of("group.id", "g", "auto.offset.reset", "earliest"));
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("kept"));
            Instant deadline = Instant.now().plusSeconds(60);
            while (Instant.now().isBefore(deadline)) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    return record.value();
                }
            }
            return "nothing";
        }
    }

    private KafkaServer start(KafkaAccess access) throws IOException, InterruptedException {
        return KafkaServer.start(new KafkaSettings(
                folder.resolve("kafka"),
                Ports.free(),
                controllerPort,
                folder.resolve("kafka.log"),
                KafkaJars.found(),
                List.of(),
                access));
    }

    private KafkaServer start(int port) throws IOException, InterruptedException {
        return KafkaServer.start(new KafkaSettings(
                folder.resolve("kafka"),
                port,
                Ports.free(),
                folder.resolve("kafka.log"),
                KafkaJars.found(),
                List.of()));
    }
}
