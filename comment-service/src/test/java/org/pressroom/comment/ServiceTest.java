package org.pressroom.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.events.EventType;
import org.pressroom.common.ids.Ids;
import org.pressroom.testkit.PoisonedRows;
import org.pressroom.testkit.Tokens;
import org.pressroom.testkit.WholeAnswers;
import org.pressroom.testkit.WithServers;
import org.pressroom.testkit.WithTokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a port, with a real PostgreSQL and a real Kafka. All tests share one context. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@WithServers
@WithTokens
public abstract class ServiceTest {

    protected static final Duration PATIENCE = Duration.ofSeconds(20);
    protected static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    protected KafkaTemplate<String, byte[]> kafka;

    @Autowired
    protected DatabaseClient database;

    @LocalServerPort
    protected int port;

    protected WebTestClient stranger;
    protected WebTestClient moderator;

    @BeforeEach
    void clients() {
        stranger = client(Tokens.anonymous());
        moderator = client(Tokens.account(MODERATOR, "mona", "Mona", "moderator"));
    }

    protected static final UUID MODERATOR = UUID.fromString("01900000-0000-7000-8000-000000000001");

    protected WebTestClient client(String token) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(PATIENCE)
                .filter(new WholeAnswers())
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .build();
    }

    /** What the answer to a new comment says. */
    protected record Posted(UUID id, String status, String editToken, Instant editableUntil) {}

    /** Tells of an article as the article service does, and waits until it is known. */
    protected UUID article(String policy) {
        UUID id = Ids.next();
        tell(state(id, 1, ArticleState.PUBLISHED, policy), EventType.ARTICLE_PUBLISHED);
        await().atMost(PATIENCE).untilAsserted(() -> stranger.get()
                .uri("/api/articles/{id}/comments", id)
                .exchange()
                .expectStatus()
                .isOk());
        return id;
    }

    protected static ArticleState state(UUID id, long version, String status, String policy) {
        return state(id, version, status, policy, ArticleState.PUBLIC);
    }

    protected static ArticleState state(UUID id, long version, String status, String policy, String visibility) {
        Instant now = Instant.now();
        return new ArticleState(
                id,
                version,
                1,
                status,
                "article-" + id,
                "Article " + version,
                null,
                new ArticleState.Author(UUID.randomUUID(), "ada", "Ada"),
                null,
                List.of(),
                policy,
                null,
                now,
                now,
                now,
                true,
                ArticleState.ARTICLE,
                null,
                visibility,
                null,
                null,
                null);
    }

    protected void awaitThreadStatus(UUID article, int status) {
        await().atMost(PATIENCE).untilAsserted(() -> stranger.get()
                .uri("/api/articles/{id}/comments", article)
                .exchange()
                .expectStatus()
                .isEqualTo(status));
    }

    protected void tell(ArticleState state, EventType type) {
        send(Ids.next(), type, state.articleId(), state.articleId(), state);
    }

    protected void send(UUID eventId, EventType type, UUID key, UUID subject, Record data) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(type.topic().topicName(), key.toString(), CloudEventsCodec.encode(data));
        CloudEventsCodec.writeHeaders(
                record.headers(), eventId, type.typeName(), "test", Instant.now(), subject.toString());
        kafka.send(record).join();
    }

    protected static Map<String, Object> comment(String body) {
        return Map.of(
                "author", Map.of("name", "Rita Reader", "email", "rita+" + Ids.next() + "@example.org"), "body", body);
    }

    protected static Map<String, Object> reply(String body, UUID parentId) {
        return Map.of(
                "author",
                Map.of("name", "Rita Reader", "email", "rita+" + Ids.next() + "@example.org"),
                "body",
                body,
                "parentId",
                parentId);
    }

    protected Posted post(UUID articleId, Map<String, ?> comment) {
        return post(stranger, articleId, comment);
    }

    protected Posted post(WebTestClient client, UUID articleId, Map<String, ?> comment) {
        Posted posted = client.post()
                .uri("/api/articles/{id}/comments", articleId)
                .bodyValue(comment)
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody(Posted.class)
                .returnResult()
                .getResponseBody();
        assertThat(posted).isNotNull();
        return posted;
    }

    /** Posts and waits until it is judged. */
    protected Posted posted(UUID articleId, Map<String, ?> comment, String status) {
        Posted posted = post(articleId, comment);
        awaitStatus(posted, status);
        return posted;
    }

    protected void awaitStatus(Posted posted, String status) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(own(posted).path("status").asString()).isEqualTo(status));
    }

    /** The comment as its author sees it. */
    protected JsonNode own(Posted posted) {
        return json(stranger.get().uri("/api/comments/{id}", posted.id()).header("X-Edit-Token", posted.editToken()));
    }

    /** The thread, 100 comments of it, as readers see it. */
    protected List<JsonNode> thread(UUID articleId) {
        return List.copyOf(json(stranger.get().uri("/api/articles/{id}/comments?limit=100", articleId))
                .path("items")
                .values());
    }

    protected static JsonNode json(WebTestClient.RequestHeadersSpec<?> request) {
        AtomicReference<JsonNode> read = new AtomicReference<>();
        Consumer<EntityExchangeResult<byte[]>> reader =
                result -> read.set(JSON.readTree(result.getResponseBodyContent()));
        request.exchange().expectStatus().isOk().expectBody().consumeWith(reader);
        return Objects.requireNonNull(read.get());
    }

    protected JsonNode decide(String decision, UUID... ids) {
        return json(moderator
                .post()
                .uri("/api/moderation/decisions")
                .bodyValue(Map.of("commentIds", List.of(ids), "decision", decision)));
    }

    /** Gives a comment a new text, as its author does. */
    protected JsonNode edit(Posted posted, String body) {
        return json(stranger.patch()
                .uri("/api/comments/{id}", posted.id())
                .header("X-Edit-Token", posted.editToken())
                .bodyValue(Map.of("body", body)));
    }

    /** Does something while the database refuses a change of some rows. */
    protected void whilePoisoned(PoisonedRows rows, Runnable what) {
        rows.poison().forEach(sql -> database.sql(sql).then().block(PATIENCE));
        try {
            what.run();
        } finally {
            rows.cure().forEach(sql -> database.sql(sql).then().block(PATIENCE));
        }
    }
}
