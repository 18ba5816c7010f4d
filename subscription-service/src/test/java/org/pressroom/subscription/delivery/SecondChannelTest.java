package org.pressroom.subscription.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pressroom.common.events.ArticleState;
import org.pressroom.subscription.ServiceTest;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Another channel beside mail, from the event to the recipient: {@link PigeonChannel} is all that was added for it. */
class SecondChannelTest extends ServiceTest {

    @Autowired
    private PigeonChannel pigeons;

    @Autowired
    private DeliveryTargets targets;

    @Test
    void whatIsFrozenForItIsClaimedTriedAgainAndUncertainLikeMail() {
        String category = slug();
        String prompt = pigeonBeside(address("prompt"), category);
        String late = pigeonBeside(address("late"), category);
        String lost = pigeonBeside(address("lost"), category);
        pigeons.answer(late, new SendResult.Refused(false, 7, late + " is not at home"));
        pigeons.answer(lost, new SendResult.Unknown("it did not come back"));
        ArticleState article = article("Two ways", category);

        publish(article);

        JsonNode notification = completed(article);
        assertThat(notification.path("recipients").asLong()).isEqualTo(6);
        assertThat(notification.path("sent").asLong()).isEqualTo(5);
        assertThat(notification.path("uncertain").asLong()).isEqualTo(1);
        assertThat(deliveries(notification))
                .extracting(delivery -> delivery.path("channel").asString())
                .containsExactlyInAnyOrder("mail", "mail", "mail", "pigeon", "pigeon", "pigeon");
        assertThat(delivery(notification, late).path("attempts").asInt()).isEqualTo(2);
        assertThat(delivery(notification, lost).path("status").asString()).isEqualTo("uncertain");
        assertThat(pigeons.received(prompt)).hasSize(1);
        assertThat(pigeons.received(late)).hasSize(1);
        assertThat(pigeons.received(lost)).hasSize(1);
    }

    @Test
    void whatWaitsForOneChannelHoldsUpNoOther() {
        String category = slug();
        String email = address("waits");
        String pigeon = pigeonBeside(email, category);
        RELAY.goAway();
        try {
            publish(article("One way", category));

            await().atMost(PATIENCE).until(() -> pigeons.received(pigeon).size() == 1);
            assertThat(mails(email)).extracting(Mail::subject).doesNotContain("One way");
        } finally {
            RELAY.comeBack();
        }
        mail(email, "One way");
    }

    @Test
    void whoLeavesGetsNothingMoreByAnyChannel() {
        String category = slug();
        String email = address("leaves");
        String pigeon = pigeonBeside(email, category);
        String stays = pigeonBeside(address("stays"), category);
        stranger.post()
                .uri("/subscriptions/unsubscribe?token={token}", unsubscribeToken(email, category))
                .exchange()
                .expectStatus()
                .isOk();
        int before = pigeons.received(pigeon).size();
        ArticleState article = article("Left", category);

        publish(article);

        assertThat(completed(article).path("recipients").asLong()).isEqualTo(2);
        assertThat(pigeons.received(pigeon)).hasSize(before);
        assertThat(pigeons.received(stays)).isNotEmpty();
    }

    /** Of a mail about an article. */
    private String unsubscribeToken(String email, String category) {
        publish(article("Leave by this", category));
        return token(mail(email, "Leave by this"), "unsubscribe");
    }

    /** A subscription that is reached by mail and by pigeon. */
    private String pigeonBeside(String email, String category) {
        subscribed(email, subject("category", category));
        String pigeon = "pigeon of " + email;
        UUID subscription = Objects.requireNonNull(database.sql("SELECT id FROM subscription WHERE address = :address")
                .bind("address", email)
                .map(row -> row.get("id", UUID.class))
                .one()
                .block());
        targets.add(subscription, PigeonChannel.NAME, pigeon)
                .then(targets.activate(subscription))
                .block(PATIENCE);
        return pigeon;
    }

    private JsonNode delivery(JsonNode notification, String recipient) {
        return deliveries(notification).stream()
                .filter(delivery -> delivery.path("address").asString("").equals(recipient))
                .findFirst()
                .orElseThrow();
    }
}
