package org.pressroom.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pressroom.common.background.PollingTask;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.ids.Ids;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/** What is done for very many recipients: in small transactions, and to the end whatever comes between. */
class LargeNotificationsTest extends ServiceTest {

    private static final int MANY = 100_000;
    private static final String COMPLETED =
            "SELECT count(*) AS n FROM notification WHERE article_id = :article AND completed_at IS NOT NULL";
    private static final Duration LONG = Duration.ofMinutes(5);

    /** As many rows as one transaction writes at most. */
    private static final int RANGE = 5_000;

    @Autowired
    @Qualifier("deliveryEngine")
    private SmartLifecycle engine;

    @Autowired
    @Qualifier("jobTask")
    private PollingTask advance;

    @Autowired
    private TransactionalOperator transaction;

    @BeforeEach
    void nothingIsSent() {
        engine.stop();
        await().atMost(LONG).until(() -> !engine.isRunning());
    }

    @AfterEach
    void mailsAreSentAgain() {
        // Where a test failed they would hold up the mails of all others.
        database.sql(
                        "DELETE FROM delivery_queue q USING delivery d WHERE d.id = q.id AND d.notification_id IS NOT NULL")
                .then()
                .block();
        engine.start();
    }

    @Test
    void veryManyAreFrozenAndWithdrawnInSmallSteps() {
        String category = slug();
        subscribeMany(category, MANY);
        ArticleState article = article("For very many", category);

        whileHeld(inTheMidst(category), () -> {
            publish(article);
            await().atMost(LONG).until(() -> recipients(article) > 0);
            // As where the process is killed while it freezes.
            advance.stop();
            assertThat(recipients(article)).isLessThan(MANY);
            assertThat(due(article))
                    .as("mails that may leave before all recipients are frozen")
                    .isZero();
        });
        advance.start();
        awaitPhase(article, "sending");
        assertThat(recipients(article)).isEqualTo(MANY);
        assertThat(due(article)).isEqualTo(MANY);
        assertThat(mostInOneTransaction(article)).isLessThanOrEqualTo(RANGE);

        send(Ids.next(), EventType.ARTICLE_UNPUBLISHED, with(article, 2, 1, ArticleState.UNPUBLISHED));

        JsonNode notification = completedInTheEnd(article);
        assertThat(notification.path("status").asString()).isEqualTo("withdrawn");
        assertThat(notification.path("recipients").asLong()).isEqualTo(MANY);
        assertThat(notification.path("skipped").asLong()).isEqualTo(MANY);
        assertThat(mostInOneTransaction(article)).isLessThanOrEqualTo(RANGE);
    }

    @Test
    void whatIsWithdrawnWhileItIsFrozenIsNotSent() {
        String category = slug();
        subscribeMany(category, 3 * RANGE);
        ArticleState article = article("Taken back at once", category);
        publish(article);
        await().atMost(LONG).until(() -> recipients(article) > 0);
        send(Ids.next(), EventType.ARTICLE_REMOVED, with(article, 2, 1, ArticleState.REMOVED));

        JsonNode notification = completedInTheEnd(article);

        assertThat(notification.path("skipped").asLong())
                .isEqualTo(notification.path("recipients").asLong())
                .isLessThanOrEqualTo(3 * RANGE);
    }

    @Test
    void aRevisionWaitsForNoPublication() {
        ArticleState article = article("Revised", slug());
        publish(article);
        completed(article);
        ArticleState revised = with(article, 2, 1, ArticleState.PUBLISHED);

        // Another process gives out a place in the stream, and takes its time.
        database.sql("SELECT pg_advisory_xact_lock(x'6172726976616c'::bigint)")
                .fetch()
                .one()
                .then(Mono.<Void>fromRunnable(() -> {
                            send(Ids.next(), EventType.ARTICLE_REVISED, revised);
                            await().atMost(LONG).until(() -> version(article) == 2);
                        })
                        .subscribeOn(Schedulers.boundedElastic()))
                .as(transaction::transactional)
                .block(PATIENCE);
    }

    /** However long it took: the tokens of clients are good for two minutes. */
    private JsonNode completedInTheEnd(ArticleState article) {
        await().atMost(LONG).until(() -> one(COMPLETED, article) == 1);
        clients();
        return completed(article);
    }

    /** One whose turn comes when half of them are frozen. */
    private UUID inTheMidst(String category) {
        return Objects.requireNonNull(database.sql("""
                        SELECT subscription_id FROM subscription_topic WHERE kind = 'category' AND key = :category
                        ORDER BY subscription_id OFFSET :half LIMIT 1
                        """)
                .bind("category", category)
                .bind("half", MANY / 2)
                .map(row -> row.get("subscription_id", UUID.class))
                .one()
                .block());
    }

    /** Does something while nobody can refer to the target of a subscription. */
    private void whileHeld(UUID subscription, Runnable what) {
        database.sql("SELECT id FROM delivery_target WHERE subscription_id = :id FOR UPDATE")
                .bind("id", subscription)
                .fetch()
                .one()
                .then(Mono.<Void>fromRunnable(what).subscribeOn(Schedulers.boundedElastic()))
                .as(transaction::transactional)
                .block(LONG);
    }

    private void subscribeMany(String category, int many) {
        for (int first = 1; first <= many; first += RANGE) {
            subscribeSome(category, first, first + RANGE - 1);
        }
    }

    private void subscribeSome(String category, int first, int last) {
        database.sql("""
                        WITH added AS (
                            INSERT INTO subscription
                                (id, address, address_key, status, frequency, created_at, confirmed_at)
                            SELECT gen_random_uuid(), n || :category || '@many.example', n || :category || '@many.example',
                                'confirmed', 'instant', now() - interval '1 day', now() - interval '1 day'
                            FROM generate_series(:first, :last) AS numbers (n)
                            RETURNING id, address),
                        reached AS (
                            INSERT INTO delivery_target (id, subscription_id, channel, recipient, active)
                            SELECT id, id, 'mail', address, true FROM added)
                        INSERT INTO subscription_topic (subscription_id, kind, key)
                        SELECT id, 'category', :category FROM added
                        """)
                .bind("category", category)
                .bind("first", first)
                .bind("last", last)
                .then()
                .as(transaction::transactional)
                .block();
    }

    private void awaitPhase(ArticleState article, String phase) {
        await().atMost(LONG)
                .until(() -> phase.equals(database.sql("SELECT phase FROM notification WHERE article_id = :article")
                        .bind("article", article.articleId())
                        .map(row -> row.get("phase", String.class))
                        .one()
                        .block()));
    }

    private long recipients(ArticleState article) {
        return one("SELECT COALESCE(max(recipients), 0) AS n FROM notification WHERE article_id = :article", article);
    }

    private long version(ArticleState article) {
        return one("SELECT version AS n FROM article WHERE id = :article", article);
    }

    private long due(ArticleState article) {
        return one("""
                SELECT count(*) AS n FROM delivery_queue q
                JOIN delivery d ON d.id = q.id JOIN notification n ON n.id = d.notification_id
                WHERE n.article_id = :article AND q.due_at <= now()
                """, article);
    }

    /** How many deliveries, or how much of the queue, the same transaction wrote last. */
    private long mostInOneTransaction(ArticleState article) {
        return one("""
                SELECT max(written) AS n FROM (
                    SELECT count(*) AS written FROM delivery d JOIN notification n ON n.id = d.notification_id
                    WHERE n.article_id = :article GROUP BY d.xmin::text
                    UNION ALL
                    SELECT count(*) FROM delivery_queue q
                    JOIN delivery d ON d.id = q.id JOIN notification n ON n.id = d.notification_id
                    WHERE n.article_id = :article GROUP BY q.xmin::text) transactions
                """, article);
    }

    private long one(String sql, ArticleState article) {
        return Objects.requireNonNull(database.sql(sql)
                .bind("article", article.articleId())
                .map(row -> row.get("n", Long.class))
                .one()
                .block());
    }
}
