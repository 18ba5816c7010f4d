package org.pressroom.comment.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.migration.JavaMigration;
import org.junit.jupiter.api.Test;
import org.pressroom.testkit.Servers;

/** What was there before the tables changed. */
class MigrationTest {

    private static final String BEGUN = "00000000-0000-7000-8000-000000000001";
    private static final String UNDER_WAY = "00000000-0000-7000-8000-000000000002";
    private static final String LAST = "00000000-0000-7000-8000-000000000003";

    private final Servers.Database database = Servers.running().newDatabase();

    @Test
    void whatWaitsToBeJudgedIsDueAtOnceAndErasuresUnderWayGoOnAsJobs() throws SQLException {
        migrate("classpath:db/common", "common_schema_history", "latest");
        migrate("classpath:db/migration", "flyway_schema_history", "5", new AddressesAsMailboxes());
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO comment (id, article_id, depth, status, version, judged_version, author_name,
                                         author_verified, author_staff, body, body_html, fingerprint, created_at,
                                         edit_token_hash, editable_until, notify_replies, listed, shown_version)
                    SELECT gen_random_uuid(), gen_random_uuid(), 0, status, 2, judged, status, false, false, 'Text',
                           '<p>Text</p>', '', now(), '', now(), false, status = 'approved', 7
                    FROM (VALUES ('pending', 0), ('approved', 2), ('held', 2)) AS n (status, judged)
                    """);
            statement.execute("INSERT INTO staff (account_id, version, looks) VALUES (gen_random_uuid(), 1, '{ada}')");
            statement.execute("""
                    INSERT INTO article_erasure (article_id, removed_at, due_at) VALUES ('%s', now(), now())
                    """.formatted(BEGUN));
            statement.execute("""
                    INSERT INTO article_erasure (article_id, removed_at, after_id, due_at)
                    VALUES ('%s', now(), '%s', now() + interval '1 minute')
                    """.formatted(UNDER_WAY, LAST));
        }

        migrate("classpath:db/migration", "flyway_schema_history", "latest", new AddressesAsMailboxes());

        assertThat(rows("""
                        SELECT status FROM comment
                        WHERE version > judged_version AND status IN ('pending', 'approved') AND moderation_due_at <= now()
                        """)).containsExactly("pending");
        assertThat(rows("SELECT DISTINCT approved_thread_version::text FROM comment"))
                .containsExactly("7");
        assertThat(rows("SELECT skeletons::text FROM staff")).containsExactly("{ada}");
        assertThat(rows("""
                        SELECT kind || ' ' || subject || ' ' || coalesce(after_key::text, '-') || ' ' || (due_at > now())
                        FROM job ORDER BY subject
                        """))
                .containsExactly(
                        "anonymise-commenters " + BEGUN + " - false",
                        "anonymise-commenters " + UNDER_WAY + " " + LAST + " true");
    }

    private void migrate(String location, String history, String target, JavaMigration... coded) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.username(), database.password())
                .locations(location)
                .javaMigrations(coded)
                .table(history)
                .target(target)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
    }
}
