package org.pressroom.common.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.outage.OutageLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends what is in the outbox: one relay at a time per database, the one whose {@link OutboxSession} holds the lock. On a
 * thread of its own it reads what is committed in the order of ids, sends it, and deletes what Kafka acknowledged. When
 * it dies, the relay of another instance takes over.
 *
 * <p>It always reads from the lowest id, never {@code id > last}: ids are not the order of commits. After a failed send
 * nothing later of that key is deleted, the producer is closed and reading starts again, because a record that is sent
 * again after its successor was acknowledged would arrive behind it.
 */
public final class OutboxRelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 2048;

    private final OutboxProperties properties;
    private final Supplier<Connection> connections;
    private final Supplier<Producer<String, byte[]>> producers;
    private final Runnable housekeeping;
    private final String source;
    private final Clock clock;
    private final WakeUpCall call = new WakeUpCall();
    private final OutageLog databaseOutage = new OutageLog(LOG, "the outbox relay cannot use its database");
    private final OutageLog kafkaOutage = new OutageLog(LOG, "the outbox waits for Kafka");
    private volatile boolean holdsLock;
    private volatile OutboxDepth depth = OutboxDepth.UNKNOWN;
    private volatile @Nullable Thread thread;

    /** When depth and age are looked at next; the relay's thread's own. */
    private Instant nextLook = Instant.EPOCH;

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
            String source,
            Clock clock) {
        this.properties = properties;
        this.connections = connections;
        this.producers = producers;
        this.housekeeping = housekeeping;
        this.source = source;
        this.clock = clock;
    }

    /** Says that there is something to send; ignored by a relay that is not the one that sends. */
    void wake() {
        call.make();
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
                call.make();
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
            try (OutboxSession session = new OutboxSession(connections.get())) {
                session.begin();
                if (waitForLock(session)) {
                    relay(session);
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

    private boolean waitForLock(OutboxSession session) throws SQLException, InterruptedException {
        nextLook = Instant.EPOCH;
        boolean another = false;
        while (goesOn()) {
            if (session.tryLock()) {
                if (another) {
                    // It may have lost its connection alone, and be about to send what it has read.
                    Thread.sleep(OutboxBatch.LOOKS_UP_EVERY.multipliedBy(2).toMillis());
                }
                return true;
            }
            another = true;
            databaseOutage.worked();
            lookNowAndThen(session);
            Thread.sleep(properties.lockPoll().toMillis());
        }
        return false;
    }

    private void relay(OutboxSession session) throws SQLException, InterruptedException {
        LOG.info("relaying the outbox");
        holdsLock = true;
        try (OutboxNotifications notifications = new OutboxNotifications(connections, this::wake)) {
            notifications.start();
            while (goesOn()) {
                nextLook = Instant.EPOCH;
                try (Closing producer = open()) {
                    drainAndWait(session, producer.get());
                } catch (FailedSend failed) {
                    kafkaOutage.failed(failed.reason());
                    look(session);
                    Thread.sleep(properties.retryAfter().toMillis());
                }
            }
        }
    }

    private void drainAndWait(OutboxSession session, Producer<String, byte[]> producer)
            throws SQLException, InterruptedException, FailedSend {
        while (goesOn()) {
            long begun = System.nanoTime();
            call.heard();
            List<OutboxRow> rows = session.lowest(properties.batch());
            databaseOutage.worked();
            if (!rows.isEmpty()) {
                send(session, producer, rows);
            }
            lookNowAndThen(session);
            housekeeping.run();
            if (rows.isEmpty()) {
                boolean woken = call.await(properties.poll());
                LOG.trace("relay woken: {}", woken);
            } else if (rows.size() < properties.batch()) {
                TimeUnit.NANOSECONDS.sleep(properties.pace().toNanos() - (System.nanoTime() - begun));
            }
        }
    }

    private void send(OutboxSession session, Producer<String, byte[]> producer, List<OutboxRow> rows)
            throws SQLException, InterruptedException, FailedSend {
        OutboxBatch batch = OutboxBatch.begin(producer, rows, source);
        try {
            batch.await(properties.stuckAfter(), () -> {
                kafkaOutage.failed("no acknowledgement yet");
                // Where the connection is gone, and with it the lock, this ends the wait.
                look(session);
            });
        } finally {
            session.delete(batch.acknowledged());
        }
        batch.check();
        kafkaOutage.worked();
    }

    private void lookNowAndThen(OutboxSession session) throws SQLException {
        Instant now = clock.instant();
        if (now.isAfter(nextLook)) {
            look(session);
            nextLook = now.plus(properties.look());
        }
    }

    private void look(OutboxSession session) throws SQLException {
        depth = session.depth();
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

    /** A broker whose name is not known just now is away like one that does not answer. */
    private Closing open() throws FailedSend {
        try {
            return new Closing(producers.get());
        } catch (KafkaException failure) {
            throw new FailedSend(FailedSend.reasonOf(failure));
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
