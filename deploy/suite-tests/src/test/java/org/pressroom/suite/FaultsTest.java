package org.pressroom.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9} of each process in the middle of writes: nothing accepted is lost, and nothing happens twice. */
@WithSuite
class FaultsTest {
    private static final int SOME = 3;
    private static final String DEAD_LETTERS = ".dlt";

    private final Suite suite;

    FaultsTest(Suite suite) {
        this.suite = suite;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gateway", "article-service", "comment-service", "subscription-service", "kafka", "postgresql"})
    void aPartThatIsKilledIsStartedAgainAndNothingIsLostOrDoubled(String part) {
        underTraffic(part.equals("subscription-service"), () -> suite.parts().killAndAwaitRestart(part));
    }

    /** Told to end, it would wait for ever for the programs' connections, and refuse new ones. Stopped, it says nothing. */
    @ParameterizedTest
    @CsvSource({"postgresql,TERM", "kafka,STOP"})
    void aServerThatIsOfNoUseIsStartedAgainAndNothingIsLostOrDoubled(String part, String signal) {
        underTraffic(false, () -> suite.parts().signalAndAwaitRestart(part, signal));
    }

    @Test
    void theLauncherIsKilledAndStartedAgainAndNothingIsLostOrDoubled() {
        underTraffic(true, () -> {
            suite.killUp();
            suite.up();
        });
    }

    private void underTraffic(boolean mailsMayBeUncertain, Runnable fault) {
        Newsroom newsroom = Newsroom.of(suite);
        try (Traffic traffic = Traffic.start(suite, newsroom)) {
            traffic.awaitMore(SOME);
            fault.run();
            traffic.awaitMore(SOME);
            traffic.stop();
            traffic.assertNothingLostNothingTwice();
            if (!mailsMayBeUncertain) {
                assertThat(traffic.withoutConfirmation()).isEmpty();
            }
        }
        assertNoDeadLetters();
    }

    /** A part that is away is no fault of a record. */
    private void assertNoDeadLetters() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(suite.parts().kafka(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .filter(partition -> partition.topic().endsWith(DEAD_LETTERS))
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            assertThat(partitions).isNotEmpty();
            assertThat(consumer.endOffsets(partitions))
                    .allSatisfy((partition, end) -> assertThat(end).isZero());
        }
    }
}
