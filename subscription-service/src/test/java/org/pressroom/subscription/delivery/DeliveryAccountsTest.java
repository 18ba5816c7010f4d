package org.pressroom.subscription.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pressroom.common.ids.Ids;
import org.pressroom.subscription.ServiceTest;
import org.pressroom.subscription.delivery.DeliveryRepository.Ending;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * That the queue holds what there is to do and nothing else, and that the counts are what is in the rows, whatever becomes
 * of a delivery. On a channel of its own, of which no engine takes anything.
 */
class DeliveryAccountsTest extends ServiceTest {

    private static final UUID FIRST = new UUID(0, 0);
    private static final int ALL = 1000;
    private static final Delivery.Answer NO = new Delivery.Answer(550, "no");

    private final UUID owner = Ids.next();
    private final String channel = slug();
    private final List<UUID> notifications = new ArrayList<>();

    @Autowired
    private DeliveryQueue queue;

    @Autowired
    private DeliveryTargets targets;

    @Autowired
    private DeliveryCounts counts;

    @Autowired
    private TransactionalOperator transaction;

    private DeliveryRepository deliveries;

    @BeforeEach
    void thisOneLives() {
        deliveries = new DeliveryRepository(database);
        execute("INSERT INTO delivery_worker (owner, seen_at) VALUES ('" + owner + "', now() + interval '1 hour')");
    }

    @AfterEach
    void nothingIsLeft() {
        execute("DELETE FROM delivery_queue WHERE channel = '" + channel + "'");
        execute("DELETE FROM subscription s USING delivery_target t WHERE t.subscription_id = s.id AND t.channel = '"
                + channel + "'");
        notifications.forEach(id -> execute("DELETE FROM notification WHERE id = '" + id + "'"));
        execute("DELETE FROM delivery_worker WHERE owner = '" + owner + "'");
    }

    @Test
    void whateverBecomesOfThemTheyAreQueuedAndCountedAsTheyStand() {
        UUID notification = notification();
        List<UUID> subscriptions = subscriptions(12);
        assertThat(queue.freeze(notification, subscriptions).block()).isEqualTo(12);
        assertAccounts(notification, "12 queued", 0);

        targets.end(subscriptions.get(0), true).block();
        assertAccounts(notification, "11 queued, 1 skipped", 0);

        release(notification);
        assertAccounts(notification, "11 queued, 1 skipped", 11);

        targets.end(subscriptions.get(1), false).block();
        assertAccounts(notification, "10 queued, 2 skipped", 10);

        Map<UUID, DeliveryClaim> claims = claimed();
        assertThat(claims).hasSize(10);
        DeliveryClaim sent = claim(claims, subscriptions.get(2));
        assertThat(save(sent, UUID.randomUUID(), new Delivery.Sent(1, Delivery.Answer.NONE)))
                .isFalse();
        assertAccounts(notification, "10 queued, 2 skipped", 10);
        begin(sent);
        assertAccounts(notification, "10 queued, 2 skipped", 10);
        assertThat(save(sent, new Delivery.Sent(1, Delivery.Answer.NONE))).isTrue();
        assertThat(save(sent, new Delivery.Failed(1, NO))).isFalse();
        assertAccounts(notification, "9 queued, 1 sent, 2 skipped", 9);

        assertThat(save(claim(claims, subscriptions.get(3)), new Delivery.Failed(1, NO)))
                .isTrue();
        DeliveryClaim unknown = claim(claims, subscriptions.get(4));
        begin(unknown);
        assertThat(save(unknown, new Delivery.Uncertain(1, Delivery.Answer.NONE)))
                .isTrue();
        DeliveryClaim late = claim(claims, subscriptions.get(5));
        assertThat(save(late, late.state().skip(SkipReason.UNSUBSCRIBED))).isTrue();
        assertAccounts(notification, "6 queued, 1 sent, 1 failed, 1 uncertain, 3 skipped", 6);

        DeliveryClaim again = claim(claims, subscriptions.get(6));
        begin(again);
        assertThat(save(again, new Delivery.Queued(1, Instant.now(), NO))).isTrue();
        DeliveryClaim back = claim(claims, subscriptions.get(7));
        assertThat(save(back, back.state().release())).isTrue();
        assertAccounts(notification, "6 queued, 1 sent, 1 failed, 1 uncertain, 3 skipped", 6);
        Map<UUID, DeliveryClaim> anew = claimed();
        assertThat(anew.keySet()).containsExactlyInAnyOrder(subscriptions.get(6), subscriptions.get(7));
        assertThat(claim(anew, subscriptions.get(6)).state().attempts()).isEqualTo(1);
        assertThat(claim(anew, subscriptions.get(6)).state().last()).isEqualTo(NO);
        assertThat(claim(anew, subscriptions.get(7)).state().attempts()).isZero();

        // Who leaves while it is sent is sent it.
        DeliveryClaim leaving = claim(claims, subscriptions.get(8));
        begin(leaving);
        targets.end(subscriptions.get(8), false).block();
        assertAccounts(notification, "6 queued, 1 sent, 1 failed, 1 uncertain, 3 skipped", 6);
        assertThat(save(leaving, new Delivery.Sent(1, Delivery.Answer.NONE))).isTrue();
        assertAccounts(notification, "5 queued, 2 sent, 1 failed, 1 uncertain, 3 skipped", 5);

        // The process dies, with one that it was sending: another takes over.
        begin(claim(claims, subscriptions.get(9)));
        execute("DELETE FROM delivery_worker WHERE owner = '" + owner + "'");
        await().atMost(PATIENCE)
                .until(() -> number("SELECT count(*) AS n FROM delivery_queue WHERE channel = '" + channel
                                + "' AND owner IS NOT NULL")
                        == 0);
        assertAccounts(notification, "4 queued, 2 sent, 1 failed, 2 uncertain, 3 skipped", 4);

        queue.withdraw(notification, FIRST, ALL).block();
        assertAccounts(notification, "2 sent, 1 failed, 2 uncertain, 7 skipped", 0);
        assertThat(counts.close(notification).block()).isEqualTo(new DeliveryCounts.Ended(2, 1, 2, 7));
        assertThat(number("SELECT count(*) AS n FROM delivery_count WHERE notification_id = '" + notification + "'"))
                .isZero();
    }

    @Test
    void severalAreBegunAndEndedTogetherAndEachComesToItsOwnEnd() {
        UUID notification = notification();
        List<UUID> subscriptions = subscriptions(5);
        queue.freeze(notification, subscriptions).block();
        release(notification);
        Map<UUID, DeliveryClaim> claims = claimed();
        List<UUID> ids = subscriptions.stream()
                .map(subscription -> claim(claims, subscription).id())
                .toList();
        execute("UPDATE delivery_queue SET owner = gen_random_uuid() WHERE id = '" + ids.get(3) + "'");
        execute("UPDATE delivery_target SET active = false WHERE id = '" + subscriptions.get(1) + "'");

        assertThat(deliveries.begin(ids, owner).block()).containsExactly(true, false, true, false, true);
        assertThat(deliveries
                        .end(
                                List.of(
                                        new Ending(ids.get(4), new Delivery.Failed(2, NO)),
                                        new Ending(ids.get(3), new Delivery.Sent(1, Delivery.Answer.NONE)),
                                        new Ending(ids.get(0), new Delivery.Sent(1, Delivery.Answer.NONE)),
                                        new Ending(ids.get(2), new Delivery.Uncertain(1, Delivery.Answer.NONE))),
                                owner)
                        .block())
                .containsExactly(true, false, true, true);

        assertAccounts(notification, "2 queued, 1 sent, 1 failed, 1 uncertain", 2);
        assertThat(database.sql("SELECT attempts, reply_code, reason FROM delivery WHERE id = :id")
                        .bind("id", ids.get(4))
                        .map(row -> row.get("attempts") + " " + row.get("reply_code") + " " + row.get("reason"))
                        .one()
                        .block())
                .isEqualTo("2 " + NO.code() + " " + NO.reason());
        assertThat(number("SELECT count(*) AS n FROM delivery WHERE id = '" + ids.get(0)
                        + "' AND reply_code IS NULL AND reason IS NULL"))
                .isEqualTo(1);
    }

    /** Where its recipient left between the look at its row and the commit of its place in the queue. */
    @Test
    void whatWasEndedWhileItWasReleasedIsNotSentAndNotCountedTwice() {
        UUID notification = notification();
        List<UUID> subscriptions = subscriptions(1);
        queue.freeze(notification, subscriptions).block();
        targets.end(subscriptions.get(0), false).block();
        execute("INSERT INTO delivery_queue (id, due_at, priority, channel) SELECT id, now(), 1, channel FROM delivery"
                + " WHERE notification_id = '" + notification + "'");
        // And came back.
        targets.activate(subscriptions.get(0)).block();
        DeliveryClaim claim = claim(claimed(), subscriptions.get(0));

        assertThat(deliveries.begin(List.of(claim.id()), owner).block()).containsExactly(false);
        assertThat(save(claim, claim.state().skip(SkipReason.UNSUBSCRIBED))).isFalse();

        assertAccounts(notification, "1 skipped", 0);
    }

    /** From when the queue was empty it has plans that read all of it for each claim. */
    @Test
    void thePlannerKnowsOfMuchThatIsReleased() {
        UUID notification = notification();
        queue.freeze(notification, subscriptions(500)).block();

        release(notification);

        assertThat(number("SELECT reltuples::bigint AS n FROM pg_class WHERE relname = 'delivery_queue'"))
                .isGreaterThanOrEqualTo(500);
    }

    @Test
    void whatGoesWithItsRequestOrItsTargetLeavesTheQueue() {
        List<UUID> subscriptions = subscriptions(2);
        UUID request = request(subscriptions.get(0));
        queue.confirmation(subscriptions.get(0), channel, request, Duration.ofHours(1))
                .block();
        queue.reminder(subscriptions.get(1), channel).block();
        assertThat(queued()).isEqualTo(2);

        execute("DELETE FROM subscription_request WHERE id = '" + request + "'");
        assertThat(queued()).isEqualTo(1);
        execute("DELETE FROM subscription WHERE id = '" + subscriptions.get(1) + "'");

        assertThat(queued()).isZero();
    }

    /** Its row in the queue is locked first by everybody: else the one would wait here for the other, and it for the one. */
    @Test
    void whatIsSavedWhileItsRequestGoesWaitsForNothing() {
        UUID subscription = subscriptions(1).get(0);
        UUID request = request(subscription);
        queue.confirmation(subscription, channel, request, Duration.ZERO).block();
        DeliveryClaim claim = claim(claimed(), subscription);
        List<Disposable> dropping = new ArrayList<>();

        Boolean saved = database.sql("SELECT id FROM delivery_queue WHERE id = :id FOR UPDATE")
                .bind("id", claim.id())
                .fetch()
                .one()
                .flatMap(locked -> Mono.fromRunnable(() -> {
                            dropping.add(database.sql("DELETE FROM subscription_request WHERE id = :id")
                                    .bind("id", request)
                                    .then()
                                    .subscribe());
                            await().atMost(PATIENCE).until(() -> number("""
                                    SELECT count(*) AS n FROM pg_stat_activity
                                    WHERE wait_event_type = 'Lock' AND query LIKE 'DELETE FROM subscription_request%'
                                        AND datname = current_database()
                                    """) == 1);
                        })
                        .subscribeOn(Schedulers.boundedElastic()))
                .then(Mono.defer(() -> deliveries.save(claim.id(), owner, new Delivery.Failed(1, NO))))
                .as(transaction::transactional)
                .block(PATIENCE);

        assertThat(saved).isTrue();
        await().atMost(PATIENCE)
                .until(() ->
                        number("SELECT count(*) AS n FROM subscription_request WHERE id = '" + request + "'") == 0);
        assertThat(dropping).allMatch(Disposable::isDisposed);
    }

    @Test
    void manyThatEndTheSameAtOnceAreCountedOnce() {
        List<UUID> both = List.of(notification(), notification());
        List<UUID> subscriptions = subscriptions(60);
        both.forEach(notification -> {
            queue.freeze(notification, subscriptions).block();
            release(notification);
        });
        List<DeliveryClaim> claims = Objects.requireNonNull(
                deliveries.claim(owner, channel, 80).collectList().block());

        Flux.merge(
                        Flux.fromIterable(both).flatMap(each -> queue.withdraw(each, FIRST, ALL)
                                .as(transaction::transactional)),
                        Flux.fromIterable(subscriptions)
                                .flatMap(each -> targets.end(each, false).as(transaction::transactional), 4),
                        Flux.fromIterable(claims)
                                .flatMap(
                                        each -> deliveries.save(
                                                each.id(), owner, new Delivery.Sent(1, Delivery.Answer.NONE)),
                                        4),
                        deliveries.freeClaims(owner, channel, List.of()))
                .blockLast(PATIENCE);

        assertThat(queued()).isZero();
        both.forEach(notification -> assertThat(counted(notification)).isEqualTo(found(notification)));
    }

    /** What is in the rows, and in the counts; and that those that were released and are not ended are in the queue. */
    private void assertAccounts(UUID notification, String expected, int queued) {
        assertThat(found(notification)).isEqualTo(expected);
        assertThat(counted(notification)).isEqualTo(expected);
        assertThat(queued()).isEqualTo(queued);
        assertThat(number("SELECT count(*) AS n FROM delivery_queue q JOIN delivery d ON d.id = q.id"
                        + " WHERE d.status = 'queued' AND q.channel = '" + channel + "'"))
                .isEqualTo(queued);
    }

    private String found(UUID notification) {
        return states(notification, "SELECT count(*) FILTER (WHERE status = '%1$s') AS n FROM delivery");
    }

    private String counted(UUID notification) {
        return states(notification, "SELECT COALESCE(sum(%1$s), 0)::bigint AS n FROM delivery_count");
    }

    private String states(UUID notification, String sql) {
        return Arrays.stream(DeliveryStatus.values())
                .filter(status -> status != DeliveryStatus.SENDING)
                .map(DeliveryStatus::label)
                .map(status -> number(sql.formatted(status) + " WHERE notification_id = '" + notification + "'") + " "
                        + status)
                .filter(state -> !state.startsWith("0 "))
                .reduce((states, state) -> states + ", " + state)
                .orElse("");
    }

    private long queued() {
        return number("SELECT count(*) AS n FROM delivery_queue WHERE channel = '" + channel + "'");
    }

    private Map<UUID, DeliveryClaim> claimed() {
        Map<UUID, DeliveryClaim> claims = new ConcurrentHashMap<>();
        deliveries
                .claim(owner, channel, ALL)
                .doOnNext(claim -> claims.put(claim.subscriptionId(), claim))
                .blockLast();
        return claims;
    }

    private static DeliveryClaim claim(Map<UUID, DeliveryClaim> claims, UUID subscription) {
        return Objects.requireNonNull(claims.get(subscription));
    }

    private void begin(DeliveryClaim claim) {
        assertThat(deliveries.begin(List.of(claim.id()), owner).block()).containsExactly(true);
    }

    private boolean save(DeliveryClaim claim, Delivery next) {
        return save(claim, owner, next);
    }

    private boolean save(DeliveryClaim claim, UUID by, Delivery next) {
        return Objects.requireNonNull(deliveries.save(claim.id(), by, next).block());
    }

    private void release(UUID notification) {
        assertThat(queue.release(notification, FIRST, ALL).block()).isNotNull();
    }

    /** One that nothing else is done for. */
    private UUID notification() {
        UUID id = Ids.next();
        notifications.add(id);
        execute("INSERT INTO notification (id, article_id, publication, slug, title, author_name, published_at,"
                + " created_at, phase) VALUES ('" + id
                + "', gen_random_uuid(), 1, 's', 't', 'a', now(), now(), 'freezing')");
        return id;
    }

    /** Their targets have the same ids. */
    private List<UUID> subscriptions(int many) {
        return Objects.requireNonNull(database.sql("""
                        WITH added AS (
                            INSERT INTO subscription
                                (id, address, address_key, status, frequency, created_at, confirmed_at)
                            SELECT uuidv7(), n || :channel, n || :channel, 'confirmed', 'instant', now(), now()
                            FROM generate_series(1, :many) AS numbers (n)
                            RETURNING id, address)
                        INSERT INTO delivery_target (id, subscription_id, channel, recipient, active)
                        SELECT id, id, :channel, address, true FROM added
                        RETURNING id
                        """)
                .bind("channel", channel)
                .bind("many", many)
                .map(row -> Objects.requireNonNull(row.get("id", UUID.class)))
                .all()
                .collectList()
                .block());
    }

    private UUID request(UUID subscription) {
        UUID id = Ids.next();
        execute("INSERT INTO subscription_request (id, subscription_id, topics, frequency, created_at, expires_at)"
                + " VALUES ('" + id + "', '" + subscription + "', '[]', 'instant', now(), now() + interval '1 day')");
        return id;
    }

    private long number(String sql) {
        return Objects.requireNonNull(
                database.sql(sql).map(row -> row.get("n", Long.class)).one().block());
    }

    private void execute(String sql) {
        database.sql(sql).then().block();
    }
}
