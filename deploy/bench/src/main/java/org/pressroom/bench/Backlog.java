package org.pressroom.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Comments that wait to be judged, all of them on one article, for processes of which each is pinned to a processor. */
final class Backlog {
    private static final String PROGRAM = "comment-service";
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** As if each had just been posted: what is worked out of a text beforehand is not there, and is worked out then. */
    private static final String WAITING = """
            INSERT INTO comment (id, article_id, depth, status, author_name, author_email, author_verified, author_staff,
                body, body_html, fingerprint, created_at, edit_token_hash, editable_until, notify_replies)
            SELECT gen_random_uuid(), article_id, 0, 'pending', 'Bench', 'bench' || n || '@example.net', false, false,
                n || ' ' || text, '<p>' || n || ' ' || text || '</p>', sha256(convert_to(n || text, 'UTF8')), now(),
                sha256(convert_to(n::text, 'UTF8')), now(), false
            FROM (SELECT ?::uuid AS article_id, n, md5(n::text) || ' ' || md5(text || n) AS text
                  FROM generate_series(1, ?) AS n, (SELECT ?::text AS text) AS given) AS made
            """;

    private static final String LEFT =
            "SELECT count(*) FROM comment WHERE status = 'pending' AND version > judged_version";

    private final SuiteFolder folder;

    private Backlog(SuiteFolder folder) {
        this.folder = folder;
    }

    /** Pins the processes, each to a processor of its own. */
    static Backlog of(SuiteFolder folder, int processes) throws IOException, InterruptedException {
        for (int number = 1; number <= processes; number++) {
            String part = number == 1 ? PROGRAM : PROGRAM + "-" + number;
            Processes.run(List.of(
                    "taskset", "-a", "-p", "-c", Integer.toString(number - 1), Long.toString(folder.pid(part))));
        }
        return new Backlog(folder);
    }

    /** How long it takes until all of so many are judged. */
    Duration judged(Site.Article article, int count) throws IOException, SQLException, InterruptedException {
        try (Connection connection = folder.database("comment");
                PreparedStatement insert = connection.prepareStatement(WAITING);
                Statement statement = connection.createStatement()) {
            insert.setObject(1, UUID.fromString(article.id()));
            insert.setInt(2, count);
            insert.setString(3, Words.name());
            insert.executeUpdate();
            long began = System.nanoTime();
            while (left(statement) > 0) {
                if (System.nanoTime() - began > LONGEST.toNanos()) {
                    throw new IOException(left(statement) + " are not judged yet");
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
            return Duration.ofNanos(System.nanoTime() - began);
        }
    }

    /** Index: comment_unjudged_ix. */
    private static long left(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(LEFT)) {
            row.next();
            return row.getLong(1);
        }
    }
}
