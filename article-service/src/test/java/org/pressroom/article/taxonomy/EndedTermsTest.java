package org.pressroom.article.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Events;
import org.pressroom.article.Events.Told;
import org.pressroom.article.Staff;
import org.pressroom.common.events.EventTopic;
import org.pressroom.testkit.OwnThread;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** Categories and tags that are merged into others, and those that are deleted. */
@ArticleServiceTest
class EndedTermsTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final Api api;
    private final Events events;
    private final DatabaseClient database;
    private final Environment environment;
    private final Staff editor = Staff.editor();
    private final Staff author = Staff.author();

    /** In each name, so that no test meets the terms of another. */
    private final String own = UUID.randomUUID().toString().substring(24);

    @Autowired
    EndedTermsTest(Api api, Events events, DatabaseClient database, Environment environment) {
        this.api = api;
        this.events = events;
        this.database = database;
        this.environment = environment;
    }

    private void start(String kind, String name, Object... more) {
        Map<String, Object> term = new HashMap<>(Map.of("name", named(name)));
        for (int i = 0; i < more.length; i += 2) {
            term.put((String) more[i], more[i + 1]);
        }
        assertThat(api.post("/api/" + kind, editor, term).status()).isEqualTo(201);
    }

    private String named(String name) {
        return name + " " + own;
    }

    private String slug(String name) {
        return name + "-" + own;
    }

    /** What makes an article one of a category, or of tags. */
    private Object[] in(String kind, String... names) {
        return kind.equals("tags")
                ? new Object[] {"tags", Stream.of(names).map(this::named).toList()}
                : new Object[] {"category", named(names[0])};
    }

    private Answer merge(String kind, String slug, String into) {
        return api.post("/api/" + kind + "/" + slug + "/merge", editor, Map.of("into", into));
    }

    private Answer delete(String kind, String slug) {
        return api.delete("/api/" + kind + "/" + slug, editor);
    }

    private List<String> listed(String kind, String slug) {
        return api.get("/api/articles?limit=100&" + (kind.equals("tags") ? "tag=" : "category=") + slug)
                .json()
                .get("items")
                .valueStream()
                .map(item -> item.get("title").asString())
                .toList();
    }

    private JsonNode term(String kind, String slug) {
        Answer found = api.get("/api/" + kind + "/" + slug);
        assertThat(found.status()).isEqualTo(200);
        return found.json();
    }

    private UUID id(String kind, String slug) {
        return Objects.requireNonNull(database.sql("SELECT id FROM " + table(kind) + " WHERE slug = :slug")
                .bind("slug", slug)
                .mapValue(UUID.class)
                .one()
                .block(LIMIT));
    }

    private static String table(String kind) {
        return kind.equals("tags") ? "tag" : "category";
    }

    /** Until no row is left of what has ended. */
    private void awaitEnd(String kind, UUID id) {
        await().atMost(LIMIT)
                .until(() -> Boolean.FALSE.equals(
                        database.sql("SELECT EXISTS (SELECT FROM " + table(kind) + " WHERE id = :id)")
                                .bind("id", id)
                                .mapValue(Boolean.class)
                                .one()
                                .block(LIMIT)));
    }

    private List<String> terms(String kind, Answer article) {
        JsonNode json = article.json();
        return kind.equals("tags")
                ? json.get("tags").valueStream().map(EndedTermsTest::name).toList()
                : Stream.of(json.get("category"))
                        .filter(category -> !category.isNull())
                        .map(EndedTermsTest::name)
                        .toList();
    }

    private static String name(JsonNode term) {
        return term.isString() ? term.asString() : term.get("name").asString();
    }

    // ---- merging ----

    @ParameterizedTest
    @ValueSource(strings = {"categories", "tags"})
    void whatIsMergedIsTheOtherFromThenOn(String kind) {
        start(kind, "Target");
        start(kind, "Older", "slug", slug("oldest"));
        api.call("PATCH", "/api/" + kind + "/" + slug("oldest"), editor.token(), Map.of("slug", slug("older")));
        api.published(author, "There", in(kind, "Target"));
        Answer moved = api.published(author, "Moved", in(kind, "Older"));
        UUID draft = api.draft(author, "Draft", in(kind, "OLDER")).id();
        Answer withdrawn = api.published(author, "Withdrawn", in(kind, "Older"));
        api.delete("/api/articles/" + withdrawn.id() + "/publication", author, "If-Match", "*");
        UUID old = id(kind, slug("older"));
        UUID target = id(kind, slug("target"));

        Answer merging = merge(kind, slug("older"), slug("target"));
        assertThat(merging.status()).isEqualTo(202);
        assertThat(merging.header("Location")).isEqualTo("/api/" + kind + "/" + slug("target"));
        // At once: its addresses lead on, and its names mean the other.
        for (String former : List.of("older", "oldest")) {
            Answer led = api.get("/api/" + kind + "/" + slug(former));
            assertThat(led.status()).isEqualTo(301);
            assertThat(led.header("Location")).isEqualTo("/api/" + kind + "/" + slug("target"));
        }
        api.published(author, "Late", in(kind, "older"));
        assertThat(listed(kind, slug("older"))).contains("Late", "There");
        awaitEnd(kind, old);

        for (String address : List.of("older", "oldest", "target")) {
            assertThat(listed(kind, slug(address))).containsExactly("Late", "Moved", "There");
        }
        assertThat(terms(kind, api.get("/api/articles/" + moved.text("slug")))).containsExactly(named("Target"));
        assertThat(term(kind, slug("target")).get("articleCount").asInt()).isEqualTo(3);
        assertThat(terms(kind, api.get("/api/drafts/" + draft, author))).containsExactly(named("Target"));
        Answer shown = api.get("/api/drafts/" + moved.id(), author);
        assertThat(terms(kind, shown)).containsExactly(named("Target"));
        assertThat(shown.json().get("changed").asBoolean()).isFalse();
        // It comes back with what it was merged into.
        api.publish(author, withdrawn.id());
        assertThat(listed(kind, slug("target"))).contains("Withdrawn");

        List<Told> told = events.of(EventTopic.ARTICLE_EVENTS, moved.id(), 2);
        JsonNode newest = told.get(told.size() - 1).data();
        JsonNode toldTerm = kind.equals("tags") ? newest.get("tags").get(0) : newest.get("category");
        assertThat(toldTerm.get("slug").asString()).isEqualTo(slug("target"));
        assertThat(toldTerm.get("formerSlugs").valueStream().map(JsonNode::asString))
                .contains(slug("older"), slug("oldest"));
        assertThat(events.of(EventTopic.TAXONOMY_EVENTS, old, all -> all.stream()
                        .anyMatch(each -> each.data().isNull())))
                .extracting(Told::type)
                .contains("term.removed.v1");
        List<Told> ofTarget = events.of(EventTopic.TAXONOMY_EVENTS, target, 2);
        assertThat(ofTarget.get(1).data().get("formerSlugs").valueStream().map(JsonNode::asString))
                .contains(slug("older"));
    }

    /** Another author's lists have entries of their own. */
    @Test
    void anArticleThatHasBothTagsHasOneAndListsOfEachAuthorFollow() {
        Staff second = Staff.author();
        api.draft(second, "Known from here on");
        List<String> byline = List.of(author.slug(), second.slug());
        Object[] both = in("tags", "One", "Kept", "Other");
        Answer article = api.published(author, "Both", both[0], both[1], "authors", byline, "category", named("Any"));
        Object[] one = in("tags", "Other");
        api.published(author, "One alone", one[0], one[1], "authors", byline, "category", named("Any"));
        UUID other = id("tags", slug("other"));
        merge("tags", slug("other"), slug("one"));
        awaitEnd("tags", other);
        assertThat(terms("tags", api.get("/api/articles/" + article.text("slug"))))
                .containsExactly(named("One"), named("Kept"));
        assertThat(terms("tags", api.get("/api/drafts/" + article.id(), author)))
                .containsExactly(named("One"), named("Kept"));
        assertThat(term("tags", slug("one")).get("articleCount").asInt()).isEqualTo(2);
        UUID any = id("categories", slug("any"));
        start("categories", "Some");
        merge("categories", slug("any"), slug("some"));
        awaitEnd("categories", any);
        for (Staff each : List.of(author, second)) {
            String both2 = "&category=" + slug("some") + "&author=" + each.slug();
            assertThat(listed("tags", slug("one") + both2)).containsExactly("One alone", "Both");
            assertThat(listed("tags", slug("other") + both2)).containsExactly("One alone", "Both");
        }
    }

    @Test
    void whatLiesBeneathAMergedCategoryComesToLieBeneathTheOther() {
        start("categories", "Land");
        start("categories", "Hill", "parent", slug("land"));
        start("categories", "Water");
        start("categories", "Lake", "parent", slug("water"));
        start("categories", "Pond", "parent", slug("lake"));
        start("categories", "River", "parent", slug("water"));
        api.published(author, "A pond", in("categories", "Pond"));
        api.published(author, "Some water", in("categories", "Water"));
        UUID water = id("categories", slug("water"));
        assertThat(merge("categories", slug("water"), slug("land")).status()).isEqualTo(202);
        // Its list has them from the first moment on.
        assertThat(listed("categories", slug("land"))).containsExactly("Some water", "A pond");
        assertThat(term("categories", slug("land")).get("totalCount").asInt()).isEqualTo(2);
        awaitEnd("categories", water);
        assertThat(listed("categories", slug("water"))).containsExactly("Some water", "A pond");
        assertThat(path("pond")).containsExactly(slug("land"), slug("lake"));
        assertThat(Stream.of("hill", "lake", "river")
                        .map(each ->
                                term("categories", slug(each)).get("position").asInt()))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    private List<String> path(String name) {
        return term("categories", slug(name))
                .get("path")
                .valueStream()
                .map(above -> above.get("slug").asString())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"categories", "tags"})
    void whatCannotBeMergedIsRefused(String kind) {
        start(kind, "Mine");
        start(kind, "Other");
        start(kind, "Third");
        assertInvalid(merge(kind, slug("mine"), slug("mine")));
        assertInvalid(merge(kind, slug("mine"), slug("none")));
        assertInvalid(merge(kind, slug("mine"), "No Slug"));
        assertInvalid(api.post("/api/" + kind + "/" + slug("mine") + "/merge", editor, Map.of()));
        assertThat(merge(kind, slug("none"), slug("mine")).status()).isEqualTo(404);
        assertThat(merge(kind, slug("mine"), slug("other")).status()).isEqualTo(202);
        // Twice is once.
        assertThat(merge(kind, slug("mine"), slug("other")).status()).isEqualTo(202);
        // What was merged is nothing to be merged into, or merged otherwise.
        Answer refused = merge(kind, slug("third"), slug("mine"));
        assertInvalid(refused);
        assertThat(refused.json().get("errors").get(0).get("message").asString())
                .contains(slug("other"));
        assertThat(merge(kind, slug("mine"), slug("third")).status()).isEqualTo(404);
        assertThat(api.post("/api/" + kind + "/" + slug("third") + "/merge", author, Map.of("into", slug("other")))
                        .status())
                .isEqualTo(403);
    }

    private static void assertInvalid(Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo("into");
    }

    @Test
    void noCategoryIsMergedIntoOneBeneathItOrMakesOthersLieTooDeep() {
        start("categories", "Level 1");
        for (int level = 2; level <= 8; level++) {
            start("categories", "Level " + level, "parent", slug("level-" + (level - 1)));
        }
        assertInvalid(merge("categories", slug("level-1"), slug("level-3")));
        start("categories", "Top");
        start("categories", "Low", "parent", slug("top"));
        assertInvalid(merge("categories", slug("top"), slug("level-8")));
        assertThat(path("low")).containsExactly(slug("top"));
        // One level less than the one that is merged has is deep enough.
        assertThat(merge("categories", slug("top"), slug("level-7")).status()).isEqualTo(202);
        assertThat(path("low")).hasSize(7).endsWith(slug("level-7"));
        assertThat(merge("categories", slug("level-3"), slug("level-2")).status())
                .isEqualTo(202);
        assertThat(path("low")).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"categories", "tags"})
    void whatIsMergedOnBeforeItHasAllLosesNothing(String kind) throws SQLException {
        for (String name : List.of("A", "B", "C")) {
            start(kind, name);
            api.published(author, "Of " + name, in(kind, name));
        }
        UUID held = api.published(author, "Held", in(kind, "A")).id();
        UUID first = id(kind, slug("a"));
        UUID second = id(kind, slug("b"));
        try (Connection hold = hold("SELECT FROM article WHERE id = ? FOR UPDATE", held)) {
            merge(kind, slug("a"), slug("b"));
            awaitWaiting("FROM article%FOR NO KEY UPDATE");
            assertThat(merge(kind, slug("b"), slug("c")).status()).isEqualTo(202);
            for (String former : List.of("a", "b")) {
                assertThat(api.get("/api/" + kind + "/" + slug(former)).header("Location"))
                        .isEqualTo("/api/" + kind + "/" + slug("c"));
            }
            api.published(author, "Meanwhile", in(kind, "A"));
            hold.rollback();
        }
        awaitEnd(kind, first);
        awaitEnd(kind, second);
        assertThat(listed(kind, slug("a"))).containsExactly("Meanwhile", "Held", "Of C", "Of B", "Of A");
        assertThat(term(kind, slug("c")).get("articleCount").asInt()).isEqualTo(5);
    }

    private Connection hold(String statement, UUID id) throws SQLException {
        Connection connection = DriverManager.getConnection(
                environment.getRequiredProperty("spring.flyway.url"),
                environment.getRequiredProperty("spring.flyway.user"),
                environment.getRequiredProperty("spring.flyway.password"));
        connection.setAutoCommit(false);
        try (PreparedStatement lock = connection.prepareStatement(statement)) {
            lock.setObject(1, id);
            lock.executeQuery();
        }
        return connection;
    }

    /** Until somebody waits for what this test holds, in such a statement; its process of the database. */
    private int awaitWaiting(String statement) {
        return await().atMost(LIMIT)
                .until(
                        () -> database.sql("""
                                SELECT pid FROM pg_stat_activity
                                WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE :like
                                LIMIT 1
                                """)
                                .bind("like", "%" + statement + "%")
                                .mapValue(Integer.class)
                                .one()
                                .blockOptional(LIMIT)
                                .orElse(0),
                        pid -> pid > 0);
    }

    private List<UUID> publishedMany(String kind, int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> api.published(author, "Many", in(kind, "Many")).id())
                .toList();
    }

    /** More than a step has, and its connection breaks in the middle. */
    @ParameterizedTest
    @CsvSource({"categories, true", "tags, false"})
    void whoDiesAtItLosesNothingAndCountsNothingTwice(String kind, boolean merging) throws SQLException {
        start(kind, "Target");
        int lanes = 6;
        int each = 35;
        int many = lanes * each;
        List<UUID> ids = IntStream.range(0, lanes)
                .mapToObj(lane -> CompletableFuture.supplyAsync(() -> publishedMany(kind, each), OwnThread.EACH))
                .toList()
                .stream()
                .flatMap(lane -> lane.join().stream())
                .sorted()
                .toList();
        UUID old = id(kind, slug("many"));
        try (Connection hold = hold("SELECT FROM article WHERE id = ? FOR UPDATE", ids.get(many - 5))) {
            assertThat((merging ? merge(kind, slug("many"), slug("target")) : delete(kind, slug("many"))).status())
                    .isEqualTo(202);
            int process = awaitWaiting("article");
            database.sql("SELECT pg_terminate_backend(:pid)")
                    .bind("pid", process)
                    .then()
                    .block(LIMIT);
            hold.rollback();
        }
        awaitEnd(kind, old);
        assertThat(term(kind, slug("target")).get("articleCount").asInt()).isEqualTo(merging ? many : 0);
        for (UUID id : List.of(ids.get(0), ids.get(many - 5), ids.get(many - 1))) {
            assertThat(events.of(EventTopic.ARTICLE_EVENTS, id, 2))
                    .extracting(told -> told.data().get("version").asInt())
                    .containsExactly(1, 2);
        }
    }

    /** Without the lock that both take, some would be published in what is gone by then, or be told that it failed. */
    @ParameterizedTest
    @ValueSource(strings = {"categories", "tags"})
    void whoPublishesBesideAMergeNeitherFailsNorIsLeftBehind(String kind) {
        start(kind, "Sea");
        int rounds = 6;
        int writers = 6;
        for (int round = 0; round < rounds; round++) {
            String name = "wave" + round;
            start(kind, name);
            List<CompletableFuture<Answer>> published = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                published.add(CompletableFuture.supplyAsync(
                        () -> api.published(author, "On the " + name, in(kind, name)), OwnThread.EACH));
            }
            UUID id = id(kind, slug(name));
            assertThat(merge(kind, slug(name), slug("sea")).status()).isEqualTo(202);
            assertThat(published.stream().map(each -> each.join().status())).containsOnly(200);
            awaitEnd(kind, id);
        }
        assertThat(listed(kind, slug("sea"))).hasSize(rounds * writers);
        assertThat(term(kind, slug("sea")).get("articleCount").asInt()).isEqualTo(rounds * writers);
    }

    /** Who has begun to publish is waited for: here its author's row is held, which is locked last. */
    @Test
    void aMergeWaitsForWhoHasBegunToPublish() throws SQLException {
        start("categories", "Into");
        start("categories", "Begun");
        api.published(author, "Before", in("categories", "Into"));
        UUID id = id("categories", slug("begun"));
        UUID draft = api.draft(author, "Begun", in("categories", "Begun")).id();
        CompletableFuture<Answer> merged;
        try (Connection hold = hold("SELECT FROM author WHERE account_id = ? FOR UPDATE", author.id())) {
            CompletableFuture<Answer> published =
                    CompletableFuture.supplyAsync(() -> api.publish(editor, draft), OwnThread.EACH);
            awaitWaiting("author");
            merged = CompletableFuture.supplyAsync(
                    () -> merge("categories", slug("begun"), slug("into")), OwnThread.EACH);
            awaitWaiting("pg_advisory_xact_lock");
            hold.rollback();
            assertThat(published.join().status()).isEqualTo(200);
        }
        assertThat(merged.join().status()).isEqualTo(202);
        awaitEnd("categories", id);
        assertThat(listed("categories", slug("into"))).containsExactly("Begun", "Before");
    }

    // ---- deleting ----

    @ParameterizedTest
    @ValueSource(strings = {"categories", "tags"})
    void whatIsDeletedIsGoneFromArticlesAndDraftsAndDoesNotComeBack(String kind) {
        start(kind, "Doomed", "slug", slug("once"));
        api.call("PATCH", "/api/" + kind + "/" + slug("once"), editor.token(), Map.of("slug", slug("doomed")));
        Answer shown = api.published(author, "Shown", in(kind, "Doomed", "Left"));
        Answer revised = api.published(author, "Revised", in(kind, "Doomed"));
        api.put(
                "/api/drafts/" + revised.id(),
                author,
                Api.content("Revised, again", in(kind, "doomed")),
                "If-Match",
                "*");
        Answer draft = api.draft(author, "Draft", in(kind, "DOOMED"));
        UUID id = id(kind, slug("doomed"));

        assertThat(delete(kind, slug("doomed")).status()).isEqualTo(202);
        for (String address : List.of("doomed", "once")) {
            assertThat(api.get("/api/" + kind + "/" + slug(address)).status()).isEqualTo(404);
            assertThat(listed(kind, slug(address))).isEmpty();
        }
        assertThat(delete(kind, slug("doomed")).status()).isEqualTo(404);
        awaitEnd(kind, id);

        List<String> left = kind.equals("tags") ? List.of(named("Left")) : List.of();
        assertThat(terms(kind, api.get("/api/articles/" + shown.text("slug")))).isEqualTo(left);
        Answer shownDraft = api.get("/api/drafts/" + shown.id(), author);
        assertThat(terms(kind, shownDraft)).isEqualTo(left);
        assertThat(shownDraft.json().get("changed").asBoolean()).isFalse();
        Answer revisedDraft = api.get("/api/drafts/" + revised.id(), author);
        assertThat(terms(kind, revisedDraft)).isEmpty();
        assertThat(revisedDraft.json().get("changed").asBoolean()).isTrue();
        // Who has it in hand as it was does not bring it back without seeing that.
        assertThat(api.put(
                                "/api/drafts/" + draft.id(),
                                author,
                                Api.content("Draft", in(kind, "Doomed")),
                                "If-Match",
                                draft.etag())
                        .status())
                .isEqualTo(412);
        for (Answer each : List.of(shown, revised, draft)) {
            assertThat(api.publish(author, each.id()).status()).isEqualTo(200);
        }
        assertThat(api.get("/api/" + kind + "/" + slug("doomed")).status()).isEqualTo(404);
        assertThat(events.of(EventTopic.ARTICLE_EVENTS, shown.id(), 2).get(1).type())
                .isEqualTo("article.revised.v1");
        // Who wants it again makes it again, at its address.
        start(kind, "Doomed");
        assertThat(term(kind, slug("doomed")).get("articleCount").asInt()).isZero();
        assertThat(api.get("/api/articles?author=" + author.slug()).json().get("items"))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"categories", "tags"})
    void whoPublishesWhileItIsDeletedDoesNotMakeItAnew(String kind) throws SQLException {
        start(kind, "Going");
        UUID shown = api.published(author, "Shown", in(kind, "Going")).id();
        UUID draft = api.draft(author, "Draft", in(kind, "Going")).id();
        UUID id = id(kind, slug("going"));
        Answer published;
        try (Connection hold = hold("SELECT FROM draft WHERE id = ? FOR UPDATE", shown)) {
            delete(kind, slug("going"));
            awaitWaiting("WITH taken AS");
            // Nobody sees it any more, though the article has it yet.
            assertThat(terms(kind, api.get("/api/articles/" + slugOf(shown)))).isEmpty();
            assertThat(api.get("/api/" + kind + "/" + slug("going")).status()).isEqualTo(404);
            published = api.published(author, "Another", in(kind, "Going"));
            assertThat(published.status()).isEqualTo(200);
            assertThat(api.post("/api/" + kind, editor, Map.of("name", named("Going")))
                            .status())
                    .isEqualTo(409);
            hold.rollback();
        }
        awaitEnd(kind, id);
        assertThat(terms(kind, api.get("/api/articles/" + published.text("slug"))))
                .isEmpty();
        api.publish(author, draft);
        assertThat(api.get("/api/" + kind + "/" + slug("going")).status()).isEqualTo(404);
    }

    private String slugOf(UUID article) {
        return api.get("/api/drafts/" + article, author).text("slug");
    }

    @Test
    void whatLiesBeneathADeletedCategoryComesToLieWhereItDid() {
        start("categories", "Root");
        start("categories", "Branch", "parent", slug("root"));
        start("categories", "Merged", "parent", slug("branch"));
        start("categories", "Leaf", "parent", slug("branch"));
        api.published(author, "Of the leaf", in("categories", "Leaf"));
        api.published(author, "Of the branch", in("categories", "Branch"));
        api.published(author, "Merged before", in("categories", "Merged"));
        UUID branch = id("categories", slug("branch"));
        UUID merged = id("categories", slug("merged"));
        merge("categories", slug("merged"), slug("branch"));
        delete("categories", slug("branch"));
        assertThat(path("leaf")).containsExactly(slug("root"));
        assertThat(listed("categories", slug("root"))).containsExactly("Of the leaf");
        awaitEnd("categories", branch);
        awaitEnd("categories", merged);
        assertThat(listed("categories", slug("root"))).containsExactly("Of the leaf");
        assertThat(term("categories", slug("root")).get("totalCount").asInt()).isEqualTo(1);
        assertThat(api.get("/api/categories/" + slug("merged")).status()).isEqualTo(404);
        assertThat(delete("categories", slug("root")).status()).isEqualTo(202);
        assertThat(path("leaf")).isEmpty();
    }

    @Test
    void onlyEditorsDelete() {
        start("tags", "Safe");
        assertThat(api.delete("/api/tags/" + slug("safe"), author).status()).isEqualTo(403);
        assertThat(api.delete("/api/tags/No%20slug", editor).status()).isEqualTo(404);
        assertThat(term("tags", slug("safe"))).isNotNull();
    }
}
