package org.pressroom.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.events.CommentState;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.events.EventType;
import org.pressroom.common.ids.Ids;
import org.pressroom.testkit.Tokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;

class ModerationTest extends ServiceTest {

    @Autowired
    private TransactionalOperator transaction;

    @Test
    void tellsOthersWhatWasDecided() {
        UUID article = article("open");
        Posted posted = posted(article, comment("Approved by rules"), "approved");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Recorder.types(article, posted.id()))
                .containsExactlyInAnyOrder("comment.submitted.v1", "comment.moderated.v1", "comment.approved.v1"));
        assertThat(Recorder.types(article, posted.id())).startsWith("comment.submitted.v1");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(counts(article)).containsExactly(1));

        decide("spam", posted.id());

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(Recorder.types(article, posted.id())).contains("comment.rejected.v1");
            assertThat(counts(article)).containsExactly(1, 0);
        });
    }

    @Test
    void holdsWhatTheRulesDoNotLike() {
        UUID article = article("open");
        Posted posted = posted(article, comment("Win at the online casino"), "held");

        JsonNode item = inQueue("held", posted.id());

        assertThat(item.path("verdict").path("decision").asString()).isEqualTo("hold");
        assertThat(item.path("verdict").path("score").asDouble()).isEqualTo(0.5);
        assertThat(item.path("verdict").path("reasons").path(0).asString())
                .isEqualTo("blocked-phrases: contains online casino");
        assertThat(item.path("article").path("slug").asString()).isEqualTo("article-" + article);
        assertThat(item.path("article").path("title").asString()).isEqualTo("Article 1");
        assertThat(item.path("author").path("email").asString()).startsWith("rita+");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Recorder.types(article, posted.id()))
                .contains("comment.held.v1"));
        assertThat(counts(article)).isEmpty();
    }

    @Test
    void holdsWhatIsSignedWithWhatTheRulesDoNotLike() {
        Map<String, String> author = Map.of("name", "Online Casino", "email", "rita+" + Ids.next() + "@example.org");

        posted(article("open"), Map.of("author", author, "body", "As harmless as can be"), "held");
    }

    @Test
    void rejectsWhatSeveralRulesSpeakAgainst() {
        posted(
                article("open"),
                comment("Buy viagra, online casino https://a.test https://b.test https://c.test"),
                "rejected");
    }

    @Test
    void holdsEverythingUnderThePolicyModerated() {
        Posted posted = posted(article("moderated"), comment("As harmless as can be"), "held");

        assertThat(inQueue("held", posted.id())
                        .path("verdict")
                        .path("reasons")
                        .path(0)
                        .asString())
                .startsWith("policy:");
    }

    @Test
    void holdsTheSameTextFromTheSamePersonTwice() {
        UUID article = article("open");
        Map<String, Object> comment = comment("I say it only twice");
        posted(article, comment, "approved");

        Posted again = posted(article, comment, "held");

        assertThat(inQueue("held", again.id())
                        .path("verdict")
                        .path("reasons")
                        .path(0)
                        .asString())
                .startsWith("same-text:");
    }

    @Test
    void letsAModeratorApproveWhatWasHeld() {
        UUID article = article("moderated");
        Posted posted = posted(article, comment("Wait for it"), "held");

        JsonNode answer = decide("approve", posted.id());

        assertThat(answer.path("items").path(0).path("id").asString())
                .isEqualTo(posted.id().toString());
        assertThat(answer.path("items").path(0).path("outcome").asString()).isEqualTo("decided");
        assertThat(answer.path("items").path(0).path("status").asString()).isEqualTo("approved");
        assertThat(thread(article)).hasSize(1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(counts(article)).containsExactly(1));
    }

    @Test
    void decidesEachOnceAndSaysWhatBecameOfIt() {
        UUID article = article("moderated");
        Posted first = posted(article, comment("One"), "held");
        Posted second = posted(article, comment("Two"), "held");
        UUID unknown = Ids.next();
        decide("approve", first.id());

        JsonNode items =
                decide("approve", first.id(), second.id(), unknown, second.id()).path("items");

        assertThat(items).hasSize(3);
        assertThat(items.path(0).path("outcome").asString()).isEqualTo("unchanged");
        assertThat(items.path(1).path("outcome").asString()).isEqualTo("decided");
        assertThat(items.path(2).path("outcome").asString()).isEqualTo("unknown");
        assertThat(items.path(2).path("status").isNull()).isTrue();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(counts(article)).containsExactly(1, 2));
        assertThat(Recorder.types(article, first.id()))
                .filteredOn("comment.approved.v1"::equals)
                .hasSize(1);
    }

    @Test
    void doesNotDecideOnATextThatTheModeratorHasNotSeen() {
        UUID article = article("moderated");
        Posted posted = posted(article, comment("What the moderator reads"), "held");
        Posted other = posted(article, comment("Stays as it is"), "held");
        long seen = inQueue("held", posted.id()).path("version").asLong();
        edit(posted, "What the moderator has not read");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        inQueue("held", posted.id()).path("body").asString())
                .isEqualTo("What the moderator has not read"));

        JsonNode items = json(moderator
                        .post()
                        .uri("/api/moderation/decisions")
                        .bodyValue(Map.of(
                                "commentIds",
                                List.of(posted.id(), other.id()),
                                "decision",
                                "approve",
                                "versions",
                                Map.of(posted.id(), seen))))
                .path("items");

        assertThat(items.path(0).path("outcome").asString()).isEqualTo("changed");
        assertThat(items.path(0).path("status").asString()).isEqualTo("held");
        assertThat(items.path(1).path("outcome").asString()).isEqualTo("decided");
        long now = inQueue("held", posted.id()).path("version").asLong();
        assertThat(json(moderator
                                .post()
                                .uri("/api/moderation/decisions")
                                .bodyValue(Map.of(
                                        "commentIds",
                                        List.of(posted.id()),
                                        "decision",
                                        "approve",
                                        "versions",
                                        Map.of(posted.id(), now))))
                        .path("items")
                        .path(0)
                        .path("outcome")
                        .asString())
                .isEqualTo("decided");
    }

    @Test
    void carriesOutOnceWhatTwoDecideAtOnce() {
        UUID article = article("moderated");
        Posted posted = posted(article, comment("Wait for both"), "held");
        Mono<String> decision = WebClient.create("http://127.0.0.1:" + port)
                .post()
                .uri("/api/moderation/decisions")
                .headers(headers -> headers.setBearerAuth(Tokens.staff("moderator")))
                .bodyValue(Map.of("commentIds", List.of(posted.id()), "decision", "approve"))
                .retrieve()
                .bodyToMono(String.class);

        List<String> outcomes = together(article, List.of(decision, decision)).stream()
                .map(answer -> JSON.readTree(answer)
                        .path("items")
                        .path(0)
                        .path("outcome")
                        .asString())
                .toList();

        assertThat(outcomes).containsExactlyInAnyOrder("decided", "unchanged");
        assertThat(historyOf(posted)).hasSize(2);
    }

    @Test
    void keepsWhoDecidedWhatAndWhy() {
        UUID article = article("moderated");
        Posted posted = posted(article, comment("A long story"), "held");
        json(moderator
                .post()
                .uri("/api/moderation/decisions")
                .bodyValue(Map.of(
                        "commentIds", List.of(posted.id()), "decision", "reject", "reason", "Rita was rude before")));
        decide("approve", posted.id());

        JsonNode history = json(moderator.get().uri("/api/moderation/comments/{id}/history", posted.id()))
                .path("items");

        assertThat(history).hasSize(3);
        assertThat(history.path(0).path("decision").asString()).isEqualTo("hold");
        assertThat(history.path(0).path("moderator").isNull()).isTrue();
        assertThat(history.path(1).path("decision").asString()).isEqualTo("reject");
        assertThat(history.path(1).path("reason").asString()).isEqualTo("Rita was rude before");
        assertThat(history.path(1).path("moderator").path("id").asString()).isEqualTo(MODERATOR.toString());
        assertThat(history.path(1).path("moderator").path("name").asString()).isEqualTo("Mona");
        assertThat(history.path(2).path("decision").asString()).isEqualTo("approve");

        JsonNode page = json(moderator.get().uri("/api/moderation/comments/{id}/history?limit=2", posted.id()));
        JsonNode rest = json(moderator
                .get()
                .uri(
                        "/api/moderation/comments/{id}/history?limit=2&after={after}",
                        posted.id(),
                        page.path("next").asString()));
        assertThat(page.path("items")).hasSize(2);
        assertThat(rest.path("items")).hasSize(1);
        assertThat(rest.path("next").isNull()).isTrue();
    }

    @Test
    void readsTheQueuePageByPageNewestFirst() {
        UUID article = article("moderated");
        List<Posted> held = List.of(
                posted(article, comment("Older"), "held"),
                posted(article, comment("Newer"), "held"),
                posted(article, comment("Newest"), "held"));

        JsonNode first = json(moderator.get().uri("/api/moderation/comments?limit=2"));
        JsonNode second = json(moderator
                .get()
                .uri(
                        "/api/moderation/comments?limit=2&status=held&after={after}",
                        first.path("next").asString()));

        assertThat(first.path("items").path(0).path("id").asString())
                .isEqualTo(held.get(2).id().toString());
        assertThat(first.path("items").path(1).path("id").asString())
                .isEqualTo(held.get(1).id().toString());
        assertThat(second.path("items").path(0).path("id").asString())
                .isEqualTo(held.get(0).id().toString());
    }

    @Test
    void actsOnceOnAnEventThatComesTwice() {
        UUID article = article("open");
        Posted posted = posted(article, comment("Told twice"), "approved");
        CommentState state = new CommentState(posted.id(), article, null, 1, "pending", Instant.now());
        UUID eventId = Ids.next();

        send(eventId, EventType.COMMENT_SUBMITTED, article, posted.id(), state);
        send(eventId, EventType.COMMENT_SUBMITTED, article, posted.id(), state);
        send(Ids.next(), EventType.COMMENT_EDITED, article, posted.id(), state);
        posted(article, comment("Behind them"), "approved");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(counts(article)).containsExactly(1, 2));
        assertThat(historyOf(posted)).hasSize(1);
    }

    @Test
    void doesNotJudgeWhatAModeratorHasDecided() {
        UUID article = article("open");
        UUID comment = unjudged(article);
        decide("reject", comment);

        send(
                Ids.next(),
                EventType.COMMENT_SUBMITTED,
                article,
                comment,
                new CommentState(comment, article, null, 1, "pending", Instant.now()));
        posted(article, comment("Behind it"), "approved");

        assertThat(statusOf(comment)).isEqualTo("rejected");
    }

    @Test
    void leavesToPeopleWhatItCannotJudge() {
        UUID article = article("open");
        UUID comment = unjudged(article);
        ProducerRecord<String, byte[]> malformed =
                new ProducerRecord<>(EventTopic.COMMENT_EVENTS.topicName(), article.toString(), new byte[] {'{'});
        CloudEventsCodec.writeHeaders(
                malformed.headers(),
                Ids.next(),
                EventType.COMMENT_SUBMITTED.typeName(),
                "test",
                Instant.now(),
                comment.toString());

        kafka.send(malformed).join();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statusOf(comment)).isEqualTo("held"));
        assertThat(inQueue("held", comment)
                        .path("verdict")
                        .path("reasons")
                        .path(0)
                        .asString())
                .startsWith("unjudged:");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Recorder.types(article, comment))
                .contains("comment.held.v1"));
        posted(article, comment("Nobody is held up behind it"), "approved");
    }

    /** A pending comment of which no event was told. */
    private UUID unjudged(UUID article) {
        UUID id = Ids.next();
        database.sql("""
                        INSERT INTO comment (id, article_id, depth, status, author_name, author_verified, author_staff,
                                             body, body_html, fingerprint, created_at, edit_token_hash, editable_until,
                                             notify_replies)
                        VALUES (:id, :article, 0, 'pending', 'Rita', false, false, 'Text', '<p>Text</p>', '', now(), '',
                                now(), false)
                        """).bind("id", id).bind("article", article).then().block();
        return id;
    }

    /** What requests answer that all stand before the locked thread before one of them goes on. */
    private List<String> together(UUID article, List<Mono<String>> requests) {
        Sinks.Empty<Void> locked = Sinks.empty();
        Sinks.Empty<Void> release = Sinks.empty();
        CompletableFuture<Void> holder = transaction
                .transactional(database.sql("SELECT FROM thread WHERE article_id = :article FOR UPDATE")
                        .bind("article", article)
                        .then()
                        .then(Mono.fromRunnable(locked::tryEmitEmpty))
                        .then(release.asMono()))
                .toFuture();
        locked.asMono().block(PATIENCE);
        List<CompletableFuture<String>> answers =
                requests.stream().map(Mono::toFuture).toList();
        await().atMost(PATIENCE).until(() -> waitingForLocks() == requests.size());
        release.tryEmitEmpty();
        holder.join();
        return answers.stream()
                .map(answer ->
                        answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .toList();
    }

    private int waitingForLocks() {
        return Objects.requireNonNull(database.sql("""
                        SELECT count(*)::int AS waiting FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock'
                        """)
                .map(row -> row.get("waiting", Integer.class))
                .one()
                .block());
    }

    private String statusOf(UUID comment) {
        return String.valueOf(database.sql("SELECT status FROM comment WHERE id = :id")
                .bind("id", comment)
                .map(row -> row.get("status", String.class))
                .one()
                .block());
    }

    private JsonNode inQueue(String status, UUID comment) {
        JsonNode queue = json(moderator.get().uri("/api/moderation/comments?limit=100&status={status}", status));
        return queue.path("items")
                .valueStream()
                .filter(item -> item.path("id").asString().equals(comment.toString()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(comment + " is not among what is " + status));
    }

    private JsonNode historyOf(Posted posted) {
        return json(moderator.get().uri("/api/moderation/comments/{id}/history", posted.id()))
                .path("items");
    }

    /** The counts that were told of a thread, in order. */
    private static List<Integer> counts(UUID article) {
        return Recorder.of(article).stream()
                .filter(record -> record.topic().equals(EventTopic.THREAD_FIGURES.topicName()))
                .map(record ->
                        JSON.readTree(record.value()).path("approvedCount").asInt())
                .toList();
    }
}
