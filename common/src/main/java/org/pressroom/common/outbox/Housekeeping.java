package org.pressroom.common.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what the inbox and the idempotency keys need not remember any longer: now and then, bit by bit, and on a
 * thread of its own, so that the relay does not wait for it.
 */
final class Housekeeping implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private static final int BIT = 5_000;

    /** Index inbox_received_at. */
    private static final String INBOX = """
            DELETE FROM inbox WHERE (consumer, event_id) IN
                (SELECT consumer, event_id FROM inbox WHERE received_at < ? ORDER BY received_at LIMIT ?
                 FOR UPDATE SKIP LOCKED)
            """;

    /** Index idempotency_key_created_at. */
    private static final String IDEMPOTENCY_KEYS = """
            DELETE FROM idempotency_key WHERE id IN
                (SELECT id FROM idempotency_key WHERE created_at < ? ORDER BY created_at LIMIT ?
                 FOR UPDATE SKIP LOCKED)
            """;

    private final OutboxProperties properties;
    private final Supplier<Connection> connections;
    private final Clock clock;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile Instant next;

    Housekeeping(OutboxProperties properties, Supplier<Connection> connections, Clock clock) {
        this.properties = properties;
        this.connections = connections;
        this.clock = clock;
        this.next = clock.instant().plus(properties.housekeeping());
    }

    /** Begins where it is time. */
    @Override
    public void run() {
        if (clock.instant().isBefore(next) || !underWay.compareAndSet(false, true)) {
            return;
        }
        next = clock.instant().plus(properties.housekeeping());
        Thread thread = new Thread(
                () -> {
                    try {
                        clean();
                    } finally {
                        underWay.set(false);
                    }
                },
                "housekeeping");
        thread.setDaemon(true);
        thread.start();
    }

    void clean() {
        Instant now = clock.instant();
        delete(INBOX, now.minus(properties.inboxRetention()));
        delete(IDEMPOTENCY_KEYS, now.minus(properties.idempotencyRetention()));
    }

    /** What another process is deleting is its own. Where one table fails, the other is cleaned all the same. */
    private void delete(String sql, Instant before) {
        try (Connection connection = connections.get();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, OffsetDateTime.ofInstant(before, ZoneOffset.UTC));
            statement.setInt(2, BIT);
            int deleted;
            do {
                deleted = statement.executeUpdate();
            } while (deleted == BIT);
        } catch (SQLException | RuntimeException failure) {
            LOG.warn("old rows could not be deleted, the next run tries again: {}", failure.toString());
        }
    }
}
