package org.pressroom.subscription.mailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pressroom.common.events.ArticleState;
import org.pressroom.subscription.ServiceTest;
import org.pressroom.subscription.links.SiteLinks;
import org.pressroom.subscription.smtp.SmtpRelay;
import org.springframework.beans.factory.annotation.Autowired;

/** Workers side by side, and what one leaves behind. */
class MailWorkersTest extends ServiceTest {

    @Autowired
    private MailSettings settings;

    @Autowired
    private SiteLinks links;

    @Autowired
    private WakeUp wakeUp;

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

    private MailWorker worker() {
        MailWriter writer = new MailWriter("The Daily Proof", settings.from(), settings.fromDomain(), links);
        return new MailWorker(
                new Deliveries(database),
                writer,
                new SmtpRelay(settings.relay()),
                settings,
                wakeUp,
                List.of(),
                new SimpleMeterRegistry(),
                Clock.systemUTC());
    }
}
