package org.pressroom.gateway.staffmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.events.AuthorsNamed;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.events.DraftNoted;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ScheduleRefused;
import org.pressroom.common.events.SubmissionState;
import org.pressroom.gateway.testing.GatewayTest;
import org.pressroom.gateway.testing.StubService.Asked;
import org.pressroom.gateway.testing.StubService.Reply;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who is told by mail of what happens to articles. */
class StaffMailsTest extends GatewayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    private EventConsumer consumer;

    @Autowired
    private DatabaseClient database;

    private final UUID article = UUID.randomUUID();
    private final List<UUID> made = new ArrayList<>();

    private record View(UUID id) {}

    /** Nobody of another test is told of anything. */
    @AfterEach
    void nobodyIsLeft() {
        database.sql("UPDATE account SET email = NULL WHERE id = ANY (:ids)")
                .bind("ids", made.toArray(UUID[]::new))
                .then()
                .block(PATIENCE);
    }

    private UUID account(String role, @Nullable String email) {
        Map<String, Object> request = new HashMap<>(Map.of(
                "username",
                "m" + UUID.randomUUID(),
                "name",
                "Mira",
                "roles",
                List.of(role),
                "password",
                ADMIN_PASSWORD));
        if (email != null) {
            request.put("email", email);
        }
        UUID id = Objects.requireNonNull(admin().post("/api/accounts")
                        .bodyValue(request)
                        .exchange()
                        .expectStatus()
                        .isCreated()
                        .expectBody(View.class)
                        .returnResult()
                        .getResponseBody())
                .id();
        made.add(id);
        return id;
    }

    private void happens(EventType type, Record data) {
        happens(type, UUID.randomUUID(), data);
    }

    private void happens(EventType type, UUID eventId, Record data) {
        RecordHeaders headers = new RecordHeaders();
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", eventId.toString(),
                        "ce_type", type.typeName(),
                        "ce_source", "/article-service",
                        "ce_time", Instant.now().toString(),
                        "ce_subject", article.toString(),
                        "content-type", "application/json")
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        byte[] value = CloudEventsCodec.encode(data);
        consumer.replay(new ConsumerRecord<>(
                        type.topic().topicName(),
                        0,
                        0,
                        0,
                        TimestampType.CREATE_TIME,
                        0,
                        value.length,
                        article.toString(),
                        value,
                        headers,
                        Optional.empty()))
                .block(PATIENCE);
    }

    private SubmissionState state(String status, UUID author, UUID actor, UUID... concerned) {
        return new SubmissionState(article, 1, status, author, actor, Instant.now(), List.of(concerned));
    }

    private static void articleIsCalled(String title) {
        ARTICLE.answers(Reply.json(200, "{\"items\":[{\"number\":1,\"title\":\"" + title + "\"}],\"next\":null}"));
        SUBSCRIPTION.does(asked -> Mono.just(new Reply(204, Map.of(), Mono.empty())));
    }

    /** What was handed over about this test's article. */
    private List<JsonNode> handedOver() {
        List<JsonNode> mails = new ArrayList<>();
        for (Asked asked : SUBSCRIPTION.asked()) {
            if (asked.uri().equals("/internal/staff-mails")) {
                JsonMapper.shared().readTree(asked.body()).get("mails").forEach(mails::add);
            }
        }
        return mails.stream()
                .filter(mail -> mail.get("articleId").asString().equals(article.toString()))
                .toList();
    }

    private List<String> recipients() {
        return handedOver().stream()
                .map(mail -> mail.get("recipient").asString())
                .toList();
    }

    @Test
    void editorsHearOfWhatIsHandedInButForWhoDidIt() throws Exception {
        articleIsCalled("An essay");
        String tag = UUID.randomUUID() + ".example";
        UUID author = account("contributor", "author@" + tag);
        account("editor", "editor@" + tag);
        account("editor", null);
        UUID admin = account("admin", "admin@" + tag);
        account("moderator", "moderator@" + tag);
        admin().patch("/api/accounts/" + account("editor", "closed@" + tag))
                .header("If-Match", "*")
                .bodyValue(Map.of("active", false))
                .exchange()
                .expectBody();
        happens(EventType.DRAFT_SUBMITTED, state("submitted", author, author));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(recipients())
                .filteredOn(recipient -> recipient.endsWith(tag))
                .containsExactlyInAnyOrder("editor@" + tag, "admin@" + tag));
        JsonNode mail = handedOver().get(0);
        assertThat(mail.get("step").asString()).isEqualTo("submitted");
        assertThat(mail.get("title").asString()).isEqualTo("An essay");
        assertThat(mail.get("actorName").asString()).isEqualTo("Mira");
        String token = String.valueOf(SUBSCRIPTION.asked().get(0).headers().get("Authorization"));
        assertThat(SignedJWT.parse(token.substring("Bearer ".length()))
                        .getJWTClaimsSet()
                        .getStringListClaim("roles"))
                .containsExactly("admin");

        happens(EventType.DRAFT_SUBMITTED, state("submitted", author, admin));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(recipients())
                .filteredOn(recipient -> recipient.endsWith(tag))
                .containsExactlyInAnyOrder("editor@" + tag, "admin@" + tag, "editor@" + tag));
        closeAdmin(admin);
    }

    private void closeAdmin(UUID admin) {
        admin().patch("/api/accounts/" + admin)
                .header("If-Match", "*")
                .bodyValue(Map.of("active", false))
                .exchange()
                .expectBody();
    }

    @Test
    void theAuthorHearsOfWhatIsSentBackOnceHoweverOftenItIsTold() {
        articleIsCalled("Sent back");
        String address = "author@" + UUID.randomUUID() + ".example";
        UUID author = account("contributor", address);
        UUID editor = account("editor", null);
        UUID event = UUID.randomUUID();
        happens(EventType.DRAFT_RETURNED, event, state("returned", author, editor, author));
        happens(EventType.DRAFT_RETURNED, event, state("returned", author, editor, author));
        happens(EventType.SUBMISSION_PUBLISHED, state("published", author, editor, author));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(handedOver())
                .extracting(mail -> mail.get("step").asString())
                .contains("published"));
        assertThat(handedOver())
                .extracting(mail -> mail.get("step").asString())
                .containsExactlyInAnyOrder("returned", "published");
    }

    @Test
    void whoseArticleIsNotDoneAsScheduledHearsOfIt() {
        articleIsCalled("Late");
        String address = "author@" + UUID.randomUUID() + ".example";
        UUID author = account("author", address);
        happens(EventType.SCHEDULE_REFUSED, new ScheduleRefused(article, true, Instant.now(), List.of(author)));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(recipients()).containsExactly(address));
        assertThat(handedOver().get(0).get("step").asString()).isEqualTo("refused");
        assertThat(handedOver().get(0).path("actorName").isNull()).isTrue();
    }

    @Test
    void whoIsNamedAnAuthorHearsOfItOnceHoweverOftenWithinAMoment() {
        articleIsCalled("Joint");
        String address = "second@" + UUID.randomUUID() + ".example";
        UUID editor = account("editor", "editor@" + UUID.randomUUID() + ".example");
        UUID second = account("author", address);
        // Within one of the times in which one mail is sent.
        Instant at = Instant.parse("2026-11-20T10:00:00Z");
        for (int i = 0; i < 3; i++) {
            happens(
                    EventType.AUTHORS_NAMED,
                    new AuthorsNamed(article, editor, at.plusSeconds(i), List.of(second, editor)));
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(recipients()).isNotEmpty());
        assertThat(handedOver()).allSatisfy(mail -> {
            assertThat(mail.get("recipient").asString()).isEqualTo(address);
            assertThat(mail.get("step").asString()).isEqualTo("named");
            assertThat(mail.get("actorName").asString()).isEqualTo("Mira");
        });
        assertThat(handedOver().stream().map(mail -> mail.get("id").asString()).distinct())
                .hasSize(1);
    }

    @Test
    void ofManyNotesOneIsTold() {
        articleIsCalled("Noted");
        String address = "author@" + UUID.randomUUID() + ".example";
        UUID author = account("contributor", address);
        UUID editor = account("editor", null);
        // Within one of the times in which one mail is sent.
        Instant at = Instant.parse("2026-11-20T10:00:00Z");
        for (int i = 0; i < 5; i++) {
            happens(
                    EventType.DRAFT_NOTED,
                    new DraftNoted(article, UUID.randomUUID(), author, editor, at.plusSeconds(i), List.of(author)));
        }
        assertThat(ReviewMail.noted(article, editor, at).idFor(author))
                .isEqualTo(
                        ReviewMail.noted(article, editor, at.plusSeconds(599)).idFor(author))
                .isNotEqualTo(
                        ReviewMail.noted(article, editor, at.plusSeconds(600)).idFor(author));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(recipients()).isNotEmpty());
        assertThat(handedOver().stream().map(mail -> mail.get("id").asString()).distinct())
                .hasSize(1);
    }

    @Test
    void whatIsNotTakenIsHandedOverAgainAndWhatIsGoneIsNot() {
        articleIsCalled("Away");
        UUID author = account("contributor", "author@" + UUID.randomUUID() + ".example");
        SUBSCRIPTION.answers(Reply.json(503, "{}"));
        happens(EventType.DRAFT_RETURNED, state("returned", author, UUID.randomUUID(), author));
        await().atMost(PATIENCE).until(() -> !handedOver().isEmpty());
        assertThat(waiting()).isEqualTo(1);
        ARTICLE.answers(Reply.json(404, "{}"));
        database.sql("UPDATE staff_mail SET due_at = now() WHERE article_id = :article")
                .bind("article", article)
                .then()
                .block(PATIENCE);
        await().atMost(PATIENCE).until(() -> waiting() == 0);
    }

    private long waiting() {
        return Objects.requireNonNull(database.sql("SELECT count(*) FROM staff_mail WHERE article_id = :article")
                .bind("article", article)
                .mapValue(Long.class)
                .one()
                .block(PATIENCE));
    }
}
