package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.pressroom.suite.Newsroom.Article;

/**
 * Each process is killed in the middle of writes: nothing accepted is lost, and nothing happens twice. The faults of a
 * kind share their traffic, because most of a fault's time is that of starting writers and counting what became of it.
 */
@WithSuite
class FaultsTest {
    private static final int SOME = 3;
    private static final int EDITORS = 20;
    private static final int VIEWERS = 20;
    private static final int VIEWS = 100;
    private static final String DEAD_LETTERS = ".dlt";

    private final Suite suite;

    FaultsTest(Suite suite) {
        this.suite = suite;
    }

    /** While a whole newsroom is at work. */
    @Test
    void whatIsKilledIsStartedAgainAndNothingIsLostOrDoubled() {
        try (Editors editors = Editors.start(suite, Newsroom.of(suite), EDITORS)) {
            assertThat(underTraffic(
                            signal("gateway", "KILL"),
                            signal("article-service", "KILL"),
                            signal("comment-service", "KILL"),
                            signal("kafka", "KILL"),
                            signal("postgresql", "KILL")))
                    .as("requests without a confirmation")
                    .isEmpty();
            editors.stop();
            editors.assertNothingLostNothingTwice();
        }
    }

    /** While readers view an article. Who counts may be away, and what tells it; what was answered is counted. */
    @Test
    void viewsAreCountedToTheViewWhateverIsKilled() {
        Newsroom newsroom = Newsroom.of(suite);
        Article article = newsroom.publish("Viewed " + Newsroom.unique());
        try (Viewers viewers = Viewers.start(suite, newsroom, article, VIEWERS)) {
            viewers.awaitMore(VIEWS);
            signal("article-service", "KILL").happens().run();
            viewers.awaitMore(VIEWS);
            signal("postgresql", "KILL").happens().run();
            viewers.awaitMore(VIEWS);
            viewers.stop();
            viewers.assertCountedOnce(true);
        }
        Article another = newsroom.publish("Viewed while the gateway goes " + Newsroom.unique());
        try (Viewers viewers = Viewers.start(suite, newsroom, another, VIEWERS)) {
            viewers.awaitMore(VIEWS);
            signal("gateway", "KILL").happens().run();
            viewers.awaitMore(VIEWS);
            signal("kafka", "KILL").happens().run();
            viewers.awaitMore(VIEWS);
            viewers.stop();
            viewers.assertCountedOnce(false);
        }
    }

    /** Told to end, PostgreSQL would wait for ever for the programs' connections. Stopped, Kafka says nothing. */
    @Test
    void serversThatAreOfNoUseAreStartedAgainAndNothingIsLostOrDoubled() {
        assertThat(underTraffic(signal("postgresql", "TERM"), signal("kafka", "STOP")))
                .as("requests without a confirmation")
                .isEmpty();
    }

    /** Whether a mail had left, nobody knows then: it counts as uncertain and is not sent again. */
    @Test
    void whatSendsTheMailsIsKilledAndNothingIsLostOrDoubled() {
        underTraffic(signal("subscription-service", "KILL"), new Fault("the launcher is killed", () -> {
            suite.killUp();
            suite.up();
        }));
    }

    private record Fault(String name, Runnable happens) {}

    private Fault signal(String part, String signal) {
        return new Fault(part + " gets SIG" + signal, () -> suite.parts().signalAndAwaitRestart(part, signal));
    }

    /** One after the other, with writes before, between and after them. Returns those who got no confirmation mail. */
    private List<String> underTraffic(Fault... faults) {
        Newsroom newsroom = Newsroom.of(suite);
        long deadLetters = deadLetters();
        try (Traffic traffic = Traffic.start(suite, newsroom)) {
            traffic.awaitMore(SOME);
            for (Fault fault : faults) {
                fault.happens().run();
                assertThatCode(() -> traffic.awaitMore(SOME)).as(fault.name()).doesNotThrowAnyException();
            }
            traffic.stop();
            traffic.assertNothingLostNothingTwice();
            // A part that is away is no fault of a record.
            assertThat(deadLetters()).isEqualTo(deadLetters);
            return traffic.withoutConfirmation();
        }
    }

    /** How many there are so far, of other tests. */
    private long deadLetters() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(suite.parts().kafka(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .filter(partition -> partition.topic().endsWith(DEAD_LETTERS))
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            assertThat(partitions).isNotEmpty();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}
