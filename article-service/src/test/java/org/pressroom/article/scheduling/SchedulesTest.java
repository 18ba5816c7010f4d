package org.pressroom.article.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Events;
import org.pressroom.article.Staff;
import org.pressroom.article.publishing.DraftRenderer;
import org.pressroom.article.publishing.ScheduleRepository;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.common.events.EventTopic;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

@ArticleServiceTest
class SchedulesTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Api api;
    private final Events events;
    private final CarryOutOrders orders;
    private final ScheduleRepository schedules;
    private final DraftRepository drafts;
    private final DraftRenderer renderer;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Staff author = Staff.author();

    @Autowired
    SchedulesTest(
            Api api,
            Events events,
            CarryOutOrders orders,
            ScheduleRepository schedules,
            DraftRepository drafts,
            DraftRenderer renderer,
            MeterRegistry meters,
            Clock clock) {
        this.api = api;
        this.events = events;
        this.orders = orders;
        this.schedules = schedules;
        this.drafts = drafts;
        this.renderer = renderer;
        this.meters = meters;
        this.clock = clock;
    }

    private Instant in(Duration time) {
        return clock.instant().plus(time).truncatedTo(ChronoUnit.MILLIS);
    }

    private Answer order(UUID id, Map<String, Object> when) {
        return api.post("/api/articles/" + id + "/publication", author, when, "If-Match", "*");
    }

    private Answer draft(UUID id) {
        return api.get("/api/drafts/" + id, author);
    }

    private List<String> told(UUID id, int atLeast) {
        return events.of(EventTopic.ARTICLE_EVENTS, id, atLeast).stream()
                .map(Events.Told::type)
                .toList();
    }

    @Test
    void whatIsScheduledGoesPublicAtItsTimeAsItIsThen() {
        Answer started = api.draft(author, "At its time");
        UUID id = started.id();
        Instant at = in(Duration.ofSeconds(2));

        Answer ordered = api.post(
                "/api/articles/" + id + "/publication",
                author,
                Map.of("at", at.toString()),
                "If-Match",
                started.etag());

        assertThat(ordered.status()).isEqualTo(200);
        assertThat(ordered.text("status")).isEqualTo("draft");
        assertThat(ordered.json().get("publishedAt").isNull()).isTrue();
        assertThat(ordered.json().get("schedule").get("at").asString()).isEqualTo(at.toString());
        assertThat(ordered.etag())
                .isNotEqualTo(started.etag())
                .isEqualTo(draft(id).etag());
        assertThat(draft(id).json().get("schedule").get("at").asString()).isEqualTo(at.toString());
        api.put("/api/drafts/" + id, author, Api.content("Corrected meanwhile"), "If-Match", ordered.etag());

        Events.Told told = events.of(EventTopic.ARTICLE_EVENTS, id, 1).get(0);
        assertThat(clock.instant()).isAfter(at);
        assertThat(told.type()).isEqualTo("article.published.v1");
        assertThat(told.data().get("title").asString()).isEqualTo("Corrected meanwhile");
        assertThat(Instant.parse(told.data().get("publishedAt").asString())).isEqualTo(at);
        assertThat(told.data().get("notify").asBoolean()).isTrue();
        Answer after = draft(id);
        assertThat(after.text("status")).isEqualTo("published");
        assertThat(after.json().get("schedule").isNull()).isTrue();
        assertThat(after.json().get("changed").asBoolean()).isFalse();
    }

    /** As it is by then, one minute before; what cannot be prepared keeps nothing else from it. */
    @Test
    void whatIsDueSoonIsRenderedBefore() {
        UUID emptied = api.draft(author, "Emptied").id();
        UUID complex = api.draft(author, "Made too complex").id();
        UUID soon = api.draft(author, "Soon").id();
        UUID later = api.draft(author, "Later").id();
        for (UUID id : List.of(emptied, complex, soon)) {
            order(id, Map.of("at", in(Duration.ofSeconds(40)).toString()));
        }
        order(later, Map.of("at", in(Duration.ofHours(1)).toString()));
        write(emptied, "");
        write(complex, "![".repeat(20_000) + "a" + "](u)".repeat(20_000));
        write(soon, "Changed *soon* " + soon);
        write(later, "Changed *later* " + later);

        new PrepareOrders(schedules, drafts, renderer, clock).run().block(LIMIT);

        assertThat(keptWhenLookedAt(soon)).isTrue();
        assertThat(keptWhenLookedAt(later)).isFalse();
        assertThat(keptWhenLookedAt(later)).isTrue();
        for (UUID id : List.of(emptied, complex, soon, later)) {
            assertThat(api.delete("/api/drafts/" + id, author, "If-Match", "*").status())
                    .isEqualTo(204);
        }
    }

    private void write(UUID id, String body) {
        assertThat(api.put("/api/drafts/" + id, author, Api.content("Changed", "body", body), "If-Match", "*")
                        .status())
                .isEqualTo(200);
    }

    private boolean keptWhenLookedAt(UUID id) {
        double before = rendered();
        assertThat(api.get("/api/drafts/" + id + "/preview", author).status()).isEqualTo(200);
        return rendered() == before;
    }

    private double rendered() {
        return meters.get("cache.gets")
                .tag("cache", "rendered-bodies")
                .tag("result", "miss")
                .functionCounter()
                .count();
    }

    @Test
    void whatIsShownUntilATimeIsTakenFromReadersThen() {
        UUID id = api.draft(author, "For a while").id();
        order(
                id,
                Map.of(
                        "at",
                        in(Duration.ofMillis(300)).toString(),
                        "until",
                        in(Duration.ofSeconds(2)).toString()));

        assertThat(told(id, 1)).containsExactly("article.published.v1");
        assertThat(draft(id).json().get("schedule").get("until").isNull()).isFalse();
        assertThat(told(id, 2)).containsExactly("article.published.v1", "article.unpublished.v1");
        assertThat(draft(id).text("status")).isEqualTo("unpublished");
        assertThat(draft(id).json().get("schedule").isNull()).isTrue();
    }

    @Test
    void theEndOfAnArticleThatIsPublicIsNoNewsToReadersAndStaysWhenItIsRevised() {
        Answer published = api.published(author, "Ends one day");
        UUID id = published.id();
        Instant until = in(Duration.ofDays(30));

        Answer ordered = order(id, Map.of("until", until.toString()));

        assertThat(ordered.json().get("schedule").get("until").asString()).isEqualTo(until.toString());
        assertThat(ordered.text("updatedAt")).isEqualTo(published.text("updatedAt"));
        assertThat(draft(id).json().get("changed").asBoolean()).isFalse();
        api.put("/api/drafts/" + id, author, Api.content("Ends one day, revised"), "If-Match", ordered.etag());
        assertThat(api.publish(author, id).json().get("schedule").get("until").asString())
                .isEqualTo(until.toString());
        assertThat(told(id, 2)).containsExactly("article.published.v1", "article.revised.v1");

        api.delete("/api/articles/" + id + "/publication", author, "If-Match", "*");
        assertThat(draft(id).json().get("schedule").isNull()).isTrue();
    }

    /** An update to come keeps the article's place, as one made by hand does. */
    @Test
    void changesToWhatIsPublicCanBeScheduledToo() {
        Answer published = api.published(author, "As it is now");
        UUID id = published.id();
        api.put("/api/drafts/" + id, author, Api.content("As it will be"), "If-Match", "*");
        Answer ordered = order(id, Map.of("at", in(Duration.ofMillis(300)).toString()));
        assertThat(ordered.text("status")).isEqualTo("published");
        assertThat(ordered.text("title")).isEqualTo("As it is now");

        List<Events.Told> told = events.of(EventTopic.ARTICLE_EVENTS, id, 2);
        assertThat(told.get(1).type()).isEqualTo("article.revised.v1");
        assertThat(told.get(1).data().get("title").asString()).isEqualTo("As it will be");
        assertThat(told.get(1).data().get("publishedAt").asString()).isEqualTo(published.text("publishedAt"));
    }

    @Test
    void whatCannotBePublishedIsNotedAndHoldsUpNothing() {
        UUID empty = api.draft(author, "Nothing to see").id();
        UUID next = api.draft(author, "After it").id();
        Instant at = in(Duration.ofMillis(1500));
        order(empty, Map.of("at", at.toString()));
        order(next, Map.of("at", at.plusMillis(1).toString()));
        Answer emptied =
                api.put("/api/drafts/" + empty, author, Api.content("Nothing to see", "body", ""), "If-Match", "*");

        assertThat(told(next, 1)).containsExactly("article.published.v1");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(
                        draft(empty).json().get("schedule").get("problem").asString(""))
                .contains("must show something when it is published"));
        assertThat(draft(empty).text("status")).isEqualTo("draft");
        assertThat(draft(empty).etag()).isNotEqualTo(emptied.etag());
        Events.Told refused = events.of(EventTopic.REVIEW_EVENTS, empty, 1).get(0);
        assertThat(refused.type()).isEqualTo("schedule.refused.v1");
        assertThat(refused.data().get("publishes").asBoolean()).isTrue();
        assertThat(refused.data().get("concernedIds").valueStream().map(JsonNode::asString))
                .containsExactly(author.id().toString());

        api.put("/api/drafts/" + empty, author, Api.content("Something to see"), "If-Match", "*");
        Answer again = order(empty, Map.of("at", in(Duration.ofMillis(200)).toString()));
        assertThat(again.json().get("schedule").get("problem").isNull()).isTrue();
        assertThat(told(empty, 1)).containsExactly("article.published.v1");
    }

    @Test
    void anEndComesThoughTheUpdateBeforeItCouldNotBeMade() {
        UUID id = api.published(author, "Ends all the same").id();
        order(
                id,
                Map.of(
                        "at",
                        in(Duration.ofSeconds(1)).toString(),
                        "until",
                        in(Duration.ofSeconds(3)).toString()));
        api.put("/api/drafts/" + id, author, Api.content("Ends all the same", "body", ""), "If-Match", "*");

        assertThat(told(id, 2)).containsExactly("article.published.v1", "article.unpublished.v1");
        assertThat(draft(id).text("status")).isEqualTo("unpublished");
        assertThat(draft(id).json().get("schedule").isNull()).isTrue();
    }

    @Test
    void whatNobodySawHasNoEnd() {
        UUID id = api.draft(author, "Never seen").id();
        order(
                id,
                Map.of(
                        "at",
                        in(Duration.ofSeconds(1)).toString(),
                        "until",
                        in(Duration.ofSeconds(2)).toString()));
        api.put("/api/drafts/" + id, author, Api.content("Never seen", "body", ""), "If-Match", "*");

        await().atMost(LIMIT).untilAsserted(() -> {
            Answer now = draft(id);
            assertThat(now.json().get("schedule").get("problem").asString("")).contains("must show something");
            assertThat(now.json().get("schedule").get("until").isNull()).isTrue();
        });
        assertThat(draft(id).text("status")).isEqualTo("draft");
    }

    @Test
    void whatCouldNotBePublishedNowIsNotScheduled() {
        UUID id = api.draft(author, "Nothing yet", "body", "").id();
        Answer refused = order(id, Map.of("at", in(Duration.ofDays(1)).toString()));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(draft(id).json().get("schedule").isNull()).isTrue();
    }

    @Test
    void whatIsTakenBackDoesNotHappen() {
        UUID id = api.draft(author, "Taken back").id();
        UUID other = api.draft(author, "Not taken back").id();
        Instant at = in(Duration.ofMillis(1500));
        Answer ordered = order(id, Map.of("at", at.toString()));
        order(other, Map.of("at", at.plusMillis(1).toString()));

        String schedule = "/api/articles/" + id + "/schedule";
        assertThat(api.delete(schedule, author, "If-Match", "\"0\"").status()).isEqualTo(412);
        Answer cancelled = api.delete(schedule, author, "If-Match", ordered.etag());
        assertThat(cancelled.status()).isEqualTo(204);
        assertThat(cancelled.etag()).isEqualTo(draft(id).etag());
        assertThat(api.delete(schedule, author, "If-Match", "*").status()).isEqualTo(409);

        assertThat(told(other, 1)).containsExactly("article.published.v1");
        assertThat(draft(id).text("status")).isEqualTo("draft");
    }

    @ParameterizedTest
    @CsvSource({
        "+4000, , at, must be within ten years",
        "-50000, , at, must not be before 1900",
        "+2, +2, until, must be after readers get to see it",
        "+2, +1, until, must be after readers get to see it",
        ", -1, until, must be after readers get to see it",
        ", +4000, until, must be within ten years",
    })
    void timesThatCannotBeMeantAreRefused(@Nullable String at, @Nullable String until, String field, String message) {
        Answer started = api.draft(author, "When?");
        Map<String, Object> when = new HashMap<>();
        Instant now = clock.instant();
        if (at != null) {
            when.put("at", now.plus(Duration.ofDays(Long.parseLong(at))).toString());
        }
        if (until != null) {
            when.put("until", now.plus(Duration.ofDays(Long.parseLong(until))).toString());
        }

        Answer refused = order(started.id(), when);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("errors").get(0).get("field").asString()).isEqualTo(field);
        assertThat(refused.json().get("errors").get(0).get("message").asString())
                .isEqualTo(message);
        assertThat(draft(started.id()).etag()).isEqualTo(started.etag());
    }

    @Test
    void othersCannotOrderAnythingOfOnesArticles() {
        UUID id = api.draft(author, "Mine").id();
        order(id, Map.of("at", in(Duration.ofDays(1)).toString()));
        Staff other = Staff.author();
        assertThat(api.post(
                                "/api/articles/" + id + "/publication",
                                other,
                                Map.of("at", in(Duration.ofDays(2)).toString()),
                                "If-Match",
                                "*")
                        .status())
                .isEqualTo(403);
        assertThat(api.delete("/api/articles/" + id + "/schedule", other, "If-Match", "*")
                        .status())
                .isEqualTo(403);
    }

    /** As two processes do whose clocks tick together. */
    @Test
    void howeverManyCarryOutOrdersEachIsCarriedOutOnce() {
        Instant at = in(Duration.ofSeconds(3));
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            UUID id = api.draft(author, "One of many").id();
            order(id, Map.of("at", at.toString()));
            ids.add(id);
        }
        await().atMost(LIMIT).until(() -> clock.instant().isAfter(at));

        Flux.merge(IntStream.range(0, 4)
                        .mapToObj(i -> orders.step().repeat().takeWhile(more -> more))
                        .toList())
                .blockLast(LIMIT);

        for (UUID id : ids) {
            await().atMost(LIMIT).until(() -> draft(id).text("status").equals("published"));
            assertThat(draft(id).json().get("schedule").isNull()).isTrue();
            api.delete("/api/articles/" + id + "/publication", author, "If-Match", "*");
        }
        ids.forEach(id -> assertThat(told(id, 2)).containsExactly("article.published.v1", "article.unpublished.v1"));
    }

    /** They go in one transaction, but for those that are at fault. */
    @Test
    void whatIsDueTogetherIsDoneAndCountedThoughSomeOfItCannotBe() {
        Staff second = Staff.author();
        String mark = UUID.randomUUID().toString();
        List<UUID> lasting = new ArrayList<>();
        List<UUID> ending = new ArrayList<>();
        List<UUID> empty = new ArrayList<>();
        Instant at = in(Duration.ofSeconds(4));
        Instant until = at.plusSeconds(3);
        for (int i = 0; i < 24; i++) {
            Staff writer = i % 2 == 0 ? author : second;
            // Each has a tag of its own too, and all of these are new.
            UUID id = api.draft(
                            writer,
                            "Due together " + i,
                            "category",
                            "Category " + mark,
                            "tags",
                            List.of("Tag " + mark, "Tag " + i + " " + mark))
                    .id();
            Map<String, Object> when =
                    i % 3 == 0 ? Map.of("at", at.toString(), "until", until.toString()) : Map.of("at", at.toString());
            assertThat(api.post("/api/articles/" + id + "/publication", writer, when, "If-Match", "*")
                            .status())
                    .isEqualTo(200);
            if (i % 8 == 5) {
                api.put("/api/drafts/" + id, writer, Api.content("Nothing to see", "body", ""), "If-Match", "*");
                empty.add(id);
            } else {
                (i % 3 == 0 ? ending : lasting).add(id);
            }
        }

        lasting.forEach(id -> assertThat(told(id, 1)).containsExactly("article.published.v1"));
        ending.forEach(id -> assertThat(told(id, 2)).containsExactly("article.published.v1", "article.unpublished.v1"));
        empty.forEach(id -> await().atMost(LIMIT).until(() -> api.get("/api/drafts/" + id, Staff.editor())
                .json()
                .get("schedule")
                .get("problem")
                .asString("")
                .contains("must show something")));
        assertThat(count("categories", "category-" + mark)).isEqualTo(lasting.size());
        assertThat(count("tags", "tag-" + mark)).isEqualTo(lasting.size());
        assertThat(api.get("/api/articles?tag=tag-" + mark + "&limit=100")
                        .json()
                        .get("items"))
                .hasSize(lasting.size());
        assertThat(Stream.of(author, second)
                        .mapToLong(writer -> api.get("/api/authors/" + writer.slug())
                                .json()
                                .get("articleCount")
                                .asLong())
                        .sum())
                .isEqualTo(lasting.size());
    }

    private long count(String kind, String slug) {
        String after = "";
        do {
            JsonNode page = api.get("/api/" + kind + "?limit=100" + after).json();
            for (JsonNode term : page.get("items")) {
                if (term.get("slug").asString().equals(slug)) {
                    return term.get("articleCount").asLong();
                }
            }
            after = "&after=" + page.get("next").asString("");
        } while (!after.equals("&after="));
        return 0;
    }
}
