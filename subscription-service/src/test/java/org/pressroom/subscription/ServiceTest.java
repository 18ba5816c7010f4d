package org.pressroom.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.pressroom.common.contract.HeaderNames;
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
import org.springframework.http.HttpMethod;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a port, with real servers around it. All tests share one context. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "pressroom.site.url=https://news.example",
            "pressroom.site.name=The Daily Proof",
            "pressroom.mail.from=news@news.example",
            "pressroom.delivery.lease=1s",
            "pressroom.delivery.retry-after=100ms",
            "pressroom.delivery.longest-pause=1s",
            "pressroom.subscribing.quiet=10m",
            "pressroom.subscribing.pace=20ms"
        })
@WithServers
@WithTokens
public abstract class ServiceTest {

    protected static final Duration PATIENCE = Duration.ofSeconds(60);
    protected static final JsonMapper JSON = JsonMapper.builder().build();

    private static final GreenMail MAILBOX = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    protected static final FaultyRelay RELAY;

    static {
        MAILBOX.start();
        RELAY = new FaultyRelay(MAILBOX.getSmtp().getPort());
    }

    @DynamicPropertySource
    static void relay(DynamicPropertyRegistry properties) {
        properties.add("pressroom.mail.host", () -> "127.0.0.1");
        properties.add("pressroom.mail.port", RELAY::port);
    }

    @Autowired
    protected KafkaTemplate<String, byte[]> kafka;

    @Autowired
    protected DatabaseClient database;

    @LocalServerPort
    protected int port;

    protected WebTestClient stranger;
    protected WebTestClient admin;

    @BeforeAll
    static void lookOften() {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
        Awaitility.setDefaultPollDelay(Duration.ZERO);
    }

    @BeforeEach
    void clients() {
        stranger = client(Tokens.anonymous());
        admin = client(Tokens.staff("admin"));
    }

    protected WebTestClient client(String token) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(PATIENCE)
                .filter(new WholeAnswers())
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .build();
    }

    /** An address of this test's own, at a domain of its own. */
    protected static String address(String name) {
        return name + "@" + domain();
    }

    protected static String domain() {
        return "r" + Ids.next().toString().substring(24) + ".example";
    }

    /** Strangers at another address. */
    protected WebTestClient strangerAt(String clientAddress) {
        return stranger.mutate()
                .defaultHeader(HeaderNames.CLIENT_ADDRESS, clientAddress)
                .build();
    }

    protected static String slug() {
        return "s" + Ids.next().toString().substring(24);
    }

    /** One subject as requests name it. */
    protected static Map<String, String> subject(String kind, String key) {
        return Map.of("kind", kind, "key", key);
    }

    protected void subscribe(String email, Map<?, ?>... topics) {
        subscribe(stranger, email, topics);
    }

    protected static void subscribe(WebTestClient client, String email, Map<?, ?>... topics) {
        client.post()
                .uri("/api/subscriptions")
                .bodyValue(Map.of("email", email, "topics", List.of(topics), "frequency", "instant"))
                .exchange()
                .expectStatus()
                .isAccepted()
                .expectBody()
                .json("{\"status\":\"pending\"}");
    }

    /** Subscribes and confirms by the link in the mail; the token that manages the subscription. */
    protected String subscribed(String email, Map<?, ?>... topics) {
        subscribe(email, topics);
        return confirm(token(mail(email, "Confirm"), "confirm"));
    }

    protected String confirm(String token) {
        return json(stranger.post().uri("/api/subscriptions/confirmation").bodyValue(Map.of("token", token)))
                .path("manageToken")
                .asString();
    }

    /** Waits for the mail to an address whose subject begins so. */
    protected static Mail mail(String address, String subject) {
        AtomicReference<Mail> found = new AtomicReference<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<Mail> mails = mails(address).stream()
                    .filter(mail -> mail.subject().startsWith(subject))
                    .toList();
            assertThat(mails).isNotEmpty();
            found.set(mails.get(mails.size() - 1));
        });
        return Objects.requireNonNull(found.get());
    }

    /** What has come for an address so far. */
    protected static List<Mail> mails(String address) {
        return mails(address::equals);
    }

    protected static List<Mail> mails(Predicate<String> address) {
        return Arrays.stream(MAILBOX.getReceivedMessages())
                .filter(message -> address.test(recipient(message)))
                .map(Mail::of)
                .toList();
    }

    /** Waits until everything that was asked for so far is looked at. */
    protected void lookedAt() {
        await().atMost(PATIENCE).until(() -> none("SELECT count(*) AS n FROM sign_up"));
    }

    /** Waits until everything that was asked for so far is handled, and what that caused is sent. */
    protected void handled() {
        lookedAt();
        await().atMost(PATIENCE)
                .until(() -> none("SELECT count(*) AS n FROM delivery_queue q JOIN delivery d ON d.id = q.id"
                        + " WHERE d.kind <> 'article' AND q.due_at <= now()"));
    }

    private boolean none(String count) {
        return Objects.equals(
                database.sql(count).map(row -> row.get("n", Long.class)).one().block(), 0L);
    }

    private static String recipient(MimeMessage message) {
        try {
            InternetAddress to = (InternetAddress) message.getRecipients(Message.RecipientType.TO)[0];
            return to.getAddress();
        } catch (MessagingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    /** A mail as its reader's program reads it. */
    protected record Mail(MimeMessage message, String subject, String text, String html) {

        static Mail of(MimeMessage message) {
            try {
                Multipart parts = (Multipart) message.getContent();
                return new Mail(message, message.getSubject(), body(parts.getBodyPart(0)), body(parts.getBodyPart(1)));
            } catch (MessagingException malformed) {
                throw new IllegalStateException(malformed);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        String header(String name) {
            try {
                String[] values = message.getHeader(name);
                assertThat(values).as(name).hasSize(1);
                return values[0];
            } catch (MessagingException malformed) {
                throw new IllegalStateException(malformed);
            }
        }

        private static String body(BodyPart part) throws MessagingException, IOException {
            return (String) part.getContent();
        }
    }

    /** The token of the link to a page of the site. */
    protected static String token(Mail mail, String page) {
        Matcher link = Pattern.compile(
                        Pattern.quote("https://news.example/subscriptions/" + page + "?token=") + "([\\w-]+)")
                .matcher(mail.text());
        assertThat(link.find()).as("a link to " + page).isTrue();
        return link.group(1);
    }

    /** An article that was published just now. */
    protected static ArticleState article(String title, String category, String... tags) {
        return article(
                title,
                new ArticleState.Term(category, "Category " + category),
                Arrays.stream(tags)
                        .map(tag -> new ArticleState.Term(tag, "Tag " + tag))
                        .toList());
    }

    /** The same, with terms of which more is known. */
    protected static ArticleState article(String title, ArticleState.Term category, List<ArticleState.Term> tags) {
        UUID id = Ids.next();
        Instant now = Instant.now();
        return new ArticleState(
                id,
                1,
                1,
                ArticleState.PUBLISHED,
                "article-" + id,
                title,
                "What it says.",
                new ArticleState.Author(UUID.randomUUID(), "ada", "Ada Lovelace"),
                category,
                tags,
                "open",
                null,
                now,
                now,
                now,
                true,
                ArticleState.ARTICLE,
                null,
                ArticleState.PUBLIC,
                null,
                null,
                null);
    }

    /** The same, whose text only subscribers read. */
    protected static ArticleState forSubscribers(ArticleState state) {
        return with(
                state,
                state.version(),
                state.publication(),
                state.status(),
                ArticleState.SUBSCRIBERS,
                state.language());
    }

    /** The same, written in a language as of BCP 47. */
    protected static ArticleState in(String language, ArticleState state) {
        return with(state, state.version(), state.publication(), state.status(), state.visibility(), language);
    }

    /** The same by others, the first of whom is its author. */
    protected static ArticleState by(ArticleState state, String... slugs) {
        List<ArticleState.Author> authors = Arrays.stream(slugs)
                .map(slug -> new ArticleState.Author(UUID.randomUUID(), slug, "Writer " + slug))
                .toList();
        return new ArticleState(
                state.articleId(),
                state.version(),
                state.publication(),
                state.status(),
                state.slug(),
                state.title(),
                state.summary(),
                authors.get(0),
                state.category(),
                state.tags(),
                state.commentPolicy(),
                state.cover(),
                state.firstPublishedAt(),
                state.publishedAt(),
                state.updatedAt(),
                state.notifies(),
                state.kind(),
                state.coverAlt(),
                state.visibility(),
                state.language(),
                state.translationOf(),
                authors);
    }

    protected static ArticleState with(ArticleState state, long version, int publication, String status) {
        return with(state, version, publication, status, state.visibility(), state.language());
    }

    private static ArticleState with(
            ArticleState state,
            long version,
            int publication,
            String status,
            String visibility,
            @Nullable String language) {
        return new ArticleState(
                state.articleId(),
                version,
                publication,
                status,
                state.slug(),
                state.title(),
                state.summary(),
                state.author(),
                state.category(),
                state.tags(),
                state.commentPolicy(),
                state.cover(),
                state.firstPublishedAt(),
                state.publishedAt(),
                Instant.now(),
                state.notifies(),
                state.kind(),
                state.coverAlt(),
                visibility,
                language,
                state.translationOf(),
                state.authors());
    }

    protected void publish(ArticleState state) {
        send(Ids.next(), EventType.ARTICLE_PUBLISHED, state);
    }

    protected void send(UUID eventId, EventType type, ArticleState state) {
        send(eventId, type, state.articleId(), state);
    }

    protected void send(UUID eventId, EventType type, UUID key, Record data) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(type.topic().topicName(), key.toString(), CloudEventsCodec.encode(data));
        CloudEventsCodec.writeHeaders(
                record.headers(), eventId, type.typeName(), "test", Instant.now(), key.toString());
        kafka.send(record).join();
    }

    /** Waits until the notification about an article has ended, and gives it as staff see it. */
    protected JsonNode completed(ArticleState state) {
        AtomicReference<JsonNode> found = new AtomicReference<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode notification = notification(state);
            assertThat(notification.path("completedAt").isString()).isTrue();
            found.set(notification);
        });
        return Objects.requireNonNull(found.get());
    }

    protected JsonNode notification(ArticleState state) {
        return json(admin.get().uri("/api/notifications?limit=100")).path("items").values().stream()
                .filter(item -> item.path("articleId")
                        .asString()
                        .equals(state.articleId().toString()))
                .findFirst()
                .orElse(JSON.createObjectNode());
    }

    protected List<JsonNode> deliveries(JsonNode notification) {
        String id = notification.path("id").asString();
        return List.copyOf(json(admin.get().uri("/api/notifications/{id}/deliveries?limit=100", id))
                .path("items")
                .values());
    }

    protected static JsonNode json(WebTestClient.RequestHeadersSpec<?> request) {
        byte[] body = request.exchange()
                .expectStatus()
                .is2xxSuccessful()
                .expectBody()
                .returnResult()
                .getResponseBodyContent();
        return JSON.readTree(Objects.requireNonNull(body));
    }

    /** A request that is refused with this status, and the problem that says why. */
    protected static JsonNode refused(WebTestClient.RequestHeadersSpec<?> request, int status) {
        byte[] body = request.exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentTypeCompatibleWith("application/problem+json")
                .expectBody()
                .returnResult()
                .getResponseBodyContent();
        JsonNode problem = JSON.readTree(Objects.requireNonNull(body));
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.toString()).doesNotContain("Exception", "org.pressroom", "SELECT", "at java");
        return problem;
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

    protected WebTestClient.RequestHeadersSpec<?> raw(
            WebTestClient client, HttpMethod method, String path, String json) {
        return client.method(method)
                .uri(URI.create("http://127.0.0.1:" + port + path))
                .header(HttpHeaders.CONTENT_TYPE, "application/json")
                .bodyValue(json);
    }
}
