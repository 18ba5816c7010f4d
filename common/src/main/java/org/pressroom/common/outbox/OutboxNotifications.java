package org.pressroom.common.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears, on a connection and a thread of its own, that another process committed something. */
final class OutboxNotifications implements AutoCloseable {

    static final String CHANNEL = "outbox";

    private static final Logger LOG = LoggerFactory.getLogger(OutboxNotifications.class);
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final Supplier<Connection> connections;
    private final Runnable wake;
    private volatile boolean closed;
    private @Nullable Thread thread;

    OutboxNotifications(Supplier<Connection> connections, Runnable wake) {
        this.connections = connections;
        this.wake = wake;
    }

    void start() {
        Thread listener = new Thread(this::run, "outbox-notifications");
        listener.setDaemon(true);
        listener.start();
        thread = listener;
    }

    private void run() {
        while (!closed) {
            try (Connection connection = connections.get();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN " + CHANNEL);
                listen(connection.unwrap(PGConnection.class));
            } catch (SQLException | RuntimeException failure) {
                if (!closed) {
                    LOG.debug("listening for outbox notifications starts over", failure);
                    pause();
                }
            }
        }
    }

    private void listen(PGConnection connection) throws SQLException {
        while (!closed) {
            PGNotification[] received = connection.getNotifications((int) WAIT.toMillis());
            if (received != null && received.length > 0) {
                wake.run();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(WAIT.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
