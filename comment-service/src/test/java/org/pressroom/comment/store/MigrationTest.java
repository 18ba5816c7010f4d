package org.pressroom.comment.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.pressroom.testkit.Migrations;
import org.pressroom.testkit.Servers;

/** What was there before the tables changed. */
class MigrationTest {

    private static final String BEGUN = "00000000-0000-7000-8000-000000000001";
    private static final String UNDER_WAY = "00000000-0000-7000-8000-000000000002";
    private static final String LAST = "00000000-0000-7000-8000-000000000003";

    private final Servers.Database database = Servers.running().newDatabase();

    @Test
    void whatWaitsToBeJudgedIsDueAtOnceAndErasuresUnderWayGoOnAsJobs() throws SQLException {
        Migrations.common(database, Migrations.LATEST);
        Migrations.program(database, "5", new AddressesAsMailboxes());
        try (Connection connection = database.open();
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

        Migrations.program(database, Migrations.LATEST, new AddressesAsMailboxes());

        assertThat(database.rows("""
                        SELECT status FROM comment
                        WHERE version > judged_version AND status IN ('pending', 'approved') AND moderation_due_at <= now()
                        """)).containsExactly("pending");
        assertThat(database.rows("SELECT DISTINCT approved_thread_version::text FROM comment"))
                .containsExactly("7");
        assertThat(database.rows("SELECT skeletons::text FROM staff")).containsExactly("{ada}");
        assertThat(database.rows("""
                        SELECT kind || ' ' || subject || ' ' || coalesce(after_key::text, '-') || ' ' || (due_at > now())
                        FROM job ORDER BY subject
                        """))
                .containsExactly(
                        "anonymise-commenters " + BEGUN + " - false",
                        "anonymise-commenters " + UNDER_WAY + " " + LAST + " true");
    }
}
