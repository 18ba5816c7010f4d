package org.pressroom.subscription.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pressroom.common.background.WakeUp;
import org.pressroom.common.events.ArticleState;
import org.pressroom.subscription.FaultyRelay.Fault;
import org.pressroom.subscription.ServiceTest;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;

/** Engines side by side, and what one leaves behind. */
class DeliveryEngineTest extends ServiceTest {

    @Autowired
    private DeliveryProperties properties;

    @Autowired
    private List<Channel> channels;

    @Autowired
    private WakeUp deliveryWakeUp;

    @Autowired
    private DeliveryEngine usual;

    @Autowired
    private TransactionalOperator transaction;

    @Autowired
    private ConnectionFactory connections;

    @AfterEach
    void theUsualOneGoesOn() {
        if (!usual.isRunning()) {
            usual.start();
        }
    }

    @Test
    void twoShareTheWorkAndNobodyIsMailedTwice() {
        DeliveryEngine second = engine();
        second.start();
        try {
            String category = slug();
            List<String> emails = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                emails.add(address("share" + i));
            }
            emails.forEach(email -> subscribe(email, subject("category", category)));
            emails.forEach(email -> confirm(token(mail(email, "Confirm"), "confirm")));
            ArticleState article = article("Shared work", category);

            publish(article);

            assertThat(completed(article).path("sent").asLong()).isEqualTo(25);
            emails.forEach(email -> assertThat(mails(email)).hasSize(2));
        } finally {
            second.stop();
        }
        await().atMost(PATIENCE).until(() -> !second.isRunning());
    }

    @Test
    void mailsThatWereClaimedWithoutAnAnswerAreFreedInTheNextRound() {
        stop(usual);
        String email = address("unanswered");
        subscribe(email, subject("tag", "one"));
        AtomicBoolean loses = new AtomicBoolean(true);
        DeliveryEngine alone = engine(DatabaseClient.builder()
                .connectionFactory(connections)
                .executeFunction(
                        statement -> statement.toString().contains("SKIP LOCKED") && loses.compareAndSet(true, false)
                                ? withoutAnswer(statement)
                                : statement.execute())
                .build());

        alone.start();
        try {
            mail(email, "Confirm");
        } finally {
            stop(alone);
        }
        assertThat(loses).isFalse();
    }

    @Test
    void oneThatWasStoppedCanBeStartedAgain() {
        stop(usual);
        String email = address("restart");
        subscribe(email, subject("tag", "one"));
        lookedAt();
        assertThat(mails(email)).isEmpty();

        usual.start();

        mail(email, "Confirm");
        stop(usual);
        usual.start();
        subscribed(address("again"), subject("tag", "one"));
    }

    @Test
    void whatTurnsOutNotToBeDueAfterItHadBegunIsSkipped() {
        stop(usual);
        String email = address("begun");
        subscribe(email, subject("tag", "one"));
        lookedAt();
        DeliveryRepository deliveries = new DeliveryRepository(database);
        UUID owner = UUID.randomUUID();
        DeliveryClaim claim = Objects.requireNonNull(deliveries
                .claim(owner, "mail", 1000)
                .filter(each -> email.equals(each.recipient()))
                .blockLast());
        UUID id = claim.id();
        assertThat(deliveries.begin(List.of(id), owner).block()).containsExactly(true);
        database.sql("UPDATE subscription_request SET expires_at = now() WHERE id = "
                        + "(SELECT request_id FROM delivery WHERE id = :id)")
                .bind("id", id)
                .then()
                .block();

        // As where a connection turned out to be dead, and the content is about to leave on another.
        assertThat(deliveries.begin(List.of(id), owner).block()).containsExactly(false);
        SkipReason why = Objects.requireNonNull(deliveries.whyNotDue(id).block());
        deliveries.save(id, owner, claim.state().begin().skip(why)).block();

        assertThat(statuses(email)).containsExactly("skipped");
        deliveries.freeClaims(owner, "mail", List.of()).block();
    }

    @Test
    void aConfirmationThatWasCutOffCanBeAskedForAgainAtOnce() {
        String email = address("cutoff");
        RELAY.fault(email, Fault.CUT_AFTER_CONTENT);
        subscribe(email, subject("tag", "one"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(statuses(email)).containsExactly("uncertain"));
        RELAY.heal(email);

        subscribe(email, subject("tag", "one"));

        confirm(token(mail(email, "Confirm"), "confirm"));
    }

    @Test
    void aConfirmationOfUnknownOutcomeCanBeAskedForAgainAtOnce() {
        String email = address("unknown");
        subscribe(email, subject("tag", "one"));
        mail(email, "Confirm");
        subscribe(email, subject("tag", "one"));
        Long rows = database.sql("""
                        WITH asked AS (
                            UPDATE delivery SET status = 'queued'
                            WHERE kind = 'confirmation' AND target_id = (
                                SELECT id FROM delivery_target WHERE recipient = :address)
                            RETURNING id, channel)
                        INSERT INTO delivery_queue (id, due_at, owner, priority, begun, channel)
                        SELECT id, now(), :dead, 0, true, channel FROM asked
                        ON CONFLICT (id) DO UPDATE SET owner = EXCLUDED.owner, begun = true
                        """)
                .bind("dead", UUID.randomUUID())
                .bind("address", email)
                .fetch()
                .rowsUpdated()
                .block();
        assertThat(rows).isEqualTo(1);

        await().atMost(PATIENCE).untilAsserted(() -> {
            subscribe(email, subject("tag", "one"));
            assertThat(mails(email)).hasSize(2);
        });

        confirm(token(mails(email).get(1), "confirm"));
    }

    /** The relay took a content and says nothing more. Another batch of mails could not come before its answer. */
    @Test
    void oneThatHangsDelaysNobodyElse() {
        String category = slug();
        String hanging = address("hanging");
        String other = address("other");
        subscribed(hanging, subject("category", category));
        subscribed(other, subject("category", category));
        RELAY.fault(hanging, Fault.SILENT_AFTER_CONTENT);
        try {
            ArticleState article = article("Hanging", category);
            publish(article);
            mail(other, "Hanging");
            assertThat(statuses(hanging)).containsExactly("sent", "sending");

            // What becomes due later does not wait for it either.
            subscribed(address("later"), subject("tag", "one"));

            assertThat(statuses(hanging)).containsExactly("sent", "sending");
            RELAY.heal(hanging);
            assertThat(completed(article).path("uncertain").asLong()).isEqualTo(1);
        } finally {
            RELAY.heal(hanging);
        }
    }

    private static void stop(DeliveryEngine engine) {
        engine.stop();
        await().atMost(PATIENCE).until(() -> !engine.isRunning());
    }

    /** The database does it, and nobody hears of it. */
    private static Publisher<? extends Result> withoutAnswer(Statement statement) {
        return Flux.from(statement.execute())
                .flatMap(Result::getRowsUpdated)
                .thenMany(Flux.error(new R2dbcNonTransientResourceException("the connection broke")));
    }

    private List<String> statuses(String email) {
        return Objects.requireNonNull(database.sql("""
                        SELECT CASE WHEN q.begun THEN 'sending' ELSE d.status END AS status
                        FROM delivery d
                        JOIN delivery_target t ON t.id = d.target_id
                        LEFT JOIN delivery_queue q ON q.id = d.id
                        WHERE t.recipient = :address ORDER BY d.id
                        """)
                .bind("address", email)
                .map(row -> Objects.requireNonNull(row.get("status", String.class)))
                .all()
                .collectList()
                .block());
    }

    private DeliveryEngine engine() {
        return engine(database);
    }

    private DeliveryEngine engine(DatabaseClient client) {
        return DeliveryConfiguration.engine(
                // Only mail: a claim of another channel comes to nothing in these tests.
                channels.stream()
                        .filter(channel -> channel.name().equals("mail"))
                        .toList(),
                List.of(),
                client,
                transaction,
                properties,
                deliveryWakeUp,
                new SimpleMeterRegistry(),
                Clock.systemUTC());
    }
}
