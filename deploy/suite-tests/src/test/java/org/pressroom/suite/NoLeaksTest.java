package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pressroom.client.Call;
import org.pressroom.suite.Newsroom.Article;
import org.pressroom.suite.Newsroom.Posted;

/** What readers say of themselves stays in the databases and in their mails: no log and no topic has it. */
@WithSuite
class NoLeaksTest {
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@[\\w-]+\\.example");
    /** The one topic that may have addresses, encrypted, and its dead letters. */
    private static final String MAY_NAME_READERS = "reply-notices";

    private final Suite suite;

    NoLeaksTest(Suite suite) {
        this.suite = suite;
    }

    @Test
    void nothingThatReadersSayOfThemselvesIsInALogOrOnATopic() throws IOException {
        Newsroom newsroom = Newsroom.of(suite);
        String reader = "Zebulon" + Newsroom.unique();
        String address = Newsroom.address("zebulon");
        List<String> secrets = new ArrayList<>(List.of(reader, address, suite.adminPassword()));

        Article article = newsroom.publish("Seen by " + Newsroom.unique());
        Posted comment = newsroom.comment(article, reader, address, Newsroom.sentence());
        newsroom.awaitStatus(comment, "approved");
        secrets.add(comment.editToken());
        String tag = Newsroom.unique();
        newsroom.subscribe(address, Newsroom.tag(tag));
        Map<String, Object> manuscript = Newsroom.manuscript("Mailed " + tag, "About " + Newsroom.sentence());
        manuscript.put("tags", List.of(tag));
        Newsroom.completedDeliveries(newsroom.staff(), newsroom.publish(manuscript));
        Mailbox mailbox = suite.mailbox();
        secrets.add(mailbox.awaitMail(
                        address, "the confirmation", mail -> mail.text().contains("/confirm"))
                .token("/subscriptions/confirm"));
        String manageToken = mailbox.awaitMail(
                        address, "the article", mail -> mail.subject().contains(tag))
                .token("/subscriptions/unsubscribe");
        secrets.add(manageToken);
        secrets.add(newsroom.staff()
                .send(Call.post("/api/tokens").json(Map.of("name", "looked for")))
                .expect(201)
                .json()
                .path("token")
                .asString());
        secrets.add(newsroom.staff().cookie("XSRF-TOKEN").orElseThrow());
        // What is wrong is logged most readily.
        suite.stranger()
                .send(Call.post("/api/articles/" + article.id() + "/comments")
                        .json(Newsroom.comment(reader, address, "\u0000")))
                .expect(422);
        suite.stranger().get("/api/subscriptions/" + manageToken + "x").expect(404);

        assertThat(secrets).doesNotContain("");
        assertLogsHoldNoneOf(secrets);
        assertTopicsHoldNoneOf(secrets);
    }

    private void assertLogsHoldNoneOf(List<String> secrets) throws IOException {
        try (Stream<Path> files = Files.walk(suite.logs())) {
            List<Path> logs = files.filter(Files::isRegularFile).toList();
            assertThat(logs).hasSizeGreaterThan(5);
            for (Path log : logs) {
                assertHoldsNoneOf(
                        log.getFileName().toString(),
                        new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1),
                        secrets);
            }
        }
        assertHoldsNoneOf("what up says", String.join("\n", suite.output()), secrets);
    }

    private void assertTopicsHoldNoneOf(List<String> secrets) {
        List<ConsumerRecord<byte[], byte[]>> records = allRecords();
        assertThat(records).extracting(ConsumerRecord::topic).contains("article-events", "comment-events");
        for (ConsumerRecord<byte[], byte[]> record : records) {
            StringBuilder text = new StringBuilder();
            append(text, record.key());
            append(text, record.value());
            record.headers().forEach(header -> append(text.append(header.key()), header.value()));
            assertHoldsNoneOf("a record of " + record.topic(), text.toString(), secrets);
        }
    }

    private static void append(StringBuilder text, byte @Nullable [] bytes) {
        if (bytes != null) {
            text.append(new String(bytes, StandardCharsets.UTF_8)).append('\n');
        }
    }

    private static void assertHoldsNoneOf(String where, String text, List<String> secrets) {
        // Not with the text in the message, which may be long.
        assertThat(secrets.stream().filter(text::contains).toList()).as(where).isEmpty();
        assertThat(ADDRESS.matcher(text)
                        .results()
                        .map(java.util.regex.MatchResult::group)
                        .distinct())
                .as("addresses in %s", where)
                .isEmpty();
    }

    private List<ConsumerRecord<byte[], byte[]>> allRecords() {
        Properties settings = new Properties();
        settings.putAll(suite.parts().kafka());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .filter(partition -> isOurs(partition.topic()))
                    .map(NoLeaksTest::partition)
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }

    private static boolean isOurs(String topic) {
        return !topic.startsWith("__") && !topic.startsWith(MAY_NAME_READERS);
    }

    private static TopicPartition partition(PartitionInfo partition) {
        return new TopicPartition(partition.topic(), partition.partition());
    }
}
