package org.pressroom.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How fast one relay sends what waits in its outbox. */
final class Relay {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int KEYS = 1_000;

    /** Figures of threads that nobody has: whoever hears of them leaves them be. */
    private static final String FILL = """
            INSERT INTO outbox (event_id, topic, key, type, subject, occurred_at, value)
            SELECT gen_random_uuid(), 'thread-figures', id, 'thread.counted.v1', id, now(),
                convert_to(json_build_object('articleId', id, 'version', n, 'approvedCount', 1)::text, 'UTF8')
            FROM (SELECT n, md5('bench' || n %% %d)::uuid::text AS id FROM generate_series(1, ?) AS n) AS events
            """.formatted(KEYS);

    private Relay() {}

    /** Events a second until all of so many are gone. */
    static double perSecond(SuiteFolder folder, int count) throws IOException, SQLException, InterruptedException {
        try (Connection connection = folder.database("comment");
                PreparedStatement fill = connection.prepareStatement(FILL);
                Statement statement = connection.createStatement()) {
            fill.setInt(1, count);
            fill.executeUpdate();
            long began = System.nanoTime();
            while (waits(statement)) {
                if (System.nanoTime() - began > LONGEST.toNanos()) {
                    throw new IOException("events still wait in the outbox");
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
            return count / ((System.nanoTime() - began) / 1e9);
        }
    }

    private static boolean waits(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM outbox)")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
