package org.pressroom.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pressroom.article.Api.Answer;
import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.events.AccountState;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ThreadCounted;
import org.pressroom.testkit.GoldenEvents;
import org.pressroom.testkit.Tokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is told and heard has the form of the golden events that all programs share. */
@ArticleServiceTest
class ContractsTest {

    private final Api api;
    private final Events events;
    private final DatabaseClient database;
    private final List<EventConsumer> consumers;

    @Autowired
    ContractsTest(Api api, Events events, DatabaseClient database, List<EventConsumer> consumers) {
        this.api = api;
        this.events = events;
        this.database = database;
        this.consumers = consumers;
    }

    @Test
    void eachConsumerActsOnTheGoldenEventsOfItsTypes() {
        assertThat(consumers)
                .flatExtracting(EventConsumer::types)
                .containsExactlyInAnyOrder(
                        EventType.ACCOUNT_CHANGED, EventType.THREAD_COUNTED, EventType.ARTICLES_VIEWED);
        for (EventConsumer consumer : consumers) {
            consumer.types().forEach(type -> consumer.replay(GoldenEvents.received(type.typeName()))
                    .block(Duration.ofSeconds(20)));
        }
    }

    private static <T extends Record> T golden(EventType type, Class<T> dataClass) {
        return CloudEventsCodec.decode(GoldenEvents.received(type.typeName())).data(dataClass);
    }

    @Test
    void whatIsToldLooksLikeTheGoldenEvents() throws IOException {
        Staff author = Staff.author();
        String tea = term("tags", null);
        Object[] everything = everything(term("categories", term("categories", "")), tea);
        UUID id = api.published(author, "Golden", everything).id();
        api.put("/api/drafts/" + id, author, Api.content("Golden, again", everything), "If-Match", "*");
        api.publish(author, id);
        api.delete("/api/articles/" + id + "/publication", author, "If-Match", "*");
        api.delete("/api/drafts/" + id, author, "If-Match", "*");
        for (Events.Told told : events.of(EventTopic.ARTICLE_EVENTS, id, 5).subList(0, 4)) {
            assertLooksGolden(told, EventType.ARTICLE_PUBLISHED);
        }
        UUID tag = Objects.requireNonNull(database.sql("SELECT term_id FROM tag_former_slug WHERE slug = :slug")
                .bind("slug", "former-" + tea)
                .mapValue(UUID.class)
                .one()
                .block());
        assertLooksGolden(events.of(EventTopic.TAXONOMY_EVENTS, tag, 2).get(1), EventType.TERM_CHANGED);
        api.delete("/api/tags/" + tea, Staff.editor());
        assertLooksGolden(events.of(EventTopic.TAXONOMY_EVENTS, tag, 3).get(2), EventType.TERM_REMOVED);
        UUID redirect = api.post(
                        "/api/redirects", Staff.editor(), Map.of("from", "/golden-" + UUID.randomUUID(), "to", "/x"))
                .id();
        api.delete("/api/redirects/" + redirect, Staff.editor());
        List<Events.Told> redirects = events.of(EventTopic.REDIRECT_EVENTS, redirect, 2);
        assertLooksGolden(redirects.get(0), EventType.REDIRECT_ADDED);
        assertLooksGolden(redirects.get(1), EventType.REDIRECT_REMOVED);
        Answer counted = api.published(author, "Counted");
        events.tell(EventType.THREAD_COUNTED, counted.id(), new ThreadCounted(counted.id(), 1, 1));
        assertLooksGolden(events.of(EventTopic.ARTICLE_FIGURES, counted.id(), 1).get(0), EventType.ARTICLE_COUNTED);
        UUID reviewed = reviewed(author);
        List<Events.Told> reviews = events.of(EventTopic.REVIEW_EVENTS, reviewed, 3);
        assertLooksGolden(reviews.get(1), EventType.DRAFT_NOTED);
        assertLooksGolden(reviews.get(2), EventType.DRAFT_RETURNED);
        UUID late = late(author);
        assertLooksGolden(events.of(EventTopic.REVIEW_EVENTS, late, 1).get(0), EventType.SCHEDULE_REFUSED);
        UUID joint = api.draft(author, "Joint", "authors", List.of(author.slug(), known().slug()))
                .id();
        assertLooksGolden(events.of(EventTopic.REVIEW_EVENTS, joint, 1).get(0), EventType.AUTHORS_NAMED);
    }

    private Staff known() {
        Staff second = Staff.author();
        api.draft(second, "Known from here on");
        return second;
    }

    /** What was to be published has no text when it is due. */
    private UUID late(Staff author) {
        UUID id = api.draft(author, "Late").id();
        String at = Instant.now().plusMillis(1500).toString();
        api.post("/api/articles/" + id + "/publication", author, Map.of("at", at), "If-Match", "*");
        api.put("/api/drafts/" + id, author, Api.content("Late", "body", ""), "If-Match", "*");
        return id;
    }

    private UUID reviewed(Staff author) {
        Staff editor = Staff.editor();
        UUID id = api.draft(author, "Reviewed").id();
        String path = "/api/drafts/" + id;
        api.post(path + "/submission", author, null, "If-Match", "*");
        api.post(path + "/notes", editor, Map.of("text", "A note"));
        api.post(path + "/submission/return", editor, Map.of("message", "Go on"), "If-Match", "*");
        return id;
    }

    @Test
    void goldenEventsAreUnderstood() {
        AccountState account = golden(EventType.ACCOUNT_CHANGED, AccountState.class);
        Staff author = new Staff(
                account.accountId(),
                "before",
                "Before",
                Tokens.account(account.accountId(), "before", "Before", "author"));
        Answer article = api.published(author, "By a golden author");
        events.tell(EventType.ACCOUNT_CHANGED, account.accountId(), account);
        ThreadCounted golden = golden(EventType.THREAD_COUNTED, ThreadCounted.class);
        ThreadCounted thread = new ThreadCounted(article.id(), golden.version(), golden.approvedCount());
        events.tell(EventType.THREAD_COUNTED, article.id(), thread);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode read = api.get("/api/articles/" + article.text("slug")).json();
            assertThat(read.get("author").get("name").asString()).isEqualTo(account.name());
            assertThat(read.get("commentCount").asLong()).isEqualTo(golden.approvedCount());
        });
    }

    private static Object[] everything(String category, String tag) {
        return new Object[] {
            "summary",
            "In short.",
            "category",
            category,
            "tags",
            List.of(tag),
            "cover",
            Map.of("url", "/api/media/1/kettle.jpg", "alt", "A kettle.")
        };
    }

    /**
     * The name, and the address, of a new term that had another address before.
     *
     * @param parent the address of the category that it lies beneath; empty for the top, null for a tag
     */
    private String term(String kind, @Nullable String parent) {
        String name = "term-" + UUID.randomUUID();
        Staff editor = Staff.editor();
        Map<String, Object> term = new HashMap<>(Map.of("name", name, "slug", "former-" + name));
        if (parent != null) {
            term.put("parent", parent);
        }
        assertThat(api.post("/api/" + kind, editor, term).status()).isEqualTo(201);
        String path = "/api/" + kind + "/former-" + name;
        assertThat(api.call("PATCH", path, editor.token(), Map.of("slug", name)).status())
                .isEqualTo(200);
        return name;
    }

    /** All events of an article have one form; the golden one that is named has nothing left out. */
    private static void assertLooksGolden(Events.Told told, EventType whole) throws IOException {
        try (InputStream file =
                ContractsTest.class.getResourceAsStream("/golden-events/" + whole.typeName() + ".json")) {
            JsonNode golden = JsonMapper.shared().readTree(Objects.requireNonNull(file));
            assertThat(told.headers())
                    .containsKeys(golden.get("headers").propertyNames().toArray(String[]::new));
            assertThat(told.headers())
                    .containsEntry(
                            "ce_source", golden.get("headers").get("ce_source").asString())
                    .containsEntry(
                            "ce_specversion",
                            golden.get("headers").get("ce_specversion").asString());
            assertThat(shape(told.data())).isEqualTo(shape(golden.get("value")));
        }
    }

    /** The paths of all values, with the type of each. */
    private static Set<String> shape(JsonNode node) {
        Set<String> shape = new TreeSet<>();
        collect("", node, shape);
        return shape;
    }

    private static void collect(String path, JsonNode node, Set<String> shape) {
        if (node.isObject()) {
            node.propertyStream()
                    .forEach(property -> collect(path + "/" + property.getKey(), property.getValue(), shape));
        } else if (node.isArray()) {
            node.values().forEach(value -> collect(path + "[]", value, shape));
        } else {
            shape.add(path + " " + node.getNodeType());
        }
    }
}
