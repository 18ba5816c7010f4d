package org.pressroom.subscription.mailing;

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
import org.pressroom.subscription.links.SiteLinks;
import org.pressroom.subscription.smtp.SmtpRelay;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

/** Workers side by side, and what one leaves behind. */
class MailWorkersTest extends ServiceTest {

    @Autowired
    private MailSettings settings;

    @Autowired
    private SiteLinks links;

    @Autowired
    private WakeUp wakeUp;

    @Autowired
    private MailWorker usual;

    @Autowired
    private ConnectionFactory connections;

    @AfterEach
    void theUsualWorkerGoesOn() {
        if (!usual.isRunning()) {
            usual.start();
        }
    }

    @Test
    void twoWorkersShareTheWorkAndNobodyIsMailedTwice() {
        MailWorker second = worker();
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
        MailWorker alone = worker(DatabaseClient.builder()
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
    void aWorkerThatWasStoppedCanBeStartedAgain() {
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
        Deliveries deliveries = new Deliveries(database);
        UUID owner = UUID.randomUUID();
        UUID id = Objects.requireNonNull(deliveries
                .claim(owner, 1000)
                .filter(mail -> email.equals(mail.address()))
                .map(DueMail::id)
                .blockLast());
        assertThat(deliveries.begin(id, owner).block()).isTrue();
        database.sql("UPDATE subscription_request SET expires_at = now() WHERE id = "
                        + "(SELECT request_id FROM delivery WHERE id = :id)")
                .bind("id", id)
                .then()
                .block();

        // As where a connection turned out to be dead, and the content is about to leave on another.
        assertThat(deliveries.begin(id, owner).block()).isFalse();
        deliveries.skip(id, owner).block();

        assertThat(statuses(email)).containsExactly("skipped");
        deliveries.freeClaims(owner).block();
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
                        UPDATE delivery SET status = 'sending', owner = :dead
                        WHERE kind = 'confirmation' AND subscription_id = (
                            SELECT id FROM subscription WHERE address = :address)
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

    private static void stop(MailWorker worker) {
        worker.stop();
        await().atMost(PATIENCE).until(() -> !worker.isRunning());
    }

    /** The database does it, and nobody hears of it. */
    private static Publisher<? extends Result> withoutAnswer(Statement statement) {
        return Flux.from(statement.execute())
                .flatMap(Result::getRowsUpdated)
                .thenMany(Flux.error(new R2dbcNonTransientResourceException("the connection broke")));
    }

    private List<String> statuses(String email) {
        return Objects.requireNonNull(database.sql("""
                        SELECT d.status FROM delivery d JOIN subscription s ON s.id = d.subscription_id
                        WHERE s.address = :address ORDER BY d.id
                        """)
                .bind("address", email)
                .map(row -> Objects.requireNonNull(row.get("status", String.class)))
                .all()
                .collectList()
                .block());
    }

    private MailWorker worker() {
        return worker(database);
    }

    private MailWorker worker(DatabaseClient client) {
        MailWriter writer = new MailWriter("The Daily Proof", settings.from(), settings.fromDomain(), links);
        return new MailWorker(
                new Deliveries(client),
                writer,
                new SmtpRelay(settings.relay()),
                settings,
                wakeUp,
                List.of(),
                new SimpleMeterRegistry(),
                Clock.systemUTC());
    }
}
