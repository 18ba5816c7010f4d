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
import org.pressroom.common.outbox.OutboxTransaction.RefusedRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends what is in the outbox: one relay at a time per database, the one whose {@link OutboxSession} holds the lock. On a
 * thread of its own it reads what is committed in the order of ids, sends it, and deletes what Kafka has. When it dies,
 * the relay of another instance takes over.
 *
 * <p>It always reads from the lowest id, never {@code id > last}: ids are not the order of commits. What is sent within a
 * fifth of a second is one transaction of the producer, so that a record that is sent again stands before its successors,
 * and the broker refuses all that a relay sends once another has opened its producer: one that was stopped, and goes on
 * with what it had read, sends nothing old after newer. Nobody waits for the end of these transactions: who reads what
 * comes to nothing has it twice.
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
        while (goesOn()) {
            if (session.tryLock()) {
                return true;
            }
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
                try (Closing producer = new Closing(producers.get())) {
                    // From now on whoever sent before is refused; what was read before this must not be sent.
                    producer.get().initTransactions();
                    drainAndWait(session, producer.get());
                } catch (FailedSend | KafkaException failed) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                    kafkaOutage.failed(FailedSend.reasonOf(failed));
                    look(session);
                    Thread.sleep(properties.retryAfter().toMillis());
                }
            }
        }
    }

    private void drainAndWait(OutboxSession session, Producer<String, byte[]> producer)
            throws SQLException, InterruptedException, FailedSend {
        OutboxTransaction open = null;
        while (goesOn()) {
            long begun = System.nanoTime();
            call.heard();
            List<OutboxRow> rows = session.lowest(properties.batch(), open == null ? List.of() : open.ids());
            databaseOutage.worked();
            if (!rows.isEmpty()) {
                open = open == null ? begin(session, producer) : open;
                send(session, producer, open, rows);
            }
            if (open != null && isDue(open)) {
                commit(session, open);
                open = null;
            }
            lookNowAndThen(session);
            housekeeping.run();
            if (rows.isEmpty()) {
                boolean woken = call.await(
                        open == null
                                ? properties.poll()
                                : properties.commitEvery().minus(open.age()));
                LOG.trace("relay woken: {}", woken);
            } else if (rows.size() < properties.batch()) {
                TimeUnit.NANOSECONDS.sleep(properties.pace().toNanos() - (System.nanoTime() - begun));
            }
        }
        if (open != null) {
            commit(session, open);
        }
    }

    private OutboxTransaction begin(OutboxSession session, Producer<String, byte[]> producer) {
        return new OutboxTransaction(producer, source, properties.stuckAfter(), () -> {
            kafkaOutage.failed("no acknowledgement yet");
            // Where the connection is gone, and with it the lock, this ends the wait.
            look(session);
        });
    }

    private boolean isDue(OutboxTransaction open) {
        return open.age().compareTo(properties.commitEvery()) >= 0
                || open.ids().size() >= properties.batch()
                || open.bytes() >= OutboxSession.MAX_BATCH_BYTES;
    }

    /** Where a row is refused, all goes that need not follow it. */
    private void send(
            OutboxSession session, Producer<String, byte[]> producer, OutboxTransaction open, List<OutboxRow> rows)
            throws SQLException, InterruptedException, FailedSend {
        try {
            open.send(rows);
        } catch (RefusedRow refused) {
            List<OutboxRow> others = open.abort(refused);
            if (!others.isEmpty()) {
                OutboxTransaction next = begin(session, producer);
                send(session, producer, next, others);
                commit(session, next);
            }
            throw new FailedSend(refused.reason());
        }
    }

    private void commit(OutboxSession session, OutboxTransaction open) throws SQLException {
        session.delete(open.commit());
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

    /** Closes a producer without waiting for what it has not sent: the rows are still there. */
    private record Closing(Producer<String, byte[]> get) implements AutoCloseable {
        @Override
        public void close() {
            get.close(Duration.ZERO);
        }
    }
}
