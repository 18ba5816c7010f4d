package org.pressroom.common.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.pressroom.common.consuming.EventBroadcast;
import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ThreadCounted;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.outbox.Outbox;
import org.pressroom.common.outbox.OutboxRelay;
import org.pressroom.embedded.KafkaJars;
import org.pressroom.embedded.KafkaServer;
import org.pressroom.embedded.KafkaSettings;
import org.pressroom.embedded.Ports;
import org.pressroom.testkit.Servers;
import org.pressroom.testkit.WithTokens;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** A program starts while the broker is away, then the broker comes, is killed, and comes back. */
@SpringBootTest(classes = TestApplication.class)
@WithTokens
@DirtiesContext
@Isolated("reads the log of the whole program")
class BrokerOutageTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    static Path folder = Path.of("");

    private static KafkaSettings settings = new KafkaSettings(folder, 0, 0, folder, List.of(), List.of());
    private @Nullable KafkaServer broker;

    @Autowired
    EventConsumers consumers;

    @Autowired
    Outbox outbox;

    @Autowired
    OutboxRelay relay;

    @Autowired
    TransactionalOperator transactions;

    private final UUID key = Ids.next();
    private final List<Long> acted = new CopyOnWriteArrayList<>();
    private final List<Long> seen = new CopyOnWriteArrayList<>();
    private final Warnings warnings = new Warnings();

    private static final class Warnings extends AppenderBase<ILoggingEvent> {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent line) {
            if (line.getLevel().isGreaterOrEqual(Level.WARN)) {
                lines.add(line.getLoggerName() + ": " + line.getFormattedMessage());
            }
        }
    }

    @DynamicPropertySource
    static void ownServers(DynamicPropertyRegistry properties) throws IOException {
        settings = new KafkaSettings(
                folder.resolve("kafka"),
                Ports.free(),
                Ports.free(),
                folder.resolve("kafka.log"),
                KafkaJars.found(),
                List.of());
        Servers.Database database = Servers.running().newDatabase();
        properties.add("spring.kafka.bootstrap-servers", () -> "127.0.0.1:" + settings.port());
        properties.add("pressroom.database.host", database::host);
        properties.add("pressroom.database.port", database::port);
        properties.add("pressroom.database.name", database::name);
        properties.add("pressroom.database.username", database::username);
        properties.add("pressroom.database.password", database::password);
    }

    @BeforeEach
    void listen() {
        warnings.start();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(warnings);
    }

    @AfterEach
    void stop() {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(warnings);
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void whatIsAcceptedWhileTheBrokerIsAwayArrivesOnceAndInOrderWhenItIsBack() throws Exception {
        EventConsumer consumer = consumers
                .group("outage")
                .on(
                        EventType.THREAD_COUNTED,
                        ThreadCounted.class,
                        (event, state) -> Mono.fromRunnable(() -> acted.add(state.version())))
                .build();
        EventBroadcast broadcast = consumers
                .broadcast("outage-stream")
                .on(EventType.THREAD_COUNTED, ThreadCounted.class, (event, state) -> seen.add(state.version()))
                .build();
        consumer.start();
        broadcast.start();
        accept(1);
        assertThat(acted).isEmpty();

        KafkaServer first = KafkaServer.start(settings);
        broker = first;
        await().atMost(SOON).untilAsserted(() -> assertThat(acted).containsExactly(1L));
        await().atMost(SOON).until(broadcast::isListening);
        accept(2);
        await().atMost(SOON).untilAsserted(() -> assertThat(acted).containsExactly(1L, 2L));
        // Consumers see what is sent before its transaction ends.
        await().atMost(SOON).until(() -> relay.depth().rows() == 0);

        first.process().destroyForcibly().waitFor();
        accept(3);
        accept(4);
        // The one before may be sent, and not yet be committed.
        await().atMost(SOON).until(() -> relay.depth().rows() >= 2);

        broker = KafkaServer.start(settings);
        accept(5);
        await().atMost(SOON).untilAsserted(() -> assertThat(acted).containsExactly(1L, 2L, 3L, 4L, 5L));
        await().atMost(SOON).untilAsserted(() -> assertThat(seen).endsWith(2L, 3L, 4L, 5L));
        await().atMost(SOON).until(() -> relay.depth().rows() == 0);
        assertThat(warnings.lines).as("an operator can read it").hasSizeLessThan(20);
        consumer.stop();
        broadcast.stop();
    }

    private void accept(long version) {
        outbox.append(EventType.THREAD_COUNTED, key, key, new ThreadCounted(key, version, version))
                .as(transactions::transactional)
                .block(SOON);
    }
}
