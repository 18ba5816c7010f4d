package org.pressroom.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pressroom.testkit.Migrations;
import org.pressroom.testkit.Servers;

/** What was there before the tables changed. */
class MigrationTest {

    private static final String READER = "00000000-0000-7000-8000-000000000001";
    private static final String ERASED = "00000000-0000-7000-8000-000000000002";
    private static final String NEW = "00000000-0000-7000-8000-000000000003";
    private static final String REQUEST = "00000000-0000-7000-8000-000000000010";
    private static final String FREEZING = "00000000-0000-7000-8000-000000000020";
    private static final String SENDING = "00000000-0000-7000-8000-000000000021";
    private static final String COMPLETED = "00000000-0000-7000-8000-000000000023";
    private static final String OWNER = "00000000-0000-7000-8000-000000000030";
    private static final String WITHDRAWING = "00000000-0000-7000-8000-000000000022";

    private final Servers.Database database = Servers.running().newDatabase();

    /** Whoever was sent to by their subscription is now a target, and what was under way goes on where it was. */
    @Test
    void subscriptionsBecomeTargetsAndNotificationsUnderWayJobs() throws SQLException {
        Migrations.common(database, Migrations.LATEST);
        Migrations.program(database, "4");
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO subscription (id, address, address_key, status, frequency, created_at) VALUES
                        ('%s', 'Rita@readers.example', 'rita@readers.example', 'confirmed', 'instant', now()),
                        ('%s', NULL, NULL, 'ended', 'instant', now()),
                        ('%s', 'new@readers.example', 'new@readers.example', 'pending', 'instant', now())
                    """.formatted(READER, ERASED, NEW));
            statement.execute("""
                    INSERT INTO subscription_request (id, subscription_id, topics, frequency, created_at, expires_at)
                    VALUES ('%s', '%s', '[]', 'instant', now(), now())
                    """.formatted(REQUEST, NEW));
            for (String notification : List.of(FREEZING, SENDING, WITHDRAWING)) {
                statement.execute("""
                        INSERT INTO notification (id, arrival, article_id, publication, slug, title, author_name,
                            published_at, created_at, phase, phase_after)
                        SELECT '%s', count(*) + 1, gen_random_uuid(), 1, 's', 't', 'a', now(), now(), '%s', %s
                        FROM notification
                        """.formatted(
                                notification,
                                notification.equals(FREEZING)
                                        ? "freezing"
                                        : notification.equals(SENDING) ? "sending" : "withdrawing",
                                notification.equals(FREEZING) ? "'" + READER + "'" : "NULL"));
            }
            statement.execute("""
                    INSERT INTO delivery (kind, subscription_id, request_id, notification_id, status, priority, due_at)
                    VALUES ('article', '%1$s', NULL, '%3$s', 'sent', 1, now()),
                        ('article', '%2$s', NULL, '%3$s', 'skipped', 1, now()),
                        ('confirmation', '%4$s', '%5$s', NULL, 'queued', 0, now())
                    """.formatted(READER, ERASED, SENDING, NEW, REQUEST));
        }

        Migrations.program(database, Migrations.LATEST);

        assertThat(database.rows(
                        "SELECT subscription_id || ' ' || channel || ' ' || COALESCE(recipient, '-') || ' ' || active"
                                + " FROM delivery_target ORDER BY subscription_id"))
                .containsExactly(
                        READER + " mail Rita@readers.example true",
                        ERASED + " mail - false",
                        NEW + " mail new@readers.example false");
        assertThat(database.rows("SELECT d.kind || ' ' || d.channel || ' ' || d.status || ' ' || t.subscription_id"
                        + " FROM delivery d JOIN delivery_target t ON t.id = d.target_id ORDER BY t.subscription_id"))
                .containsExactly(
                        "article mail sent " + READER,
                        "article mail skipped " + ERASED,
                        "confirmation mail queued " + NEW);
        assertThat(
                        database.rows(
                                "SELECT kind || ' ' || subject || ' ' || COALESCE(after_key::text, '-') FROM job ORDER BY kind"))
                .containsExactly(
                        "freeze-recipients " + FREEZING + " " + READER, "withdraw-deliveries " + WITHDRAWING + " -");
    }

    /** What waits is in the queue as it was, claimed or not; what is frozen is not yet; and what is under way is counted. */
    @Test
    void whatWaitsIsQueuedAndWhatIsUnderWayIsCounted() throws SQLException {
        Migrations.common(database, Migrations.LATEST);
        Migrations.program(database, "7");
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO subscription (id, status, frequency, created_at)
                    SELECT gen_random_uuid(), 'ended', 'instant', now() FROM generate_series(1, 9);
                    INSERT INTO delivery_target (id, subscription_id, channel, active)
                    SELECT id, id, 'mail', false FROM subscription;
                    """);
            for (String notification : List.of(FREEZING, SENDING, COMPLETED)) {
                statement.execute("""
                        INSERT INTO notification (id, stream_position, article_id, publication, slug, title, author_name,
                            published_at, created_at, phase, completed_at, recipients, sent)
                        SELECT '%s', count(*) + 1, gen_random_uuid(), 1, 's', 't', 'a', now(), now(), '%s', %s
                        FROM notification
                        """.formatted(
                                notification,
                                notification.equals(FREEZING)
                                        ? "freezing"
                                        : notification.equals(SENDING) ? "sending" : "completed",
                                notification.equals(COMPLETED) ? "now(), 1, 1" : "NULL, 0, 0"));
            }
            statement.execute("""
                    INSERT INTO delivery (kind, target_id, channel, notification_id, status, priority, due_at, owner, attempts)
                    SELECT 'article', t.id, 'mail', '%2$s', d.status, 1, '2026-01-01T00:00:00Z', d.owner::uuid, attempts
                    FROM (SELECT id, row_number() OVER () AS n FROM delivery_target) t
                    JOIN unnest(
                        ARRAY['queued', 'queued', 'sending', 'sent', 'failed', 'uncertain', 'skipped'],
                        ARRAY[NULL, '%4$s', '%4$s', NULL, NULL, NULL, NULL],
                        ARRAY[3, 0, 0, 1, 1, 1, 0]) WITH ORDINALITY AS d (status, owner, attempts, n) ON d.n = t.n;
                    INSERT INTO delivery (kind, target_id, channel, notification_id, priority, due_at)
                    SELECT 'article', id, 'mail', '%1$s', 1, 'infinity' FROM delivery_target;
                    INSERT INTO delivery (kind, target_id, channel, notification_id, status, priority, due_at)
                    SELECT 'article', id, 'mail', '%3$s', 'sent', 1, now() FROM delivery_target LIMIT 1;
                    INSERT INTO delivery (kind, target_id, channel, priority, due_at)
                    SELECT 'reminder', id, 'mail', 0, '2026-01-01T00:00:00Z' FROM delivery_target LIMIT 1;
                    """.formatted(FREEZING, SENDING, COMPLETED, OWNER));
        }

        Migrations.program(database, Migrations.LATEST);

        assertThat(database.rows("""
                        SELECT d.kind || ' ' || d.status || ' ' || d.attempts || ' ' || q.priority || ' ' || q.channel || ' '
                            || COALESCE(q.owner::text, '-') || ' ' || q.begun
                        FROM delivery_queue q JOIN delivery d ON d.id = q.id
                        WHERE q.due_at = '2026-01-01T00:00:00Z'
                        """))
                .containsExactlyInAnyOrder(
                        "article queued 3 1 mail - false",
                        "article queued 0 1 mail " + OWNER + " false",
                        "article queued 0 1 mail " + OWNER + " true",
                        "reminder queued 0 0 mail - false");
        assertThat(database.rows("SELECT count(*) FROM delivery_queue")).containsExactly("4");
        assertThat(database.rows("""
                        SELECT notification_id || ' ' || queued || ' ' || sent || ' ' || failed || ' ' || uncertain || ' '
                            || skipped
                        FROM delivery_count
                        """)).containsExactlyInAnyOrder(FREEZING + " 9 0 0 0 0", SENDING + " 3 1 1 1 1");
    }
}
