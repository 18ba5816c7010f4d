package org.pressroom.common.outbox;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.outage.OutageLog;
import org.pressroom.common.tracing.TraceContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends what is in the outbox: one relay at a time per database, chosen by an advisory lock on a connection outside the
 * pool. It reads what is committed in the order of ids, sends it, and deletes what Kafka acknowledged, on that very
 * connection and on a thread of its own. When it dies, its connection ends, and with it the lock: the relay of another
 * instance takes over.
 *
 * <p>It always reads from the lowest id, never {@code id > last}: ids are not the order of commits. After a failed send
 * nothing later of that key is deleted, the producer is closed and reading starts again, because a record that is sent
 * again after its successor was acknowledged would arrive behind it.
 */
public final class OutboxRelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

    /** Any number will do, as long as all versions use the same. */
    private static final long LOCK = 0x7072_6573_7372_6f6fL;

    private static final String TRY_LOCK = "SELECT pg_try_advisory_lock(" + LOCK + ")";

    /** What is held in memory at once, whatever the number of rows; one row always goes. */
    private static final int MAX_BATCH_BYTES = 4 * 1024 * 1024;

    /**
     * Served by the primary key; no transaction that is still open can hide a lower id for good, as we start over. The
     * length of a large value is known without reading it.
     */
    private static final String READ = """
            SELECT id, event_id, topic, key, type, subject, occurred_at, traceparent, value
            FROM (SELECT *, sum(octet_length(value)) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
                         AS bytes_before
                  FROM (SELECT * FROM outbox ORDER BY id LIMIT ?) AS lowest) AS measured
            WHERE coalesce(bytes_before, 0) < ? ORDER BY id
            """;

    private static final String DELETE = "DELETE FROM outbox WHERE id = ANY (?)";

    /** Counting is cut off, so that a long queue does not cost more than a short one. */
    private static final String DEPTH = """
            SELECT (SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT 100000) AS counted),
                   (SELECT occurred_at FROM outbox ORDER BY id LIMIT 1)
            """;

    /** How soon a relay that waits for the broker notices that it is no longer the one that sends. */
    private static final Duration NOTICES_WITHIN = Duration.ofMillis(500);

    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 2048;

    private final OutboxProperties properties;
    private final Supplier<Connection> connections;
    private final Supplier<Producer<String, byte[]>> producers;
    private final Runnable housekeeping;
    private final String source;
    private final Semaphore work = new Semaphore(0);
    private final OutageLog databaseOutage = new OutageLog(LOG, "the outbox relay cannot use its database");
    private final OutageLog kafkaOutage = new OutageLog(LOG, "the outbox waits for Kafka");
    private volatile boolean holdsLock;
    private volatile OutboxDepth depth = OutboxDepth.UNKNOWN;
    private volatile @Nullable Thread thread;

    /**
     * @param connections opens connections outside the pool
     * @param producers opens idempotent producers
     * @param housekeeping is called often by the relay that holds the lock, and must come back soon
     * @param source the program's name, as events name their source
     */
    public OutboxRelay(
            OutboxProperties properties,
            Supplier<Connection> connections,
            Supplier<Producer<String, byte[]>> producers,
            Runnable housekeeping,
            String source) {
        this.properties = properties;
        this.connections = connections;
        this.producers = producers;
        this.housekeeping = housekeeping;
        this.source = source;
    }

    /** Says that there is something to send; ignored by a relay that is not the one that sends. */
    void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    boolean holdsLock() {
        return holdsLock;
    }

    /** How much waits, as last looked at. */
    public OutboxDepth depth() {
        return depth;
    }

    @Override
    public boolean isAutoStartup() {
        return properties.enabled();
    }

    @Override
    public void start() {
        Thread relay = new Thread(this::run, "outbox-relay");
        relay.setDaemon(true);
        thread = relay;
        relay.start();
    }

    /** Lets the batch that is under way come to its end, as long as Kafka answers. */
    @Override
    public void stop() {
        Thread relay = thread;
        thread = null;
        if (relay == null) {
            return;
        }
        try {
            if (holdsLock) {
                work.release();
                relay.join(properties.stopTimeout().dividedBy(2).toMillis());
            }
            relay.interrupt();
            relay.join(properties.stopTimeout().dividedBy(2).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private boolean goesOn() {
        return thread == Thread.currentThread();
    }

    private void run() {
        while (goesOn()) {
            try (Connection connection = connections.get()) {
                connection.setAutoCommit(true);
                begin(connection);
                if (waitForLock(connection)) {
                    relay(connection);
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (SQLException | RuntimeException | Error failure) {
                startOver(failure);
            } finally {
                holdsLock = false;
            }
        }
    }

    /** An error too: without its relay a program would go on, and nobody would hear of what it does. */
    private void startOver(Throwable failure) {
        holdsLock = false;
        if (!goesOn()) {
            return;
        }
        if (failure instanceof Error) {
            LOG.error("the outbox relay failed", failure);
        }
        databaseOutage.failed(failure);
        try {
            Thread.sleep(properties.retryAfter().toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** A deletion that the database loses in a crash only has its events sent once more. */
    private static void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = off");
        }
    }

    private boolean waitForLock(Connection connection) throws SQLException, InterruptedException {
        Instant nextLook = Instant.EPOCH;
        boolean another = false;
        while (goesOn()) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(TRY_LOCK)) {
                if (row.next() && row.getBoolean(1)) {
                    if (another) {
                        // It may have lost its connection alone, and be about to send what it has read.
                        Thread.sleep(NOTICES_WITHIN.multipliedBy(2).toMillis());
                    }
                    return true;
                }
            }
            another = true;
            databaseOutage.worked();
            if (Instant.now().isAfter(nextLook)) {
                look(connection);
                nextLook = Instant.now().plus(properties.look());
            }
            Thread.sleep(properties.lockPoll().toMillis());
        }
        return false;
    }

    private void relay(Connection connection) throws SQLException, InterruptedException {
        LOG.info("relaying the outbox");
        holdsLock = true;
        try (OutboxNotifications notifications = new OutboxNotifications(connections, this::wake)) {
            notifications.start();
            while (goesOn()) {
                try (Closing producer = open()) {
                    drainAndWait(connection, producer);
                } catch (FailedSend failed) {
                    kafkaOutage.failed(failed.reason());
                    look(connection);
                    Thread.sleep(properties.retryAfter().toMillis());
                }
            }
        }
    }

    /** A broker whose name is not known just now is away like one that does not answer. */
    private Closing open() throws FailedSend {
        try {
            return new Closing(producers.get());
        } catch (KafkaException failure) {
            throw new FailedSend(causeOf(failure));
        }
    }

    private void drainAndWait(Connection connection, Closing producer)
            throws SQLException, InterruptedException, FailedSend {
        Instant nextLook = Instant.EPOCH;
        while (goesOn()) {
            long begun = System.nanoTime();
            work.drainPermits();
            List<Row> rows = read(connection);
            databaseOutage.worked();
            if (!rows.isEmpty()) {
                sendAll(connection, producer, rows);
            }
            Instant now = Instant.now();
            if (now.isAfter(nextLook)) {
                look(connection);
                nextLook = now.plus(properties.look());
            }
            housekeeping.run();
            if (rows.isEmpty()) {
                boolean woken = work.tryAcquire(properties.poll().toMillis(), TimeUnit.MILLISECONDS);
                LOG.trace("relay woken: {}", woken);
            } else if (rows.size() < properties.batch()) {
                TimeUnit.NANOSECONDS.sleep(properties.pace().toNanos() - (System.nanoTime() - begun));
            }
        }
    }

    private record Row(
            long id,
            UUID eventId,
            String topic,
            String key,
            String type,
            String subject,
            Instant occurredAt,
            @Nullable String traceparent,
            byte @Nullable [] value) {

        /** What its order is kept by. */
        String lane() {
            return topic + '/' + key;
        }
    }

    private List<Row> read(Connection connection) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setInt(1, properties.batch());
            statement.setInt(2, MAX_BATCH_BYTES);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(
                            row.getLong(1),
                            row.getObject(2, UUID.class),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getObject(7, OffsetDateTime.class).toInstant(),
                            row.getString(8),
                            row.getBytes(9)));
                }
            }
        }
        return rows;
    }

    private record Send(Row row, Future<RecordMetadata> outcome) {}

    private void sendAll(Connection connection, Closing producer, List<Row> rows)
            throws SQLException, InterruptedException, FailedSend {
        Set<String> failedLanes = new HashSet<>();
        List<Send> sends = new ArrayList<>(rows.size());
        @Nullable String failure = begin(producer, rows, sends, failedLanes);
        List<Long> acknowledged = new ArrayList<>(rows.size());
        StuckProducer stuck = new StuckProducer(producer.get(), properties.stuckAfter());
        try {
            for (Send send : sends) {
                String reason = outcome(connection, send.outcome(), stuck);
                if (reason != null) {
                    failure = reason;
                    failedLanes.add(send.row().lane());
                } else if (!failedLanes.contains(send.row().lane())) {
                    acknowledged.add(send.row().id());
                }
            }
        } finally {
            delete(connection, acknowledged);
        }
        if (failure != null) {
            throw new FailedSend(failure);
        }
        kafkaOutage.worked();
    }

    /**
     * Hands the rows to the producer. Where it fails at once, nothing later of that key is sent; where it waited for the
     * broker in vain, nothing later at all, since each row would wait as long.
     *
     * @return why a row failed at once; null where none did
     */
    private @Nullable String begin(Closing producer, List<Row> rows, List<Send> sends, Set<String> failedLanes) {
        @Nullable String failure = null;
        for (Row row : rows) {
            if (failedLanes.contains(row.lane())) {
                continue;
            }
            try {
                Future<RecordMetadata> outcome = producer.get().send(record(row));
                KafkaException failedAtOnce = outcome.isDone() ? failureOf(outcome) : null;
                if (failedAtOnce == null) {
                    sends.add(new Send(row, outcome));
                    continue;
                }
                failure = causeOf(failedAtOnce);
                failedLanes.add(row.lane());
                if (failedAtOnce instanceof RetriableException) {
                    break;
                }
            } catch (KafkaException refused) {
                failure = causeOf(refused);
                break;
            }
        }
        return failure;
    }

    private static @Nullable KafkaException failureOf(Future<RecordMetadata> done) {
        try {
            done.get();
            return null;
        } catch (ExecutionException failed) {
            return failed.getCause() instanceof KafkaException known ? known : new KafkaException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new KafkaException(interrupted);
        }
    }

    private static String causeOf(KafkaException failure) {
        return String.valueOf(
                failure.getClass() == KafkaException.class && failure.getCause() != null
                        ? failure.getCause()
                        : failure);
    }

    /** Null once acknowledged, else why it failed. Looks after the lock while the broker lets us wait. */
    private @Nullable String outcome(Connection connection, Future<RecordMetadata> send, StuckProducer stuck)
            throws SQLException, InterruptedException {
        while (true) {
            try {
                send.get(NOTICES_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
                stuck.acknowledged();
                return null;
            } catch (ExecutionException failed) {
                return String.valueOf(failed.getCause());
            } catch (TimeoutException brokerIsAway) {
                kafkaOutage.failed("no acknowledgement yet");
                look(connection);
                if (stuck.isStuck(System.nanoTime())) {
                    return "the broker answers and acknowledges nothing";
                }
            }
        }
    }

    private ProducerRecord<String, byte[]> record(Row row) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(row.topic(), row.key(), row.value());
        CloudEventsCodec.writeHeaders(
                record.headers(), row.eventId(), row.type(), "/" + source, row.occurredAt(), row.subject());
        if (row.traceparent() != null) {
            record.headers().add(TraceContext.TRACEPARENT, row.traceparent().getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }

    private static void delete(Connection connection, List<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            statement.executeUpdate();
        }
    }

    private void look(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(DEPTH)) {
            if (row.next()) {
                OffsetDateTime oldest = row.getObject(2, OffsetDateTime.class);
                depth = new OutboxDepth(row.getLong(1), oldest == null ? null : oldest.toInstant());
            }
        }
    }

    /** A send that did not come through; the producer that made it must not be used again. */
    private static final class FailedSend extends Exception {
        private final String reason;

        FailedSend(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /** Closes a producer without waiting for what it has not sent: the rows are still there. */
    private record Closing(Producer<String, byte[]> get) implements AutoCloseable {
        @Override
        public void close() {
            get.close(Duration.ZERO);
        }
    }
}
