package org.pressroom.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** What the links in mails open, and for how long. */
class ConfirmingTest extends ServiceTest {

    @Test
    void aLinkConfirmsOnceAndOpensNothingAfterThat() {
        String email = address("tia");
        subscribe(email, subject("tag", "one"));
        String token = token(mail(email, "Confirm"), "confirm");
        assertThat(json(asked(token)).toString())
                .isEqualTo(
                        "{\"status\":\"pending\",\"topics\":[{\"kind\":\"tag\",\"key\":\"one\"}],\"frequency\":\"instant\"}");
        JsonNode first = json(confirming(token));
        assertThat(first.path("manageToken").asString()).isNotEmpty();

        assertThat(json(confirming(token)).toString())
                .isEqualTo("{\"status\":\"confirmed\",\"alreadyConfirmed\":true}");
        assertThat(json(asked(token)).toString()).isEqualTo("{\"status\":\"confirmed\",\"alreadyConfirmed\":true}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leave", "erase", "unsubscribe"})
    void aReaderIsOneAsLongAsTheSubscriptionIsConfirmed(String way) {
        String email = address("reader");
        String category = slug();
        subscribe(email, subject("category", category));
        JsonNode confirmed = json(confirming(token(mail(email, "Confirm"), "confirm")));
        String manage = confirmed.path("manageToken").asString();
        String reader = confirmed.path("readerToken").asString();
        assertThat(json(reading(reader)).path("since").asString()).isNotEmpty();
        publish(forSubscribers(article("For readers", category)));
        Mail mail = mail(email, "For readers");
        assertThat(token(mail, "read")).isEqualTo(reader);
        assertThat(mail.text()).containsPattern("subscriptions/read\\?token=[\\w-]{64}&article=article-");
        // What reads opens nothing, and what opens reads nothing.
        refused(stranger.get().uri("/api/subscriptions/{token}", reader), 404);
        refused(reading(manage), 404);

        end(way, manage, token(mail, "unsubscribe"));

        refused(reading(reader), 404);
        subscribe(email, subject("category", category));
        handled();
        refused(reading(reader), 404);
    }

    @Test
    void whoIsSubscribedIsSentALinkThatReads() {
        String email = address("known");
        subscribed(email, subject("tag", "one"));
        subscribe(email, subject("tag", "one"));
        json(reading(token(mail(email, "You are subscribed"), "read")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "or 1=1", "\u00e9"})
    void whatIsNoReadersTokenReadsNothing(String token) {
        refused(reading(token), 404);
    }

    private WebTestClient.RequestHeadersSpec<?> reading(String token) {
        return stranger.get().uri("/api/readers/{token}", token);
    }

    @Test
    void aUsedLinkTellsNothingOfWhatWasChangedSince() {
        String email = address("changed");
        subscribe(email, subject("tag", "one"));
        String token = token(mail(email, "Confirm"), "confirm");
        String manage = confirm(token);
        json(stranger.patch()
                .uri("/api/subscriptions/{token}", manage)
                .bodyValue(Map.of("topics", List.of(subject("tag", "secret")))));

        assertThat(json(confirming(token)).toString()).doesNotContain("secret", "one");
        assertThat(json(stranger.get().uri("/api/subscriptions/{token}", manage))
                        .path("topics")
                        .toString())
                .contains("secret")
                .doesNotContain("one");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLinkEndsWithItsTimeUsedOrNot(boolean used) {
        String email = address("old");
        subscribe(email, subject("tag", "one"));
        String token = token(mail(email, "Confirm"), "confirm");
        if (used) {
            confirm(token);
        }
        database.sql("""
                        UPDATE subscription_request SET expires_at = now() - interval '1 second'
                        WHERE subscription_id = (SELECT id FROM subscription WHERE address = :address)
                        """).bind("address", email).then().block();

        refused(confirming(token), 404);
        refused(asked(token), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"leave", "erase", "unsubscribe"})
    void aLinkEndsWithTheSubscription(String way) {
        String email = address("gone");
        String category = slug();
        subscribe(email, subject("category", category));
        String token = token(mail(email, "Confirm"), "confirm");
        String manage = confirm(token);
        // A second request is open when its owner leaves.
        subscribe(email, subject("tag", "two"));
        String change = token(mail(email, "Confirm the change"), "confirm");
        publish(article("Before they left", category));
        String unsubscribe = token(mail(email, "Before they left"), "unsubscribe");

        end(way, manage, unsubscribe);

        refused(confirming(token), 404);
        refused(confirming(change), 404);
        refused(
                stranger.patch().uri("/api/subscriptions/{token}", manage).bodyValue(Map.of()),
                way.equals("erase") ? 404 : 409);
        subscribe(email, subject("tag", "again"));
        handled();
        // The one who is subscribed anew is nobody's by an old link.
        refused(confirming(token), 404);
        refused(confirming(change), 404);
        if (way.equals("erase")) {
            refused(stranger.get().uri("/api/subscriptions/{token}", manage), 404);
        }
    }

    @Test
    void oneOfTwoOpenLinksConfirmsWhatItSays() {
        String email = address("two");
        String manage = subscribed(email, subject("tag", "one"));
        subscribe(email, subject("tag", "two"));
        String change = token(mail(email, "Confirm the change"), "confirm");
        subscribe(email, subject("tag", "three"));
        handled();
        assertThat(json(asked(change)).path("topics").toString()).isEqualTo("[{\"kind\":\"tag\",\"key\":\"three\"}]");

        confirm(change);

        assertThat(json(stranger.get().uri("/api/subscriptions/{token}", manage))
                        .path("topics")
                        .toString())
                .contains("one", "three")
                .doesNotContain("two");
    }

    @Test
    void whatWasChosenIsSaidByItsName() {
        String category = slug();
        publish(article("So that the names are known", category, "ink-" + category));
        String email = address("named");
        completedNames(category);

        subscribe(email, subject("category", category), subject("tag", "ink-" + category), subject("author", "ada"));

        Mail mail = mail(email, "Confirm");
        assertThat(mail.text())
                .contains("each new article in \u2068Category " + category + "\u2069, with the tag \u2068Tag ink-"
                        + category + "\u2069 and by \u2068Ada Lovelace\u2069");
        String token = token(mail, "confirm");
        assertThat(json(asked(token)).path("topics").path(0).path("name").asString())
                .isEqualTo("Category " + category);
        JsonNode confirmed = json(confirming(token));
        assertThat(confirmed.path("topics").path(0).path("name").asString()).isNotEmpty();
        subscribe(email, subject("category", category));
        assertThat(mail(email, "You are subscribed").text()).contains("in \u2068Category " + category);

        // other tests' articles are by the same author
        stranger.delete()
                .uri("/api/subscriptions/{token}", confirmed.path("manageToken").asString())
                .exchange()
                .expectStatus()
                .isNoContent()
                .expectBody()
                .isEmpty();
    }

    /** Whoever has a mail sent to somebody else writes nothing into it. */
    @ParameterizedTest
    @ValueSource(strings = {"category", "tag", "author"})
    void whatAStrangerNamesIsInNoMail(String kind) {
        String words = "your-account-is-locked-call-0900-123456-now-" + slug();
        Map<?, ?>[] one = {subject(kind, words)};
        Map<?, ?>[] many = IntStream.range(0, 7)
                .mapToObj(i -> subject(kind, words + "-" + i))
                .toArray(Map<?, ?>[]::new);
        String once = address("once");
        String often = address("often");

        subscribed(once, one);
        assertThat(written(mail(once, "Confirm"), words)).contains("each new article on one topic");
        subscribe(once, one);
        assertThat(written(mail(once, "You are subscribed"), words)).contains("each new article on one topic");
        subscribed(often, many);
        assertThat(written(mail(often, "Confirm"), words)).contains("each new article on 7 topics");
        subscribe(often, subject("tag", words + "-else"));
        assertThat(written(mail(often, "Confirm the change"), words)).contains("each new article on one topic");

        String category = slug();
        publish(article("So that a name is known", category));
        completedNames(category);
        String both = address("both");
        subscribe(both, subject(kind, words), subject("category", category));
        assertThat(written(mail(both, "Confirm"), words))
                .contains("each new article in \u2068Category " + category + "\u2069 and on one more topic");
    }

    /** The text of a mail that holds none of the words, whichever part is looked at. */
    private static String written(Mail mail, String words) {
        assertThat(mail.subject() + mail.text() + mail.html()).doesNotContain(words, "locked", "0900-123456");
        return mail.text();
    }

    private void completedNames(String category) {
        org.awaitility.Awaitility.await().atMost(PATIENCE).until(() -> Long.valueOf(1)
                .equals(database.sql("SELECT count(*) AS n FROM topic_name WHERE kind = 'category' AND key = :key")
                        .bind("key", category)
                        .map(row -> row.get("n", Long.class))
                        .one()
                        .block()));
    }

    private void end(String way, String manage, String unsubscribe) {
        WebTestClient.RequestHeadersSpec<?> request =
                switch (way) {
                    case "leave" -> stranger.delete().uri("/api/subscriptions/{token}", manage);
                    case "erase" -> stranger.delete().uri("/api/subscriptions/{token}?erase=true", manage);
                    default -> stranger.post().uri("/subscriptions/unsubscribe?token={token}", unsubscribe);
                };
        request.exchange().expectStatus().is2xxSuccessful().expectBody();
    }

    private WebTestClient.RequestHeadersSpec<?> confirming(String token) {
        return stranger.post().uri("/api/subscriptions/confirmation").bodyValue(Map.of("token", token));
    }

    private WebTestClient.RequestHeadersSpec<?> asked(String token) {
        return stranger.get().uri("/api/subscriptions/confirmation?token={token}", token);
    }
}
