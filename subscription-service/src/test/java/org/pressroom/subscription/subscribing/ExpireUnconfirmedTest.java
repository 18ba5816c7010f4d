package org.pressroom.subscription.subscribing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pressroom.common.ids.Ids;
import org.pressroom.common.text.EmailAddress;
import org.pressroom.subscription.ServiceTest;
import org.pressroom.testkit.PoisonedRows;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

class ExpireUnconfirmedTest extends ServiceTest {

    @Autowired
    private ExpireUnconfirmed expiry;

    @Autowired
    private SubscriptionRepository subscriptions;

    @Autowired
    private RequestRepository requests;

    @Autowired
    private TransactionalOperator transaction;

    @Test
    void addressesThatNobodyConfirmedAreForgottenHoweverManyThereAre() {
        String domain = slug() + ".example";
        database.sql("""
                        INSERT INTO subscription (id, address, address_key, status, frequency, created_at)
                        SELECT gen_random_uuid(), n || '@' || :domain, n || '@' || :domain, 'pending', 'instant',
                            now() - interval '4 days'
                        FROM generate_series(1, 2001) AS numbers (n)
                        """).bind("domain", domain).then().block();

        expiry.expire().block(PATIENCE);

        assertThat(count("address LIKE '%@" + domain + "'")).isZero();
    }

    @Test
    void whoAsksAgainAtThatVeryMomentIsNotForgotten() {
        EmailAddress address = EmailAddress.of(address("asks")).orElseThrow();
        UUID id = stale(address, null);
        Instant now = Instant.now();

        subscriptions
                .lock(address)
                .then(requests.open(
                        id, new Preferences(List.of(Topic.ALL), Frequency.INSTANT), now, now.plusSeconds(1000)))
                // On a connection of its own, while the request is not committed yet.
                .then(Mono.fromFuture(() -> expiry.expire().toFuture()))
                .as(transaction::transactional)
                .block(PATIENCE);
        expiry.expire().block(PATIENCE);

        assertThat(count("id = '" + id + "'")).isEqualTo(1);
    }

    @Test
    void whoWasSubscribedBeforeHasLeftAsBefore() {
        EmailAddress address = EmailAddress.of(address("left")).orElseThrow();
        UUID id = stale(address, Instant.now().minusSeconds(1_000_000));

        expiry.expire().block(PATIENCE);

        assertThat(count("id = '" + id + "' AND status = 'ended' AND version = 2"))
                .isEqualTo(1);
    }

    @Test
    void anAddressThatCannotBeForgottenKeepsNoTraceOfAMail() {
        UUID stuck = stale(EmailAddress.of(address("stuck")).orElseThrow(), null);
        UUID mail = UUID.randomUUID();
        database.sql("""
                        INSERT INTO requested_mail (subscription_id, mailbox, requested_at, leaves_at)
                        VALUES (:id, decode(repeat('00', 16), 'hex'), now() - interval '30 days', now())
                        """).bind("id", mail).then().block();
        whilePoisoned(
                new PoisonedRows("unforgotten", "subscription", "DELETE", "OLD.id = '" + stuck + "'", "57014"),
                () -> assertThatThrownBy(() -> expiry.expire().block(PATIENCE)).isInstanceOf(RuntimeException.class));

        assertThat(database.sql("SELECT count(*) AS n FROM requested_mail WHERE subscription_id = :id")
                        .bind("id", mail)
                        .map(row -> row.get("n", Long.class))
                        .one()
                        .block())
                .isZero();
        expiry.expire().block(PATIENCE);
        assertThat(count("id = '" + stuck + "'")).isZero();
    }

    private UUID stale(EmailAddress address, @Nullable Instant confirmedAt) {
        UUID id = Ids.next();
        DatabaseClient.GenericExecuteSpec insert = database.sql("""
                        INSERT INTO subscription
                            (id, address, address_key, status, frequency, created_at, confirmed_at)
                        VALUES (:id, :address, :key, 'pending', 'instant', now() - interval '4 days', :confirmedAt)
                        """)
                .bind("id", id)
                .bind("address", address.mailbox())
                .bind("key", address.key());
        (confirmedAt == null ? insert.bindNull("confirmedAt", Instant.class) : insert.bind("confirmedAt", confirmedAt))
                .then()
                .block();
        return id;
    }

    private long count(String condition) {
        Long rows = database.sql("SELECT count(*) AS n FROM subscription WHERE " + condition)
                .map(row -> row.get("n", Long.class))
                .one()
                .block();
        return rows == null ? -1 : rows;
    }
}
