package org.pressroom.subscription.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.ids.Ids;
import org.pressroom.subscription.ServiceTest;
import org.pressroom.subscription.delivery.OldDeliveries;
import org.pressroom.subscription.notifying.OldNotifications;
import org.pressroom.subscription.staffmail.StaffMailRepository;
import org.pressroom.subscription.subscribing.OldRequests;
import org.pressroom.testkit.PoisonedRows;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class DropOldRowsTest extends ServiceTest {

    @Autowired
    private OldDeliveries deliveries;

    @Autowired
    private OldRequests requests;

    @Autowired
    private OldNotifications notifications;

    @Autowired
    private StaffMailRepository staffMails;

    @Autowired
    private RetentionProperties settings;

    @Test
    void deliveriesGoAndTheirNumberStays() {
        String category = slug();
        String email = address("kept");
        subscribed(email, subject("category", category));
        ArticleState article = article("Long ago", category);
        publish(article);
        JsonNode before = completed(article);
        UUID notification = UUID.fromString(before.path("id").asString());
        // More than one statement drops.
        database.sql("""
                        WITH many AS (
                            INSERT INTO subscription (id, status, frequency, created_at, ended_at)
                            SELECT gen_random_uuid(), 'ended', 'instant', now(), now() FROM generate_series(1, 12000)
                            RETURNING id),
                        targets AS (
                            INSERT INTO delivery_target (id, subscription_id, channel, active)
                            SELECT id, id, 'mail', false FROM many RETURNING id)
                        INSERT INTO delivery (kind, target_id, channel, notification_id, status)
                        SELECT 'article', id, 'mail', :notification, 'sent' FROM targets
                        """).bind("notification", notification).then().block();

        at(Duration.ofDays(89)).drop().block(PATIENCE);
        assertThat(deliveries(notification)).isEqualTo(12_001);
        at(Duration.ofDays(91)).drop().block(PATIENCE);

        assertThat(deliveries(notification)).isZero();
        assertThat(notification(article)).isEqualTo(before);
        assertThat(deliveries(before)).isEmpty();
        // A state that comes again mails nobody again.
        send(Ids.next(), EventType.ARTICLE_PUBLISHED, with(article, 2, 1, ArticleState.PUBLISHED));
        ArticleState next = article("Today", category);
        publish(next);
        completed(next);
        assertThat(mails(email))
                .filteredOn(mail -> mail.toString().contains("subject=Long ago"))
                .hasSize(1);
    }

    @Test
    void whatIsUnderWayStays() {
        UUID open = notification(UUID.randomUUID(), 1, "sending", null, Duration.ofDays(400));
        database.sql("""
                        WITH one AS (
                            INSERT INTO subscription (id, status, frequency, created_at, ended_at)
                            VALUES (gen_random_uuid(), 'ended', 'instant', now(), now()) RETURNING id),
                        target AS (
                            INSERT INTO delivery_target (id, subscription_id, channel, active)
                            SELECT id, id, 'mail', false FROM one RETURNING id),
                        waiting AS (
                            INSERT INTO delivery (kind, target_id, channel, notification_id)
                            SELECT 'article', id, 'mail', :notification FROM target)
                        INSERT INTO delivery_count (notification_id, part, queued, sent, failed, uncertain, skipped)
                        VALUES (:notification, 0, 1, 0, 0, 0, 0)
                        """).bind("notification", open).then().block();

        at(Duration.ofDays(400)).drop().block(PATIENCE);

        assertThat(deliveries(open)).isEqualTo(1);
        database.sql("DELETE FROM notification WHERE id = :id")
                .bind("id", open)
                .then()
                .block();
    }

    @Test
    void confirmationsAndTheirRequestsGo() {
        String email = address("request");
        String manage = subscribed(email, subject("tag", "one"));
        String unanswered = address("unanswered");
        subscribe(unanswered, subject("tag", "one"));
        mail(unanswered, "Confirm");
        handled();

        at(Duration.ofDays(20)).drop().block(PATIENCE);
        assertThat(rowsOf(email)).isEqualTo(2);
        at(Duration.ofDays(34)).drop().block(PATIENCE);

        assertThat(rowsOf(email)).isZero();
        assertThat(rowsOf(unanswered)).isZero();
        json(stranger.get().uri("/api/subscriptions/{token}", manage));
    }

    @Test
    void notificationsStayAsLongAsAnEventCouldRepeatThem() {
        UUID twice = UUID.randomUUID();
        UUID first = notification(twice, 1, "completed", Instant.now(), Duration.ofDays(400));
        UUID second = notification(twice, 2, "completed", Instant.now(), Duration.ofDays(400));
        UUID alone = notification(UUID.randomUUID(), 1, "completed", Instant.now(), Duration.ofDays(400));
        ArticleState removed = article("Removed", slug());
        publish(removed);
        completed(removed);
        send(Ids.next(), EventType.ARTICLE_REMOVED, with(removed, 2, 1, ArticleState.REMOVED));
        org.awaitility.Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> count("article WHERE status = 'removed' AND id = '" + removed.articleId() + "'") == 1);
        ArticleState newest = article("The newest", slug());
        publish(newest);
        completed(newest);
        send(Ids.next(), EventType.ARTICLE_REMOVED, with(newest, 2, 1, ArticleState.REMOVED));
        org.awaitility.Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> count("article WHERE status = 'removed' AND id = '" + newest.articleId() + "'") == 1);
        long last = count("notification WHERE stream_position = (SELECT max(stream_position) FROM notification)");

        at(Duration.ofDays(800)).drop().block(PATIENCE);

        assertThat(count("notification WHERE id = '" + first + "'")).isZero();
        assertThat(count("notification WHERE id = '" + second + "'")).isEqualTo(1);
        assertThat(count("notification WHERE id = '" + alone + "'")).isEqualTo(1);
        assertThat(count("notification WHERE article_id = '" + removed.articleId() + "'"))
                .isZero();
        assertThat(count("notification WHERE article_id = '" + newest.articleId() + "'"))
                .as("the newest place in the stream")
                .isEqualTo(1);
        assertThat(last).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"57014", "P0001"})
    void whatCannotBeDroppedKeepsNothingElse(String sqlState) {
        String category = slug();
        String email = address("stuck");
        subscribed(email, subject("category", category));
        ArticleState first = article("Stuck", category);
        publish(first);
        UUID stuck = UUID.fromString(completed(first).path("id").asString());
        UUID old = notification(first.articleId(), 0, "completed", Instant.now(), Duration.ofDays(400));
        ArticleState second = article("Behind it", category);
        publish(second);
        UUID behind = UUID.fromString(completed(second).path("id").asString());
        DropOldRows later = at(Duration.ofDays(800));

        whilePoisoned(
                new PoisonedRows("undropped", "delivery", "DELETE", "OLD.notification_id = '" + stuck + "'", sqlState),
                () -> later.drop().block(PATIENCE));

        assertThat(deliveries(stuck)).isEqualTo(1);
        assertThat(deliveries(behind)).isZero();
        assertThat(rowsOf(email)).isZero();
        assertThat(count("notification WHERE id = '" + old + "'")).isZero();
        at(Duration.ofDays(800)).drop().block(PATIENCE);
        assertThat(deliveries(stuck)).isZero();
    }

    /** As it does its work that much later. */
    private DropOldRows at(Duration later) {
        return new DropOldRows(
                deliveries,
                requests,
                notifications,
                staffMails,
                settings,
                Clock.fixed(Instant.now().plus(later), ZoneOffset.UTC));
    }

    private UUID notification(UUID article, int publication, String phase, @Nullable Instant completed, Duration age) {
        UUID id = Ids.next();
        var insert = database.sql("""
                        INSERT INTO notification (id, stream_position, article_id, publication, slug, title,
                            author_name, published_at, created_at, completed_at, phase)
                        SELECT :id, max(stream_position) + 1, :article, :publication, 's', 't', 'a', now(), now(), :completed,
                            :phase FROM notification
                        """)
                .bind("id", id)
                .bind("article", article)
                .bind("publication", publication)
                .bind("phase", phase);
        (completed == null
                        ? insert.bindNull("completed", Instant.class)
                        : insert.bind("completed", completed.minus(age)))
                .then()
                .block();
        return id;
    }

    private long deliveries(UUID notification) {
        return count("delivery WHERE notification_id = '" + notification + "'");
    }

    /** Its requests and the mails about them. */
    private long rowsOf(String email) {
        String subscription = "(SELECT id FROM subscription WHERE address = '" + email + "')";
        return count("delivery WHERE notification_id IS NULL AND target_id IN"
                        + " (SELECT id FROM delivery_target WHERE subscription_id = " + subscription + ")")
                + count("subscription_request WHERE subscription_id = " + subscription);
    }

    private long count(String from) {
        Long rows = database.sql("SELECT count(*) AS n FROM " + from)
                .map(row -> row.get("n", Long.class))
                .one()
                .block();
        return rows == null ? -1 : rows;
    }
}
