package org.pressroom.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.ids.Ids;
import org.pressroom.subscription.FaultyRelay.Fault;
import org.pressroom.testkit.PoisonedRows;
import org.pressroom.testkit.Tokens;
import tools.jackson.databind.JsonNode;

class NotifyingTest extends ServiceTest {

    private boolean away;

    @AfterEach
    void relayIsThereForTheNextTest() {
        relayComesBack();
    }

    @Test
    void anArticleGoesToThoseWhoseTopicsItHas() {
        String category = slug();
        String tag = slug();
        String byCategory = address("cat");
        String byTag = address("tag");
        String byBoth = address("both");
        String byOther = address("other");
        subscribed(byCategory, subject("category", category));
        subscribed(byTag, subject("tag", tag));
        subscribed(byBoth, subject("category", category), subject("tag", tag));
        subscribed(byOther, subject("category", tag), subject("tag", category));

        ArticleState article = article("For some", category, tag, "another-tag");
        publish(article);

        JsonNode notification = completed(article);
        assertThat(deliveries(notification))
                .extracting(delivery -> delivery.path("address").asString())
                .containsExactlyInAnyOrder(byCategory, byTag, byBoth);
        assertThat(counts(notification)).isEqualTo("3 = 3 sent, 0 failed, 0 uncertain, 0 skipped");
        assertThat(mails(byBoth))
                .filteredOn(mail -> mail.subject().equals("For some"))
                .hasSize(1);
    }

    /** Whoever subscribed before a term got another address, or to a category above, and once whatever it has of these. */
    @Test
    void anArticleGoesToThoseWhoKnowItsTermsByAnotherAddress() {
        String category = slug();
        String before = slug();
        String above = slug();
        String tag = slug();
        String tagBefore = slug();
        String byFormer = address("former");
        String byAbove = address("above");
        String byFormerTag = address("tag");
        String byAll = address("all");
        subscribed(byFormer, subject("category", before));
        subscribed(byAbove, subject("category", above));
        subscribed(byFormerTag, subject("tag", tagBefore));
        subscribed(byAll, subject("category", category), subject("category", above), subject("tag", tagBefore));
        subscribed(address("other"), subject("tag", before), subject("category", tagBefore));

        ArticleState article = article(
                "Known otherwise",
                new ArticleState.Term(category, "Now", List.of(before), List.of(above)),
                List.of(new ArticleState.Term(tag, "Tag", List.of(tagBefore), List.of())));
        publish(article);

        assertThat(deliveries(completed(article)))
                .extracting(delivery -> delivery.path("address").asString())
                .containsExactlyInAnyOrder(byFormer, byAbove, byFormerTag, byAll);
    }

    @Test
    void whoSubscribedToAnyOfItsAuthorsHearsOfItOnce() {
        String first = slug();
        String second = slug();
        String third = slug();
        String byFirst = address("first");
        String bySecond = address("second");
        String byAll = address("all");
        String byOther = address("nobody");
        subscribed(byFirst, subject("author", first));
        String manage = subscribed(bySecond, subject("author", second));
        subscribed(byAll, subject("author", first), subject("author", second), subject("author", third));
        subscribed(byOther, subject("author", slug()));

        ArticleState article = by(article("By three", slug()), first, second, third);
        publish(article);

        JsonNode notification = completed(article);
        assertThat(deliveries(notification))
                .extracting(delivery -> delivery.path("address").asString())
                .containsExactlyInAnyOrder(byFirst, bySecond, byAll);
        assertThat(mail(bySecond, "By three").text())
                .contains("By \u2068Writer " + first + "\u2069, \u2068Writer " + second + "\u2069 and \u2068Writer "
                        + third + "\u2069, ");
        // What somebody is called is known who is the first author of nothing, too.
        assertThat(json(stranger.get().uri("/api/subscriptions/" + manage))
                        .at("/topics/0/name")
                        .asString())
                .isEqualTo("Writer " + second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"57014", "P0001", "23514"})
    void oneThatFailsHoldsUpNoOther(String sqlState) {
        String category = slug();
        subscribed(address("held-up"), subject("category", category));
        ArticleState poison = article("Poison " + category, category);
        whilePoisoned(
                new PoisonedRows("stuck", "notification", "UPDATE", "NEW.title = 'Poison " + category + "'", sqlState),
                () -> {
                    publish(poison);
                    await().atMost(PATIENCE)
                            .until(() -> notification(poison).path("id").isString());
                    for (int i = 0; i < 2; i++) {
                        ArticleState next = article("Behind it", category);
                        publish(next);
                        completed(next);
                    }
                    assertThat(notification(poison).path("completedAt").isString())
                            .isFalse();
                });

        completed(poison);
    }

    @Test
    void aRepeatedEventAndARevisionMailNobodyAgain() {
        String category = slug();
        String email = address("dee");
        subscribed(email, subject("category", category));
        ArticleState article = article("Once", category);
        UUID event = Ids.next();
        send(event, EventType.ARTICLE_PUBLISHED, article);
        send(event, EventType.ARTICLE_PUBLISHED, article);
        send(Ids.next(), EventType.ARTICLE_PUBLISHED, article);
        send(Ids.next(), EventType.ARTICLE_REVISED, with(article, 2, 1, ArticleState.PUBLISHED));
        completed(article);

        // Handled in order, so once the next one of this key has arrived, those before have been.
        send(Ids.next(), EventType.ARTICLE_PUBLISHED, with(article, 3, 2, ArticleState.PUBLISHED));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(mails(email)).hasSize(3));

        assertThat(mails(email))
                .extracting(Mail::subject)
                .filteredOn("Once"::equals)
                .hasSize(2);
        assertThat(publications(article)).containsExactly(1, 2);
    }

    @Test
    void aRevisionAloneTellsOfThePublicationWhoseEventWasCompactedAway() {
        String category = slug();
        String email = address("rae");
        subscribed(email, subject("category", category));
        ArticleState article = with(article("Only the revision", category), 2, 1, ArticleState.PUBLISHED);

        send(Ids.next(), EventType.ARTICLE_REVISED, article);

        mail(email, "Only the revision");
    }

    @Test
    void whoConfirmedAfterThePublicationIsNotMailed() {
        String category = slug();
        ArticleState article = article("Before you came", category);
        subscribed(address("late"), subject("category", category));

        publish(article);

        assertThat(completed(article).path("recipients").asLong()).isZero();
    }

    @Test
    void anImportedArticleMailsNobody() {
        String category = slug();
        String email = address("imp");
        subscribed(email, subject("category", category));
        ArticleState article = article("Imported", category);
        ArticleState imported = silently(article);
        publish(imported);
        // The same publication, whatever a later state says of it.
        send(Ids.next(), EventType.ARTICLE_REVISED, with(article, 2, 1, ArticleState.PUBLISHED));
        ArticleState next = article("Not imported", category);
        publish(next);
        mail(email, "Not imported");
        assertThat(notification(imported).isEmpty()).isTrue();

        // Handled in order, so once the next one of this key has arrived, those before have been.
        send(Ids.next(), EventType.ARTICLE_PUBLISHED, with(article, 3, 2, ArticleState.PUBLISHED));
        mail(email, "Imported");
        assertThat(mails(email))
                .extracting(Mail::subject)
                .filteredOn("Imported"::equals)
                .hasSize(1);
        assertThat(publications(imported)).containsExactly(1, 2);
    }

    /** They are taken over together, and each is still what its own states make of it, in their order. */
    @Test
    void ofManyThatComeAtOnceEachIsToldOfAsIfItCameAlone() {
        String category = slug();
        String email = address("many");
        subscribed(email, subject("category", category));
        List<ArticleState> told = new ArrayList<>();
        List<ArticleState> silent = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            ArticleState article = article("Number " + i + " of many", category);
            if (i % 4 == 0) {
                silent.add(article);
                publish(silently(article));
            } else {
                told.add(article);
                publish(article);
            }
            if (i % 3 == 0) {
                send(Ids.next(), EventType.ARTICLE_REVISED, with(article, 2, 1, ArticleState.PUBLISHED));
            }
        }

        assertThat(told).allSatisfy(article -> assertThat(
                        completed(article).path("recipients").asLong())
                .isEqualTo(1));
        assertThat(mails(email))
                .extracting(Mail::subject)
                .filteredOn(subject -> subject.endsWith(" of many"))
                .containsExactlyInAnyOrderElementsOf(
                        told.stream().map(ArticleState::title).toList());
        assertThat(silent).allSatisfy(article -> await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(publications(article)).containsExactly(1)));
    }

    @Test
    void whatWasUnpublishedBeforeItsMailsLeftIsNotSent() {
        String category = slug();
        String email = address("una");
        subscribed(email, subject("category", category));
        relayGoesAway();
        ArticleState article = article("Taken back", category);
        publish(article);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        notification(article).path("recipients").asLong())
                .isEqualTo(1));

        send(Ids.next(), EventType.ARTICLE_UNPUBLISHED, with(article, 2, 1, ArticleState.UNPUBLISHED));

        JsonNode notification = completed(article);
        assertThat(notification.path("status").asString()).isEqualTo("withdrawn");
        assertThat(counts(notification)).isEqualTo("1 = 0 sent, 0 failed, 0 uncertain, 1 skipped");
        relayComesBack();
        assertThat(mails(email)).extracting(Mail::subject).doesNotContain("Taken back");
    }

    @Test
    void whatWasBeingSentWhenItWasUnpublishedIsNotTriedAgain() {
        String category = slug();
        String email = address("uma");
        subscribed(email, subject("category", category));
        relayGoesAway();
        ArticleState article = article("Taken back late", category);
        publish(article);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        notification(article).path("recipients").asLong())
                .isEqualTo(1));
        // What withdrawing leaves behind where the mail is put back after it.
        database.sql("UPDATE notification SET withdrawn_at = now() WHERE article_id = :article")
                .bind("article", article.articleId())
                .then()
                .block();

        relayComesBack();

        JsonNode notification = completed(article);
        assertThat(counts(notification)).isEqualTo("1 = 0 sent, 0 failed, 0 uncertain, 1 skipped");
        assertThat(delivery(notification, email).path("reason").asString()).isEqualTo("article withdrawn");
        assertThat(mails(email)).extracting(Mail::subject).doesNotContain("Taken back late");
    }

    @Test
    void aMailThatTheRelayHangsUpOnDoesNotHoldUpTheOthers() {
        String minded = address("minded");
        RELAY.fault(minded, Fault.CLOSING);
        subscribe(minded, subject("tag", "one"));
        await().atMost(PATIENCE).until(() -> attempts(minded) > 1);

        subscribed(address("other"), subject("tag", "one"));

        RELAY.heal(minded);
        mail(minded, "Confirm");
    }

    @Test
    void editorsSeeWhatBecameOfMailsButNotWhoseTheyAre() {
        String category = slug();
        String email = address("whose");
        subscribed(email, subject("category", category));
        ArticleState article = article("For somebody", category);
        publish(article);
        JsonNode notification = completed(article);
        assertThat(delivery(notification, email).path("status").asString()).isEqualTo("sent");

        JsonNode seen = json(client(Tokens.staff("editor"))
                        .get()
                        .uri(
                                "/api/notifications/{id}/deliveries",
                                notification.path("id").asString()))
                .path("items");

        assertThat(seen.size()).isEqualTo(1);
        assertThat(seen.path(0).path("status").asString()).isEqualTo("sent");
        assertThat(seen.toString()).doesNotContain("@");
    }

    @Test
    void whoLeftBeforeTheMailLeftIsSkipped() {
        String category = slug();
        String stays = address("stay");
        String leaves = address("leave");
        String erased = address("gone");
        subscribed(stays, subject("category", category));
        String leaving = subscribed(leaves, subject("category", category));
        String erasing = subscribed(erased, subject("category", category));
        relayGoesAway();
        ArticleState article = article("While you left", category);
        publish(article);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        notification(article).path("recipients").asLong())
                .isEqualTo(3));

        stranger.delete()
                .uri("/api/subscriptions/{token}", leaving)
                .exchange()
                .expectStatus()
                .isNoContent()
                .expectBody()
                .isEmpty();
        stranger.delete()
                .uri("/api/subscriptions/{token}?erase=true", erasing)
                .exchange()
                .expectStatus()
                .isNoContent()
                .expectBody()
                .isEmpty();
        relayComesBack();

        JsonNode notification = completed(article);
        assertThat(counts(notification)).isEqualTo("3 = 1 sent, 0 failed, 0 uncertain, 2 skipped");
        assertThat(deliveries(notification))
                .extracting(delivery -> delivery.path("reason").asString(null))
                .containsExactlyInAnyOrder(null, "unsubscribed", "address erased");
        mail(stays, "While you left");
        assertThat(mails(leaves)).extracting(Mail::subject).doesNotContain("While you left");
        assertThat(mails(erased)).extracting(Mail::subject).doesNotContain("While you left");
    }

    @Test
    void aRelayThatIsAwayLosesNothing() {
        String category = slug();
        String email = address("amy");
        relayGoesAway();
        subscribe(email, subject("category", category));
        assertThat(mails(email)).isEmpty();

        relayComesBack();

        confirm(token(mail(email, "Confirm"), "confirm"));
    }

    @Test
    void whatTheRelayAnswersDecidesWhetherAMailIsTriedAgain() {
        String category = slug();
        String busy = address("busy");
        String nobody = address("nobody");
        String content = address("content");
        String cut = address("cut");
        String cutEarly = address("early");
        String closing = address("closing");
        List<String> all = List.of(busy, nobody, content, cut, cutEarly, closing);
        all.forEach(email -> subscribed(email, subject("category", category)));
        RELAY.fault(busy, Fault.BUSY_ONCE);
        RELAY.fault(nobody, Fault.NO_SUCH_MAILBOX);
        RELAY.fault(content, Fault.CONTENT_REFUSED);
        RELAY.fault(cut, Fault.CUT_AFTER_CONTENT);
        RELAY.fault(cutEarly, Fault.CUT_BEFORE_CONTENT_ONCE);
        RELAY.fault(closing, Fault.CLOSING_ONCE);
        int cutOffers = RELAY.offers(cut);

        ArticleState article = article("With faults", category);
        publish(article);

        JsonNode notification = completed(article);
        assertThat(counts(notification)).isEqualTo("6 = 3 sent, 2 failed, 1 uncertain, 0 skipped");
        assertThat(delivery(notification, busy).path("attempts").asInt()).isEqualTo(2);
        JsonNode failed = delivery(notification, nobody);
        assertThat(failed.path("status").asString()).isEqualTo("failed");
        assertThat(failed.path("replyCode").asInt()).isEqualTo(550);
        assertThat(failed.path("reason").asString()).isEqualTo("5.1.1 <…> is not here");
        assertThat(delivery(notification, content).path("replyCode").asInt()).isEqualTo(554);
        assertThat(delivery(notification, cut).path("status").asString()).isEqualTo("uncertain");
        assertThat(RELAY.offers(cut)).isEqualTo(cutOffers + 1);
        List.of(busy, cutEarly, closing).forEach(email -> assertThat(mails(email))
                .filteredOn(mail -> mail.subject().equals("With faults"))
                .hasSize(1));
    }

    @Test
    void whatADeadProcessWasSendingIsUncertainAndTheRestIsSent() {
        String category = slug();
        String sending = address("sending");
        String claimed = address("claimed");
        subscribed(sending, subject("category", category));
        subscribed(claimed, subject("category", category));
        relayGoesAway();
        ArticleState article = article("After the crash", category);
        publish(article);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        notification(article).path("recipients").asLong())
                .isEqualTo(2));
        leftBehind(article, sending, true);
        leftBehind(article, claimed, false);

        relayComesBack();

        JsonNode notification = completed(article);
        assertThat(counts(notification)).isEqualTo("2 = 1 sent, 0 failed, 1 uncertain, 0 skipped");
        assertThat(delivery(notification, sending).path("status").asString()).isEqualTo("uncertain");
        mail(claimed, "After the crash");
        assertThat(mails(sending)).extracting(Mail::subject).doesNotContain("After the crash");
    }

    @Test
    void eachOfManyGetsTheirOwnMailWithTheirOwnLinks() {
        String category = slug();
        List<String> emails = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            emails.add(address("many" + i));
        }
        emails.forEach(email -> subscribe(email, subject("category", category)));
        List<String> manage = emails.stream()
                .map(email -> confirm(token(mail(email, "Confirm"), "confirm")))
                .toList();
        ArticleState article = article("To many", category);

        publish(article);

        assertThat(counts(completed(article))).isEqualTo("40 = 40 sent, 0 failed, 0 uncertain, 0 skipped");
        for (int i = 0; i < emails.size(); i++) {
            List<Mail> mails = mails(emails.get(i)).stream()
                    .filter(mail -> mail.subject().equals("To many"))
                    .toList();
            assertThat(mails).hasSize(1);
            assertThat(token(mails.get(0), "manage")).isEqualTo(manage.get(i));
        }
    }

    private void relayGoesAway() {
        RELAY.goAway();
        away = true;
    }

    private void relayComesBack() {
        if (away) {
            RELAY.comeBack();
            away = false;
        }
    }

    /** As a process leaves a delivery that is killed at this moment. */
    private void leftBehind(ArticleState article, String email, boolean begun) {
        // It has a row in the queue once it is released.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(database.sql("""
                        UPDATE delivery_queue q SET begun = :begun, owner = :dead
                        FROM delivery d, delivery_target t, notification n
                        WHERE d.id = q.id AND t.id = d.target_id AND n.id = d.notification_id
                            AND t.recipient = :address AND n.article_id = :article
                        """)
                        .bind("begun", begun)
                        .bind("dead", UUID.randomUUID())
                        .bind("address", email)
                        .bind("article", article.articleId())
                        .fetch()
                        .rowsUpdated()
                        .block())
                .isEqualTo(1L));
    }

    private int attempts(String email) {
        Integer attempts = database.sql("""
                        SELECT d.attempts FROM delivery d JOIN delivery_target t ON t.id = d.target_id
                        WHERE t.recipient = :address
                        """)
                .bind("address", email)
                .map(row -> row.get("attempts", Integer.class))
                .one()
                .block();
        return attempts == null ? 0 : attempts;
    }

    private List<Integer> publications(ArticleState article) {
        List<Integer> publications = database.sql(
                        "SELECT publication FROM notification WHERE article_id = :article ORDER BY publication")
                .bind("article", article.articleId())
                .map(row -> row.get("publication", Integer.class))
                .all()
                .collectList()
                .block();
        return publications == null ? List.of() : publications;
    }

    private JsonNode delivery(JsonNode notification, String email) {
        return deliveries(notification).stream()
                .filter(delivery -> delivery.path("address").asString("").equals(email))
                .findFirst()
                .orElseThrow();
    }

    private static String counts(JsonNode notification) {
        long recipients = notification.path("recipients").asLong();
        long sent = notification.path("sent").asLong();
        long failed = notification.path("failed").asLong();
        long uncertain = notification.path("uncertain").asLong();
        long skipped = notification.path("skipped").asLong();
        assertThat(sent + failed + uncertain + skipped).isEqualTo(recipients);
        return recipients + " = " + sent + " sent, " + failed + " failed, " + uncertain + " uncertain, " + skipped
                + " skipped";
    }

    /** Its publication, of which subscribers are not to hear. */
    private static ArticleState silently(ArticleState article) {
        return new ArticleState(
                article.articleId(),
                1,
                1,
                ArticleState.PUBLISHED,
                article.slug(),
                article.title(),
                null,
                article.author(),
                article.category(),
                List.of(),
                "open",
                null,
                article.publishedAt(),
                article.publishedAt(),
                article.updatedAt(),
                false,
                ArticleState.ARTICLE,
                null,
                ArticleState.PUBLIC,
                null,
                null,
                null);
    }
}
