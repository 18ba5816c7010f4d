package org.pressroom.common.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what the inbox and the idempotency keys need not remember any longer. */
final class Housekeeping implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    /** Index inbox_received_at. */
    private static final String INBOX = "DELETE FROM inbox WHERE received_at < ?";

    /** Index idempotency_key_created_at. */
    private static final String IDEMPOTENCY_KEYS = "DELETE FROM idempotency_key WHERE created_at < ?";

    private final OutboxProperties properties;
    private final Supplier<Connection> connections;

    Housekeeping(OutboxProperties properties, Supplier<Connection> connections) {
        this.properties = properties;
        this.connections = connections;
    }

    @Override
    public void run() {
        Instant now = Instant.now();
        try (Connection connection = connections.get()) {
            delete(connection, INBOX, now.minus(properties.inboxRetention()));
            delete(connection, IDEMPOTENCY_KEYS, now.minus(properties.idempotencyRetention()));
        } catch (SQLException failure) {
            LOG.warn("old rows could not be deleted, the next round tries again: {}", failure.toString());
        }
    }

    private static void delete(Connection connection, String sql, Instant before) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, OffsetDateTime.ofInstant(before, ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }
}
