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
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.CloudEventsCodec;
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

    /** Served by the primary key; no transaction that is still open can hide a lower id for good, as we start over. */
    private static final String READ = """
            SELECT id, event_id, topic, key, type, subject, occurred_at, traceparent, value
            FROM outbox ORDER BY id LIMIT ?
            """;

    private static final String DELETE = "DELETE FROM outbox WHERE id = ANY (?)";

    /** Counting is cut off, so that a long queue does not cost more than a short one. */
    private static final String DEPTH = """
            SELECT (SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT 100000) AS counted),
                   (SELECT occurred_at FROM outbox ORDER BY id LIMIT 1)
            """;

    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 2048;

    private final OutboxProperties properties;
    private final Supplier<Connection> connections;
    private final Supplier<Producer<String, byte[]>> producers;
    private final Runnable housekeeping;
    private final String source;
    private final Semaphore work = new Semaphore(0);
    private volatile boolean running;
    private volatile boolean holdsLock;
    private volatile OutboxDepth depth = OutboxDepth.UNKNOWN;
    private @Nullable Thread thread;

    /**
     * @param connections opens connections outside the pool
     * @param producers opens idempotent producers
     * @param housekeeping is called now and then by the relay that holds the lock
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
    public void start() {
        running = true;
        Thread relay = new Thread(this::run, "outbox-relay");
        relay.setDaemon(true);
        relay.start();
        thread = relay;
    }

    @Override
    public void stop() {
        running = false;
        Thread relay = thread;
        if (relay != null) {
            relay.interrupt();
            try {
                relay.join(properties.stopTimeout().toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void run() {
        while (running) {
            try (Connection connection = connections.get()) {
                connection.setAutoCommit(true);
                if (waitForLock(connection)) {
                    relay(connection);
                }
            } catch (SQLException | RuntimeException failure) {
                if (running) {
                    LOG.warn("the outbox relay starts over: {}", failure.toString());
                    pause(properties.retryAfter());
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                running = false;
            } finally {
                holdsLock = false;
            }
        }
    }

    private boolean waitForLock(Connection connection) throws SQLException, InterruptedException {
        while (running) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(TRY_LOCK)) {
                if (row.next() && row.getBoolean(1)) {
                    return true;
                }
            }
            look(connection);
            Thread.sleep(properties.lockPoll().toMillis());
        }
        return false;
    }

    private void relay(Connection connection) throws SQLException, InterruptedException {
        LOG.info("relaying the outbox");
        holdsLock = true;
        try (OutboxNotifications notifications = new OutboxNotifications(connections, this::wake)) {
            notifications.start();
            while (running) {
                try (Closing producer = new Closing(producers.get())) {
                    drainAndWait(connection, producer);
                } catch (FailedSend failed) {
                    LOG.warn("sending from the outbox failed, starting over: {}", failed.getMessage());
                    look(connection);
                    Thread.sleep(properties.retryAfter().toMillis());
                }
            }
        }
    }

    private void drainAndWait(Connection connection, Closing producer)
            throws SQLException, InterruptedException, FailedSend {
        Instant nextLook = Instant.EPOCH;
        Instant nextHousekeeping = Instant.now().plus(properties.housekeeping());
        while (running) {
            work.drainPermits();
            List<Row> rows = read(connection);
            if (!rows.isEmpty()) {
                sendAll(connection, producer, rows);
            }
            Instant now = Instant.now();
            if (now.isAfter(nextLook)) {
                look(connection);
                nextLook = now.plus(properties.look());
            }
            if (now.isAfter(nextHousekeeping)) {
                housekeeping.run();
                nextHousekeeping = now.plus(properties.housekeeping());
            }
            if (rows.size() < properties.batch()) {
                boolean woken = work.tryAcquire(properties.poll().toMillis(), TimeUnit.MILLISECONDS);
                LOG.trace("relay woken: {}", woken);
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
            byte @Nullable [] value) {}

    private List<Row> read(Connection connection) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setInt(1, properties.batch());
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

    private void sendAll(Connection connection, Closing producer, List<Row> rows)
            throws SQLException, InterruptedException, FailedSend {
        List<Future<RecordMetadata>> sends = new ArrayList<>(rows.size());
        KafkaException refusedAtOnce = null;
        for (Row row : rows) {
            try {
                sends.add(producer.get().send(record(row)));
            } catch (KafkaException refused) {
                refusedAtOnce = refused;
                break;
            }
        }
        String failure = refusedAtOnce == null ? null : refusedAtOnce.toString();
        Set<String> failedKeys = new HashSet<>();
        List<Long> acknowledged = new ArrayList<>(rows.size());
        for (int i = 0; i < sends.size(); i++) {
            Row row = rows.get(i);
            String reason = outcome(connection, sends.get(i));
            if (reason != null) {
                failure = reason;
                failedKeys.add(row.topic() + '/' + row.key());
            } else if (!failedKeys.contains(row.topic() + '/' + row.key())) {
                acknowledged.add(row.id());
            }
        }
        delete(connection, acknowledged);
        if (failure != null) {
            throw new FailedSend(failure);
        }
    }

    /** Null once acknowledged, else why it failed. Looks after the lock while the broker lets us wait. */
    private @Nullable String outcome(Connection connection, Future<RecordMetadata> send)
            throws SQLException, InterruptedException {
        while (true) {
            try {
                send.get(properties.look().toMillis(), TimeUnit.MILLISECONDS);
                return null;
            } catch (ExecutionException failed) {
                return String.valueOf(failed.getCause());
            } catch (TimeoutException brokerIsAway) {
                look(connection);
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

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** A send that did not come through; the producer that made it must not be used again. */
    private static final class FailedSend extends Exception {
        FailedSend(String message) {
            super(message);
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
