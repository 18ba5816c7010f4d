package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other users of the machine see no file of the suite and get nothing from its broker; a program gets what it needs. */
@WithSuite
class ClosedToOthersTest {
    private final Suite suite;

    ClosedToOthersTest(Suite suite) {
        this.suite = suite;
    }

    @Test
    void noFileIsOpenToOthers() throws IOException {
        Path data = Objects.requireNonNull(suite.logs().getParent());
        assertThat(permissions(data)).isEqualTo("rwx------");
        List<Path> looked = new ArrayList<>();
        List<Path> open = new ArrayList<>();
        // Servers make and delete files meanwhile.
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                looked.add(file);
                if (!attributes.isSymbolicLink() && isOpen(file)) {
                    open.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(looked).anyMatch(file -> file.endsWith("gateway.log")).anyMatch(file -> file.toString()
                .contains("article-events-0"));
        assertThat(open).isEmpty();
    }

    @Test
    void whoDoesNotSignInGetsNothingFromTheBroker() {
        Map<String, Object> anybody =
                Map.of("bootstrap.servers", suite.parts().kafka().get("bootstrap.servers"));
        assertThatThrownBy(() -> topics(anybody)).isInstanceOf(Exception.class);

        Map<String, Object> wrong = new HashMap<>(suite.parts().kafka());
        wrong.computeIfPresent(
                "sasl.jaas.config", (name, login) -> login.toString().replaceAll("password=\".", "password=\"!"));
        assertThatThrownBy(() -> topics(wrong)).isInstanceOf(Exception.class);

        assertThat(topics(suite.parts().kafka())).contains("article-events", "comment-events.dlt");
    }

    /** What each sends and reads, and one that it does not send, and one that it does not read. */
    @ParameterizedTest
    @CsvSource({
        "gateway,account-events,article-events article-figures comment-events account-events taxonomy-events redirect-events site-events review-events,comment-events,thread-figures",
        "article,article-figures,thread-figures account-events view-events account-events.dlt,comment-events,comment-events",
        "comment,thread-figures,article-events comment-events account-events site-events comment-events.dlt,subscription-events,article-figures",
        "subscription,subscription-events,article-events site-events article-events.dlt,comment-events,account-events"
    })
    void aProgramDoesWhatIsItsOwn(String user, String sends, String reads, String doesNotSend, String doesNotRead)
            throws Exception {
        Map<String, Object> client = suite.parts().kafka(user);
        assertThat(topics(client)).contains(sends);
        List<String> needed = List.of(reads.split(" "));
        assertThat(readable(client, needed)).containsExactlyInAnyOrderElementsOf(needed);
        // Refused for its size by the broker's limit and not for who sends it; nothing is left in the topic.
        assertThatThrownBy(() -> send(client, sends, new byte[1_100_000]))
                .hasMessageContaining("RecordTooLargeException");
        for (String other : List.of(doesNotSend, doesNotSend + ".dlt")) {
            assertThatThrownBy(() -> send(client, other, new byte[0]))
                    .hasRootCauseInstanceOf(TopicAuthorizationException.class);
        }
        assertThatThrownBy(() -> read(client, doesNotRead)).isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> create(client)).hasRootCauseInstanceOf(TopicAuthorizationException.class);
    }

    private static void send(Map<String, Object> client, String topic, byte[] value) throws Exception {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("max.block.ms", 20_000);
        settings.put("max.request.size", 5_000_000);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private static void read(Map<String, Object> client, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            consumer.poll(Duration.ofSeconds(20));
        }
    }

    /** Those that it may read. */
    private static List<String> readable(Map<String, Object> client, List<String> topics) throws Exception {
        try (Admin admin = Admin.create(client)) {
            DescribeTopicsOptions withRights = new DescribeTopicsOptions().includeAuthorizedOperations(true);
            return admin.describeTopics(topics, withRights).allTopicNames().get().values().stream()
                    .filter(topic -> topic.authorizedOperations().contains(AclOperation.READ))
                    .map(TopicDescription::name)
                    .toList();
        }
    }

    private static void create(Map<String, Object> client) throws Exception {
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic("one-more", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static List<String> topics(Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("default.api.timeout.ms", 5_000);
        settings.put("request.timeout.ms", 4_000);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return List.copyOf(consumer.listTopics().keySet());
        }
    }

    private static boolean isOpen(Path file) {
        try {
            return !permissions(file).endsWith("------");
        } catch (IOException gone) {
            return false;
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
