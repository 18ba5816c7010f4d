package org.pressroom.common.outbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The outbox on a connection outside the pool. The process whose connection holds the advisory lock is the one that sends,
 * and it reads and deletes on that very connection: when it dies, or its connection does, the lock goes to another.
 */
final class OutboxSession implements AutoCloseable {

    /** Any number will do, as long as all versions use the same. */
    private static final long LOCK = 0x7072_6573_7372_6f6fL;

    private static final String TRY_LOCK = "SELECT pg_try_advisory_lock(" + LOCK + ")";

    /** After so long another may have the lock. */
    static final Duration SILENT_FOR = Duration.ofSeconds(8);

    /** What is held in memory at once, whatever the number of rows; one row always goes. */
    static final int MAX_BATCH_BYTES = 4 * 1024 * 1024;

    /**
     * Served by the primary key; no transaction that is still open can hide a lower id for good, as we start over. The
     * length of a large value is known without reading it.
     */
    private static final String READ = """
            SELECT id, event_id, topic, key, type, subject, occurred_at, traceparent, value
            FROM (SELECT *, sum(octet_length(value)) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
                         AS bytes_before
                  FROM (SELECT * FROM outbox WHERE id <> ALL (?) ORDER BY id LIMIT ?) AS lowest) AS measured
            WHERE coalesce(bytes_before, 0) < ? ORDER BY id
            """;

    private static final String DELETE = "DELETE FROM outbox WHERE id = ANY (?)";

    /** Counting is cut off, so that a long queue does not cost more than a short one. */
    private static final String DEPTH = """
            SELECT (SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT 100000) AS counted),
                   (SELECT occurred_at FROM outbox ORDER BY id LIMIT 1)
            """;

    private final Connection connection;

    OutboxSession(Connection connection) {
        this.connection = connection;
    }

    /**
     * A deletion that the database loses in a crash only has its events sent once more. A process that was stopped keeps
     * its connection for as long as nobody cuts it off, and with it the lock; who waits for the broker or the lock says
     * something more often than that.
     */
    void begin() throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = off");
            statement.execute("SET idle_session_timeout = '" + SILENT_FOR.toSeconds() + "s'");
        }
    }

    /** Becomes the one that sends, unless another is: for as long as the connection lasts. */
    boolean tryLock() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TRY_LOCK)) {
            return row.next() && row.getBoolean(1);
        }
    }

    /**
     * The rows of the lowest ids, as many as fit in memory.
     *
     * @param but those that are sent, and not deleted yet
     */
    List<OutboxRow> lowest(int most, List<Long> but) throws SQLException {
        List<OutboxRow> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setArray(1, array(but));
            statement.setInt(2, most);
            statement.setInt(3, MAX_BATCH_BYTES);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(new OutboxRow(
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

    /** Takes out what Kafka has. */
    void delete(List<Long> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setArray(1, array(ids));
            statement.executeUpdate();
        }
    }

    private Array array(List<Long> ids) throws SQLException {
        return connection.createArrayOf("bigint", ids.toArray());
    }

    /** How much waits. */
    OutboxDepth depth() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(DEPTH)) {
            if (!row.next()) {
                return OutboxDepth.UNKNOWN;
            }
            OffsetDateTime oldest = row.getObject(2, OffsetDateTime.class);
            return new OutboxDepth(row.getLong(1), oldest == null ? null : oldest.toInstant());
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
