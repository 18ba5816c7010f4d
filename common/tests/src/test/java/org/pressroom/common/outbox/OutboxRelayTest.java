package org.pressroom.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.pressroom.testkit.Migrations;
import org.pressroom.testkit.Servers;
import org.springframework.r2dbc.core.DatabaseClient;

/** The relay with a real database of its own and producers whose outcome a test decides. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("OutboxRelayTest")
class OutboxRelayTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Servers.Database database = migrated(Servers.running().newDatabase());
    private final List<OutboxRelay> relays = new ArrayList<>();
    private final BlockingQueue<Producer<String, byte[]>> next = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        relays.forEach(OutboxRelay::stop);
    }

    @Test
    void afterAFailedSendNothingLaterOfThatKeyIsForgottenAndANewProducerStartsOver() {
        insert("A1", "B1", "A2");
        MockProducer<String, byte[]> failing = byHand();
        MockProducer<String, byte[]> working = obeying();
        start(failing, working);
        await().atMost(SOON).until(() -> failing.uncommittedRecords().size() == 3);

        failing.errorNext(new IllegalStateException("A1 is lost"));
        failing.completeNext();
        failing.completeNext();
        await("the others go without it").atMost(SOON).until(() -> underWay(failing), List.of("B1")::equals);
        failing.completeNext();

        await().atMost(SOON).until(() -> waiting().isEmpty());
        assertThat(values(failing)).containsExactly("B1");
        assertThat(values(working)).containsExactly("A1", "A2");
        assertThat(failing.closed()).isTrue();
    }

    @Test
    void whatIsAcknowledgedWhileAnotherWaitsStaysUntilItsTurn() {
        insert("A1", "A2");
        MockProducer<String, byte[]> producer = byHand();
        start(producer);
        await().atMost(SOON).until(() -> producer.uncommittedRecords().size() == 2);
        assertThat(waiting()).containsExactly("A1", "A2");

        producer.completeNext();
        assertThat(waiting()).containsExactly("A1", "A2");
        producer.completeNext();

        await().atMost(SOON).until(() -> waiting().isEmpty());
        assertThat(producer.closed()).isFalse();
    }

    @Test
    void behindARowThatIsRefusedAtOnceNothingOfItsKeyIsSent() {
        insert("A1", "B1", "A2", "B2");
        Refusing refusing = new Refusing("A1", new RecordTooLargeException("too large"));
        MockProducer<String, byte[]> working = obeying();
        start(refusing, working);

        await().atMost(SOON).until(() -> waiting().isEmpty());
        assertThat(values(refusing)).containsExactly("B1", "B2");
        assertThat(values(working)).containsExactly("A1", "A2");
    }

    @Test
    void whereTheBrokerIsWaitedForInVainNoOtherRowWaitsAsLong() {
        insert("A1", "B1", "C1");
        Refusing refusing = new Refusing("B1", new TimeoutException("no metadata"));
        MockProducer<String, byte[]> working = obeying();
        start(refusing, working);

        await().atMost(SOON).until(() -> waiting().isEmpty());
        assertThat(values(refusing)).isEmpty();
        assertThat(values(working)).containsExactly("A1", "B1", "C1");
    }

    @Test
    void whatMayNotBeSentToATopicHoldsUpNoOtherTopic() {
        insert("A1", "B1", "A2");
        insertFor("another", "C1");
        Refusing refusing = new Refusing("A1", new TopicAuthorizationException("not yours"));
        MockProducer<String, byte[]> working = obeying();
        start(refusing, working);

        await().atMost(SOON).until(() -> waiting().isEmpty());
        assertThat(values(refusing)).containsExactly("C1");
        assertThat(values(working)).containsExactly("A1", "B1", "A2");
    }

    @Test
    void aProducerThatThrowsOrCannotBeMadeIsReplaced() {
        insert("A1", "A2");
        MockProducer<String, byte[]> broken = obeying();
        broken.sendException = new KafkaException("fenced");
        MockProducer<String, byte[]> working = obeying();
        List<Supplier<Producer<String, byte[]>>> made = new CopyOnWriteArrayList<>(List.of(
                () -> broken,
                () -> {
                    throw new KafkaException("the broker's name is not known");
                },
                () -> working));
        start(properties(Duration.ofMillis(100)), () -> made.remove(0).get());

        await().atMost(SOON).until(() -> waiting().isEmpty());
        assertThat(values(working)).containsExactly("A1", "A2");
    }

    @Test
    void aBrokerThatIsAwayIsWaitedFor() {
        insert("A1", "A2");
        MockProducer<String, byte[]> working = obeying();
        Producer<String, byte[]> toNobody = new KafkaProducer<>(
                Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", 200, "transactional.id", "nobody"),
                new StringSerializer(),
                new ByteArraySerializer());
        start(toNobody, working);

        await().atMost(SOON).until(() -> waiting().isEmpty());
        assertThat(values(working)).containsExactly("A1", "A2");
    }

    /** As one was seen to do whose broker had been frozen: its sends are refused and retried without an end. */
    @Test
    void aProducerThatIsAnsweredAndNeverAcknowledgedIsReplacedAndOneThatHearsNothingIsNot() {
        insert("A1", "A2");
        MockProducer<String, byte[]> refused = byHand();
        AtomicInteger answers = new AtomicInteger();
        MetricName name = new MetricName("response-total", "producer-metrics", "", Map.of());
        refused.setMockMetrics(name, new Metric() {
            @Override
            public MetricName metricName() {
                return name;
            }

            @Override
            public Object metricValue() {
                return (double) answers.get();
            }
        });
        MockProducer<String, byte[]> working = obeying();
        start(refused, working);
        await().atMost(SOON).until(() -> refused.uncommittedRecords().size() == 2);
        await("longer than a stuck one is waited for")
                .during(Duration.ofSeconds(4))
                .atMost(SOON)
                .until(() -> !working.transactionInitialized());

        await().atMost(SOON).until(() -> {
            answers.incrementAndGet();
            return waiting().isEmpty();
        });
        assertThat(values(working)).containsExactly("A1", "A2");
        assertThat(refused.closed()).isTrue();
    }

    /** The producer counts what is looked at, under this name. */
    @Test
    void theAnswersOfARealBrokerAreCounted() throws Exception {
        try (Admin admin = Admin.create(broker())) {
            admin.createTopics(List.of(new NewTopic("answers", 1, (short) 1)))
                    .all()
                    .get();
        }
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(broker(), new StringSerializer(), new ByteArraySerializer())) {
            StuckProducer stuck = new StuckProducer(producer, Duration.ZERO);
            assertThat(stuck.isStuck(System.nanoTime())).isFalse();
            producer.send(new ProducerRecord<>("answers", "A", new byte[0])).get();
            stuck.isStuck(System.nanoTime() - 1);
            assertThat(stuck.isStuck(System.nanoTime())).isTrue();
            stuck.acknowledged();
            assertThat(stuck.isStuck(System.nanoTime())).isFalse();
        }
    }

    @Test
    void aSecondInstanceTakesOverWhenTheFirstLosesItsConnection() throws SQLException {
        MockProducer<String, byte[]> first = obeying();
        MockProducer<String, byte[]> second = obeying();
        OutboxRelay holder = start(properties(Duration.ofSeconds(30)), () -> first);
        await().atMost(SOON).until(holder::holdsLock);
        OutboxRelay other = start(properties(Duration.ofMillis(100)), () -> second);
        insert("A1");
        holder.wake();
        await().atMost(SOON).until(() -> waiting().isEmpty());
        assertThat(other.holdsLock()).isFalse();

        terminateHolder();
        insert("A2");

        await().atMost(SOON).until(other::holdsLock);
        await().atMost(SOON).until(() -> waiting().isEmpty());
        assertThat(values(first)).containsExactly("A1");
        assertThat(values(second)).containsExactly("A2");
        assertThat(holder.holdsLock()).isFalse();
    }

    /** As a process does that was frozen with what it had read, and thaws when another has long sent more. */
    @Test
    void whatAStoppedRelaySendsOnceAnotherHasTakenOverComesToNothing() throws Exception {
        String topic = database.name();
        try (Admin admin = Admin.create(broker())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        CountDownLatch thaws = new CountDownLatch(1);
        Frozen frozen = new Frozen(transactional(), thaws);
        insertFor(topic, "A1");
        OutboxRelay stopped = start(properties(Duration.ofMillis(100)), frozen::producer);
        await().atMost(SOON).until(frozen::isFrozen);
        insertFor(topic, "A2");

        OutboxRelay other = start(properties(Duration.ofMillis(100)), this::transactional);
        await("the lock of who says nothing goes to another").atMost(SOON).until(other::holdsLock);
        await().atMost(SOON).until(() -> waiting().isEmpty());
        thaws.countDown();
        await("it has noticed").atMost(SOON).until(() -> !stopped.holdsLock());
        insertFor(topic, "A3");
        await().atMost(SOON).until(() -> waiting().isEmpty());

        assertThat(frozen.failure()).isInstanceOf(InvalidProducerEpochException.class);
        assertThat(recordsOf(topic, "A3")).containsExactly("A1", "A2", "A3");
    }

    /** A real producer whose first send waits. */
    private static final class Frozen {
        private final Producer<String, byte[]> real;
        private final CountDownLatch thaws;
        private final CountDownLatch reached = new CountDownLatch(1);
        private volatile Throwable failure = new IllegalStateException("nothing failed");

        Frozen(Producer<String, byte[]> real, CountDownLatch thaws) {
            this.real = real;
            this.thaws = thaws;
        }

        boolean isFrozen() {
            return reached.getCount() == 0;
        }

        /** What became of the send. */
        Throwable failure() {
            return failure;
        }

        @SuppressWarnings("unchecked")
        Producer<String, byte[]> producer() {
            return (Producer<String, byte[]>) Proxy.newProxyInstance(
                    Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (self, method, arguments) -> {
                        if (method.getName().equals("send")) {
                            reached.countDown();
                            thaws.await();
                        }
                        try {
                            Object result = method.invoke(real, arguments);
                            if (result instanceof Future<?> sent) {
                                sent.get();
                            }
                            return result;
                        } catch (InvocationTargetException failed) {
                            throw failed.getCause();
                        } catch (ExecutionException failed) {
                            failure = Objects.requireNonNull(failed.getCause());
                            throw new KafkaException(failed.getCause());
                        }
                    });
        }
    }

    private Producer<String, byte[]> transactional() {
        Map<String, Object> settings = new HashMap<>(broker());
        settings.put("transactional.id", database.name() + "-outbox");
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    private static Map<String, Object> broker() {
        return Map.of("bootstrap.servers", Servers.running().bootstrapServers());
    }

    /** All records of a topic up to this one, those of transactions that came to nothing too. */
    private static List<String> recordsOf(String topic, String last) {
        List<String> values = new ArrayList<>();
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(broker(), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            await().atMost(SOON).until(() -> {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
                return values.contains(last);
            });
        }
        return values;
    }

    @Test
    void aLostConnectionIsOpenedAgain() throws SQLException {
        OutboxRelay only = start(properties(Duration.ofMillis(100)), OutboxRelayTest::obeying);
        await().atMost(SOON).until(only::holdsLock);

        terminateHolder();
        insert("A1");

        await().atMost(SOON).until(() -> waiting().isEmpty());
    }

    @Test
    void aNoteOfAnotherProcessWakesTheHolder() {
        MockProducer<String, byte[]> producer = obeying();
        OutboxRelay holder = start(sleeping(), () -> producer);
        await().atMost(SOON).until(() -> holder.depth().rows() == 0);
        OutboxRelay other =
                new OutboxRelay(sleeping(), this::open, OutboxRelayTest::obeying, () -> {}, "test", Clock.systemUTC());
        CoalescedWakeUp inOtherProcess = new CoalescedWakeUp(other, DatabaseClient.create(reactive()));
        insert("A1");

        // The holder may not listen yet when it has just got the lock: what is told then, its poll would find.
        await().atMost(SOON).until(() -> {
            inOtherProcess.wake();
            return waiting().isEmpty();
        });
    }

    @Test
    void aCommitOfItsOwnProcessWakesTheHolder() {
        OutboxRelay holder = start(sleeping(), OutboxRelayTest::obeying);
        await().atMost(SOON).until(() -> holder.depth().rows() == 0);
        insert("A1");

        new CoalescedWakeUp(holder, DatabaseClient.create(reactive())).wake();

        await().atMost(SOON).until(() -> waiting().isEmpty());
    }

    @Test
    void itHoldsFewLargeRowsInMemoryAtOnce() {
        String large = "x".repeat(500_000);
        String[] values = new String[20];
        for (int i = 0; i < values.length; i++) {
            values[i] = "A" + i + large;
        }
        insert(values);
        MockProducer<String, byte[]> producer = byHand();
        start(producer);

        for (int size : List.of(9, 9, 2)) {
            await().atMost(SOON).until(() -> underWay(producer).size() == size);
            for (int completed = 0; completed < size; completed++) {
                producer.completeNext();
                assertThat(underWay(producer)).hasSizeLessThanOrEqualTo(9);
            }
        }
        await().atMost(SOON).until(() -> waiting().isEmpty());
    }

    @Test
    void itStopsWhileTheBrokerIsAwayAndGoesOnWhenStartedAgain() {
        insert("A1");
        MockProducer<String, byte[]> silent = byHand();
        MockProducer<String, byte[]> working = obeying();
        OutboxRelay relay = start(silent, working);
        await().atMost(SOON).until(() -> silent.uncommittedRecords().size() == 1);

        relay.stop();
        assertThat(relay.isRunning()).isFalse();
        await().atMost(SOON).until(() -> !relay.holdsLock());
        assertThat(waiting()).containsExactly("A1");

        relay.start();
        await().atMost(SOON).until(() -> waiting().isEmpty());
        assertThat(values(working)).containsExactly("A1");
    }

    @Test
    void itSaysHowMuchWaitsAndHowLong() {
        insert("A1", "A2", "A3");
        OutboxRelay relay = start(byHand());

        await().atMost(SOON).until(() -> relay.depth().rows() == 3);
        assertThat(relay.depth().oldest()).isNotNull();
    }

    @Test
    void housekeepingForgetsWhatIsOldAndKeepsWhatIsNot() throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO inbox (consumer, event_id, received_at)
                    SELECT 'reader', gen_random_uuid(), now() - interval '46 days' FROM generate_series(1, 5001)
                    """);
            statement.execute("""
                    INSERT INTO inbox (consumer, event_id, received_at)
                    VALUES ('reader', gen_random_uuid(), now() - interval '44 days')
                    """);
            statement.execute("""
                    INSERT INTO idempotency_key (id, body_mac, created_at)
                    VALUES ('old', '', now() - interval '25 hours'), ('new', '', now())
                    """);
        }

        new Housekeeping(sleeping(), this::open, Clock.systemUTC()).clean();

        assertThat(strings("SELECT count(*)::text FROM inbox")).containsExactly("1");
        assertThat(strings("SELECT convert_from(id, 'UTF8') FROM idempotency_key"))
                .containsExactly("new");
    }

    /** Refuses one value at once, as a producer does that cannot even try. */
    private static final class Refusing extends MockProducer<String, byte[]> {
        private final String refused;
        private final RuntimeException why;

        Refusing(String refused, RuntimeException why) {
            super(true, null, new StringSerializer(), new ByteArraySerializer());
            this.refused = refused;
            this.why = why;
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
            return value(record).equals(refused) ? CompletableFuture.failedFuture(why) : super.send(record);
        }
    }

    private static MockProducer<String, byte[]> byHand() {
        return new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    }

    private static MockProducer<String, byte[]> obeying() {
        return new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    }

    private OutboxRelay start(Producer<String, byte[]> only) {
        next.add(only);
        return start(properties(Duration.ofMillis(100)), next::remove);
    }

    private OutboxRelay start(Producer<String, byte[]> first, Producer<String, byte[]> second) {
        next.add(first);
        next.add(second);
        return start(properties(Duration.ofMillis(100)), next::remove);
    }

    private OutboxRelay start(OutboxProperties properties, Supplier<Producer<String, byte[]>> producers) {
        OutboxRelay relay = new OutboxRelay(properties, this::open, producers, () -> {}, "test", Clock.systemUTC());
        relays.add(relay);
        relay.start();
        return relay;
    }

    private static OutboxProperties properties(Duration retryAfter) {
        return properties(Duration.ofMillis(50), retryAfter);
    }

    /** Finds nothing by itself. */
    private static OutboxProperties sleeping() {
        return properties(Duration.ofHours(1), Duration.ofMillis(100));
    }

    private static OutboxProperties properties(Duration poll, Duration retryAfter) {
        return new OutboxProperties(
                true,
                500,
                Duration.ofMillis(10),
                Duration.ofMillis(100),
                poll,
                Duration.ofMillis(50),
                Duration.ofMillis(200),
                retryAfter,
                Duration.ofHours(1),
                Duration.ofDays(45),
                Duration.ofHours(24),
                Duration.ofSeconds(2),
                Duration.ofMillis(400));
    }

    private Connection open() {
        try {
            return DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private ConnectionFactory reactive() {
        return ConnectionFactories.get(database.r2dbcUrl());
    }

    /** Rows whose key is the first letter of their value. */
    private void insert(String... values) {
        insertFor("topic", values);
    }

    private void insertFor(String topic, String... values) {
        try (Connection connection = open();
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO outbox (event_id, topic, key, type, subject, occurred_at, value)
                        VALUES (gen_random_uuid(), ?, ?, 'thing.happened.v1', 's', now(), convert_to(?, 'UTF8'))
                        """)) {
            connection.setAutoCommit(false);
            for (String value : values) {
                insert.setString(1, topic);
                insert.setString(2, value.substring(0, 1));
                insert.setString(3, value);
                insert.executeUpdate();
            }
            connection.commit();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private List<String> waiting() {
        return strings("SELECT convert_from(value, 'UTF8') FROM outbox ORDER BY id");
    }

    private List<String> strings(String sql) {
        List<String> found = new ArrayList<>();
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return found;
    }

    private void terminateHolder() throws SQLException {
        try (Connection superuser = Servers.running().postgres().connect();
                PreparedStatement terminate = superuser.prepareStatement("""
                        SELECT pg_terminate_backend(pid) FROM pg_locks
                        WHERE locktype = 'advisory' AND granted
                          AND database = (SELECT oid FROM pg_database WHERE datname = ?)
                        """)) {
            terminate.setString(1, database.name());
            try (ResultSet ended = terminate.executeQuery()) {
                assertThat(ended.next() && ended.getBoolean(1)).isTrue();
            }
        }
    }

    /** What is sent, and not committed. */
    private static List<String> underWay(MockProducer<String, byte[]> producer) {
        return producer.uncommittedRecords().stream()
                .map(OutboxRelayTest::value)
                .toList();
    }

    /** What was committed. */
    private static List<String> values(MockProducer<String, byte[]> producer) {
        return producer.history().stream().map(OutboxRelayTest::value).toList();
    }

    private static String value(ProducerRecord<String, byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    private static Servers.Database migrated(Servers.Database empty) {
        Migrations.common(empty, Migrations.LATEST);
        return empty;
    }
}
