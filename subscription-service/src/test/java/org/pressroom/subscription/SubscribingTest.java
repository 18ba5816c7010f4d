package org.pressroom.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.ids.Ids;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

class SubscribingTest extends ServiceTest {

    @Autowired
    private TransactionalOperator transaction;

    @Test
    void aConfirmedSubscriberIsMailedEachNewArticleUntilOneClickEndsIt() {
        String email = address("rita");
        String category = slug();
        String manage = subscribed(email, subject("category", category));
        assertThat(json(stranger.get().uri("/api/subscriptions/{token}", manage))
                        .path("status")
                        .asString())
                .isEqualTo("confirmed");

        ArticleState first = article("A first article", category);
        publish(first);
        Mail mail = mail(email, "A first article");
        assertThat(mail.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");

        String link = mail.header("List-Unsubscribe");
        assertThat(link).matches("<https://news\\.example/subscriptions/unsubscribe\\?token=[\\w-]{64}>");
        String token = link.substring(link.indexOf('=') + 1, link.length() - 1);
        for (int click = 1; click <= 2; click++) {
            stranger.post()
                    .uri("/subscriptions/unsubscribe?token={token}", token)
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                    .bodyValue("List-Unsubscribe=One-Click")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody();
        }

        ArticleState second = article("A second article", category);
        publish(second);
        assertThat(completed(second).path("recipients").asLong()).isZero();
        assertThat(mails(email)).extracting(Mail::subject).doesNotContain("A second article");
    }

    /** One mailbox, however its domain is written, has one row. */
    @Test
    void theSpellingsOfOneAddressAreOneSubscriber() {
        String name = "u" + Ids.next();
        for (String domain : List.of("straße.example", "xn--strae-oqa.example", "STRAẞE.example", "Straße。example")) {
            subscribe(name + "@" + domain, subject("category", slug()));
        }
        await("what was asked for is done").atMost(PATIENCE).until(() -> addresses("sign_up", name)
                .isEmpty());
        assertThat(addresses("subscription", name)).containsExactly(name + "@xn--strae-oqa.example");
    }

    private List<String> addresses(String table, String name) {
        return Objects.requireNonNull(database.sql("SELECT address FROM " + table + " WHERE address LIKE :name")
                .bind("name", name + "%")
                .mapValue(String.class)
                .all()
                .collectList()
                .block(PATIENCE));
    }

    @Test
    void nothingIsSentBeforeTheConfirmation() {
        String email = address("nina");
        String category = slug();
        subscribe(email, subject("category", category));
        mail(email, "Confirm");

        ArticleState article = article("Too early", category);
        publish(article);

        assertThat(completed(article).path("recipients").asLong()).isZero();
    }

    @Test
    void theAnswerIsTheSameForAKnownAddressAndTheMailSaysHowThingsAre() {
        String email = address("kim");
        Map<String, String> topic = subject("tag", slug());
        String unknown = answer(email, topic);
        confirm(token(mail(email, "Confirm"), "confirm"));

        assertThat(answer(email, topic)).isEqualTo(unknown);

        Mail reminder = mail(email, "You are subscribed to");
        String manage = token(reminder, "manage");
        assertThat(json(stranger.get().uri("/api/subscriptions/{token}", manage))
                        .path("email")
                        .asString())
                .isEqualTo(email);
    }

    @Test
    void aStrangerCannotBombAnAddressWithMail() {
        String email = address("bo");
        subscribe(email, subject("tag", "one"));
        mail(email, "Confirm");
        subscribe(email, subject("tag", "two"));
        subscribe(email, subject("tag", "three"));

        handled();
        assertThat(mails(email)).hasSize(1);
        // The link in that one mail confirms what was asked for last.
        JsonNode confirmed = json(stranger.post()
                .uri("/api/subscriptions/confirmation")
                .bodyValue(Map.of("token", token(mail(email, "Confirm"), "confirm"))));
        assertThat(confirmed.path("topics").toString()).isEqualTo("[{\"kind\":\"tag\",\"key\":\"three\"}]");
    }

    @Test
    void moreTopicsForAKnownAddressNeedItsConfirmationToo() {
        String email = address("mo");
        String manage = subscribed(email, subject("tag", "one"));
        subscribe(email, subject("tag", "two"));
        Mail change = mail(email, "Confirm the change");
        assertThat(topics(manage)).isEqualTo("[{\"kind\":\"tag\",\"key\":\"one\"}]");

        confirm(token(change, "confirm"));

        assertThat(topics(manage)).contains("\"one\"", "\"two\"");
    }

    @Test
    void whoLeftCanComeBackAtOnce() {
        String email = address("lou");
        String manage = subscribed(email, subject("tag", "one"));
        stranger.delete()
                .uri("/api/subscriptions/{token}", manage)
                .exchange()
                .expectStatus()
                .isNoContent()
                .expectBody()
                .isEmpty();
        assertThat(json(stranger.get().uri("/api/subscriptions/{token}", manage))
                        .path("status")
                        .asString())
                .isEqualTo("ended");
        String ended = etag(manage);

        subscribe(email, subject("tag", "two"));
        handled();
        assertThat(etag(manage)).isNotEqualTo(ended);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(mails(email)).hasSize(2));
        confirm(token(mails(email).get(1), "confirm"));

        assertThat(topics(manage)).isEqualTo("[{\"kind\":\"tag\",\"key\":\"two\"}]");
    }

    @Test
    void anErasedAddressIsGoneAndMayComeAgainAsANewOne() {
        String email = address("eve");
        String manage = subscribed(email, subject("tag", "one"));

        stranger.delete()
                .uri("/api/subscriptions/{token}?erase=true", manage)
                .exchange()
                .expectStatus()
                .isNoContent()
                .expectBody()
                .isEmpty();

        refused(stranger.get().uri("/api/subscriptions/{token}", manage), 404);
        assertThat(database.sql(
                                "SELECT count(*) AS n FROM subscription WHERE address = :address OR address_key = :address")
                        .bind("address", email)
                        .map(row -> row.get("n", Long.class))
                        .one()
                        .block())
                .isZero();
        subscribe(email, subject("tag", "one"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(mails(email)).hasSize(2));
        assertThat(confirm(token(mails(email).get(1), "confirm"))).isNotEqualTo(manage);
    }

    @Test
    void topicsCanBeChangedByTheManageLink() {
        String manage = subscribed(address("pat"), subject("tag", "one"));

        JsonNode changed = json(stranger.patch()
                .uri("/api/subscriptions/{token}", manage)
                .bodyValue(Map.of("topics", List.of(subject("author", "nobody-else")))));

        assertThat(changed.path("topics").toString()).isEqualTo("[{\"kind\":\"author\",\"key\":\"nobody-else\"}]");
        assertThat(topics(manage)).isEqualTo(changed.path("topics").toString());
    }

    @Test
    void aNotificationThatIsBeingPreparedHoldsNobodyUp() {
        String email = address("kay");
        String manage = subscribed(email, subject("tag", "one"));
        Mono<Void> requests = Mono.<Void>fromRunnable(() -> {
                    subscribe(email, subject("tag", "two"));
                    topicsChangedTo(manage, "three");
                })
                .subscribeOn(Schedulers.boundedElastic());

        // As the foreign keys of its recipients do.
        database.sql("SELECT id FROM subscription WHERE address = :address FOR KEY SHARE")
                .bind("address", email)
                .fetch()
                .one()
                .then(requests)
                .as(transaction::transactional)
                .block(PATIENCE);

        assertThat(topics(manage)).contains("three");
    }

    @Test
    void anAddressOfAnotherScriptAndSpellingIsOneAddress() {
        String domain = "bücher-" + slug() + ".example";
        String ascii = IDN.toASCII(domain);
        subscribe("Max@" + domain.toUpperCase(Locale.ROOT), subject("tag", "one"));
        String manage = confirm(token(mail("Max@" + ascii, "Confirm"), "confirm"));

        subscribe("max@" + ascii, subject("tag", "one"));

        assertThat(mail("Max@" + ascii, "You are subscribed").text()).contains(manage);
    }

    @Test
    void theSameIdempotencyKeyAsksOnce() {
        String email = address("ida");
        String key = slug();
        for (int i = 0; i < 2; i++) {
            stranger.post()
                    .uri("/api/subscriptions")
                    .header("Idempotency-Key", key)
                    .bodyValue(Map.of("email", email))
                    .exchange()
                    .expectStatus()
                    .isAccepted()
                    .expectBody()
                    .json("{\"status\":\"pending\"}");
        }
        refused(
                stranger.post()
                        .uri("/api/subscriptions")
                        .header("Idempotency-Key", key)
                        .bodyValue(Map.of("email", address("other"))),
                409);
        mail(email, "Confirm");
    }

    private String answer(String email, Map<String, String> topic) {
        return json(stranger.post()
                        .uri("/api/subscriptions")
                        .bodyValue(Map.of("email", email, "topics", List.of(topic), "frequency", "instant")))
                .toString();
    }

    private void topicsChangedTo(String manage, String tag) {
        stranger.patch()
                .uri("/api/subscriptions/{token}", manage)
                .bodyValue(Map.of("topics", List.of(subject("tag", tag))))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }

    private @Nullable String etag(String manage) {
        return stranger.get()
                .uri("/api/subscriptions/{token}", manage)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag();
    }

    private String topics(String manage) {
        return json(stranger.get().uri("/api/subscriptions/{token}", manage))
                .path("topics")
                .toString();
    }
}
