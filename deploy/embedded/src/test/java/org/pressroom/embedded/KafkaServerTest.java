package org.pressroom.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerTest {
    private final Path folder;

    KafkaServerTest(@TempDir Path folder) {
        this.folder = folder;
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

    private static String firstRecord(KafkaServer server) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        server.bootstrapServers(),
                        "group.id",
                        "g",
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
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
