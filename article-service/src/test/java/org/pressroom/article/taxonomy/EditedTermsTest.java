package org.pressroom.article.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** What editors make of categories and tags. */
@ArticleServiceTest
class EditedTermsTest {

    private final Api api;
    private final Events events;
    private final DatabaseClient database;
    private final Staff editor = Staff.editor();
    private final Staff author = Staff.author();

    /** In each name, so that no test meets the terms of another. */
    private final String own = UUID.randomUUID().toString().substring(24);

    @Autowired
    EditedTermsTest(Api api, Events events, DatabaseClient database) {
        this.api = api;
        this.events = events;
        this.database = database;
    }

    private Answer start(String kind, String name, Object... more) {
        Map<String, Object> term = new HashMap<>(Map.of("name", name + " " + own));
        for (int i = 0; i < more.length; i += 2) {
            term.put((String) more[i], more[i + 1]);
        }
        return api.post("/api/" + kind, editor, term);
    }

    private String slug(String name) {
        return name + "-" + own;
    }

    private Answer change(String kind, String slug, Map<String, Object> change) {
        return api.call("PATCH", "/api/" + kind + "/" + slug, editor.token(), change);
    }

    private JsonNode category(String slug) {
        Answer found = api.get("/api/categories/" + slug);
        assertThat(found.status()).isEqualTo(200);
        return found.json();
    }

    private List<String> listed(String query) {
        return api.get("/api/articles?" + query)
                .json()
                .get("items")
                .valueStream()
                .map(item -> item.get("title").asString())
                .toList();
    }

    // ---- making ----

    @Test
    void aCategoryIsMadeBeforeAnArticleHasIt() {
        Answer made = start(
                "categories",
                "Rivers",
                "description",
                "On water.",
                "picture",
                "/api/media/" + UUID.randomUUID() + "/river.jpg",
                "pictureAlt",
                "A bend of the Elbe");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.raw().headers().firstValue("Location")).contains("/api/categories/" + slug("rivers"));
        JsonNode found = category(slug("rivers"));
        assertThat(found).isEqualTo(made.json());
        assertThat(found.get("name").asString()).isEqualTo("Rivers " + own);
        assertThat(found.get("description").asString()).isEqualTo("On water.");
        assertThat(found.get("picture").get("alt").asString()).isEqualTo("A bend of the Elbe");
        assertThat(found.get("totalCount").asInt()).isZero();
        api.published(author, "On rivers", "category", "rivers " + own);
        assertThat(category(slug("rivers")).get("articleCount").asInt()).isEqualTo(1);
    }

    @Test
    void aTagIsMadeBeforeAnArticleHasIt() {
        assertThat(start("tags", "Tide", "slug", "the-tide-" + own).status()).isEqualTo(201);
        api.published(author, "Tides", "tags", List.of("TIDE " + own));
        JsonNode tag = api.get("/api/tags/the-tide-" + own).json();
        assertThat(tag.get("articleCount").asInt()).isEqualTo(1);
        assertThat(tag.get("description").isNull()).isTrue();
    }

    @Test
    void listsHaveEmptyOnesWhereTheyAreAskedFor() {
        start("categories", "Empty");
        start("tags", "Empty");
        for (String kind : List.of("categories", "tags")) {
            assertThat(slugs("/api/" + kind + "?limit=100")).doesNotContain(slug("empty"));
            assertThat(slugs("/api/" + kind + "?limit=100&all=true")).contains(slug("empty"));
        }
    }

    private List<String> slugs(String list) {
        Answer part = api.get(list);
        List<String> slugs = part.json()
                .get("items")
                .valueStream()
                .map(item -> item.get("slug").asString())
                .toList();
        JsonNode next = part.json().get("next");
        return next.isNull()
                ? slugs
                : Stream.concat(
                                slugs.stream(),
                                slugs(list.replaceFirst("&after=.*", "") + "&after=" + next.asString()).stream())
                        .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"categories", "tags"})
    void aNameOrAnAddressIsOnes(String kind) {
        assertThat(start(kind, "Taken").status()).isEqualTo(201);
        assertThat(start(kind, "TAKEN").status()).isEqualTo(409);
        assertThat(start(kind, "Other", "slug", slug("taken")).status()).isEqualTo(409);
        assertThat(start(kind, "Other").status()).isEqualTo(201);
        assertThat(change(kind, slug("other"), Map.of("name", "taken " + own)).status())
                .isEqualTo(409);
        assertThat(change(kind, slug("other"), Map.of("slug", slug("taken"))).status())
                .isEqualTo(409);
        assertThat(change(kind, slug("none"), Map.of("name", "Any")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"categories", "tags"})
    void ofManyWhoTakeANameAtOnceOneHasIt(String kind) {
        List<CompletableFuture<Answer>> tries = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> start(kind, "At once"), OwnThread.EACH))
                .limit(8)
                .toList();
        assertThat(tries.stream().map(each -> each.join().status()))
                .containsOnly(201, 409)
                .containsOnlyOnce(201);
    }

    @Test
    void whatCannotBeIsRefused() {
        start("categories", "Fine");
        for (Map<String, Object> change : List.<Map<String, Object>>of(
                Map.of("name", " "),
                Map.of("name", "x".repeat(61)),
                Map.of("slug", "Not A Slug"),
                Map.of("description", "x".repeat(2_001)),
                Map.of("picture", "javascript:alert(1)"),
                Map.of("parent", "there-is-none-" + own),
                Map.of("parent", slug("fine")),
                Map.of("position", -1))) {
            assertThat(change("categories", slug("fine"), change).status())
                    .as("%s", change)
                    .isEqualTo(422);
        }
        assertThat(category(slug("fine")).get("name").asString()).isEqualTo("Fine " + own);
    }

    // ---- the tree ----

    @Test
    void aCategoryHasTheArticlesOfThoseBeneathIt() {
        start("categories", "Top");
        start("categories", "Middle", "parent", slug("top"));
        start("categories", "Low", "parent", slug("middle"));
        api.published(author, "In the top", "category", "Top " + own, "tags", List.of("Deep " + own));
        api.published(author, "Low down", "category", "Low " + own, "tags", List.of("Deep " + own));
        api.published(author, "In the middle", "category", "Middle " + own, "language", "de");

        assertThat(listed("category=" + slug("top"))).containsExactly("In the middle", "Low down", "In the top");
        assertThat(listed("category=" + slug("middle"))).containsExactly("In the middle", "Low down");
        assertThat(listed("category=" + slug("low"))).containsExactly("Low down");
        assertThat(listed("category=" + slug("top") + "&tag=" + slug("deep")))
                .containsExactly("Low down", "In the top");
        assertThat(listed("category=" + slug("middle") + "&tag=" + slug("deep")))
                .containsExactly("Low down");
        assertThat(listed("category=" + slug("top") + "&author=" + author.slug()))
                .containsExactly("In the middle", "Low down", "In the top");
        assertThat(listed("category=" + slug("top") + "&lang=de")).containsExactly("In the middle");
        assertThat(api.get("/api/languages?category=" + slug("top")).json().get("items"))
                .hasSize(2);

        assertThat(category(slug("top")).get("articleCount").asInt()).isEqualTo(1);
        assertThat(category(slug("top")).get("totalCount").asInt()).isEqualTo(3);
        assertThat(category(slug("low")).get("path").valueStream().map(above -> above.get("slug")
                        .asString()))
                .containsExactly(slug("top"), slug("middle"));
    }

    /** By the page, too: each part goes on where the one before ended, whatever category its last article was in. */
    @Test
    void theArticlesOfABranchComeByThePage() {
        start("categories", "Pages");
        start("categories", "Left", "parent", slug("pages"));
        start("categories", "Right", "parent", slug("pages"));
        for (int i = 0; i < 7; i++) {
            api.published(author, "Page " + i, "category", (i % 2 == 0 ? "Left " : "Right ") + own);
        }
        String query = "/api/articles?limit=3&category=" + slug("pages");
        JsonNode first = api.get(query).json();
        JsonNode second =
                api.get(query + "&after=" + first.get("next").asString()).json();
        JsonNode third =
                api.get(query + "&after=" + second.get("next").asString()).json();
        assertThat(Stream.of(first, second, third)
                        .flatMap(part -> part.get("items").valueStream())
                        .map(item -> item.get("title").asString()))
                .containsExactly("Page 6", "Page 5", "Page 4", "Page 3", "Page 2", "Page 1", "Page 0");
        assertThat(third.get("next").isNull()).isTrue();
    }

    @Test
    void oneAboveThoseWithArticlesIsListedThoughItHasNoneItself() {
        start("categories", "Umbrella");
        start("categories", "Beneath", "parent", slug("umbrella"));
        api.published(author, "Dry", "category", "Beneath " + own);
        assertThat(slugs("/api/categories?limit=100")).contains(slug("umbrella"), slug("beneath"));
    }

    @Test
    void nothingLiesBeneathItself() {
        start("categories", "A");
        start("categories", "B", "parent", slug("a"));
        start("categories", "C", "parent", slug("b"));
        Answer refused = change("categories", slug("a"), Map.of("parent", slug("c")));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("errors").get(0).get("field").asString()).isEqualTo("parent");
        assertThat(change("categories", slug("c"), Map.of("parent", "")).json().get("path"))
                .isEmpty();
        assertThat(change("categories", slug("a"), Map.of("parent", slug("c"))).status())
                .isEqualTo(200);
    }

    /** Each alone might; together they would lie beneath each other. */
    @Test
    void twoThatAreMovedAtOnceDoNotLieBeneathEachOther() {
        for (int round = 0; round < 5; round++) {
            String one = "one-" + round;
            String other = "other-" + round;
            start("categories", one);
            start("categories", other);
            CompletableFuture<Answer> first = CompletableFuture.supplyAsync(
                    () -> change("categories", slug(one), Map.of("parent", slug(other))), OwnThread.EACH);
            Answer second = change("categories", slug(other), Map.of("parent", slug(one)));
            assertThat(List.of(first.join().status(), second.status())).containsExactlyInAnyOrder(200, 422);
        }
    }

    @Test
    void thereIsAnEndToHowDeepCategoriesLie() {
        start("categories", "Level 1");
        for (int level = 2; level <= 8; level++) {
            assertThat(start("categories", "Level " + level, "parent", slug("level-" + (level - 1)))
                            .status())
                    .isEqualTo(201);
        }
        assertThat(start("categories", "Level 9", "parent", slug("level-8")).status())
                .isEqualTo(422);
        assertThat(api.get("/api/categories/" + slug("level-9")).status()).isEqualTo(404);
        start("categories", "Above all");
        assertThat(change("categories", slug("level-1"), Map.of("parent", slug("above-all")))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void thoseBeneathOneHaveAnOrder() {
        start("categories", "Ordered");
        for (String name : List.of("First", "Second", "Third")) {
            start("categories", name, "parent", slug("ordered"));
        }
        assertThat(ordered()).containsExactly(slug("first"), slug("second"), slug("third"));
        change("categories", slug("third"), Map.of("position", 0));
        assertThat(ordered()).containsExactly(slug("third"), slug("first"), slug("second"));
        change("categories", slug("third"), Map.of("position", 1));
        assertThat(ordered()).containsExactly(slug("first"), slug("third"), slug("second"));
        change("categories", slug("first"), Map.of("position", 99));
        assertThat(ordered()).containsExactly(slug("third"), slug("second"), slug("first"));
    }

    /** Each of them gives all others another place, and those who publish count into several. */
    @Test
    void thoseThatAreMovedAtOnceWaitForEachOtherAndForWhoPublishes() {
        start("categories", "Crowd");
        List<String> names = Stream.iterate(0, number -> number + 1)
                .limit(8)
                .map(number -> "Head " + number)
                .toList();
        names.forEach(name -> start("categories", name, "parent", slug("crowd")));
        for (int round = 0; round < 3; round++) {
            int position = round;
            List<CompletableFuture<Answer>> answers = names.stream()
                    .flatMap(name -> Stream.of(
                            CompletableFuture.supplyAsync(
                                    () -> change(
                                            "categories",
                                            slug(name.toLowerCase(Locale.ROOT).replace(' ', '-')),
                                            Map.of("position", position)),
                                    OwnThread.EACH),
                            CompletableFuture.supplyAsync(
                                    () -> api.published(author, "In the crowd", "category", name + " " + own),
                                    OwnThread.EACH)))
                    .toList();
            assertThat(answers.stream().map(each -> each.join().status())).containsOnly(200);
        }
        assertThat(category(slug("crowd")).get("totalCount").asInt()).isEqualTo(24);
    }

    private List<String> ordered() {
        return slugs("/api/categories?limit=100&all=true").stream()
                .map(this::category)
                .filter(each -> each.get("path")
                        .valueStream()
                        .anyMatch(above -> above.get("slug").asString().equals(slug("ordered"))))
                .sorted((one, other) -> Integer.compare(
                        one.get("position").asInt(), other.get("position").asInt()))
                .map(each -> each.get("slug").asString())
                .toList();
    }

    // ---- other names and addresses ----

    @ParameterizedTest
    @ValueSource(strings = {"categories", "tags"})
    void aFormerAddressLeadsOn(String kind) {
        start(kind, "Old");
        Object[] with = kind.equals("tags")
                ? new Object[] {"tags", List.of("Old " + own)}
                : new Object[] {"category", "Old " + own};
        api.published(author, "Stays", with);
        assertThat(change(kind, slug("old"), Map.of("slug", slug("newer"))).status())
                .isEqualTo(200);
        assertThat(change(kind, slug("newer"), Map.of("slug", slug("newest"))).status())
                .isEqualTo(200);
        for (String former : List.of("old", "newer")) {
            Answer moved = api.get("/api/" + kind + "/" + slug(former));
            assertThat(moved.status()).isEqualTo(301);
            assertThat(moved.raw().headers().firstValue("Location")).contains("/api/" + kind + "/" + slug("newest"));
            assertThat(listed((kind.equals("tags") ? "tag=" : "category=") + slug(former)))
                    .containsExactly("Stays");
        }
        // It is nobody else's, and can be had again.
        assertThat(start(kind, "Other", "slug", slug("old")).status()).isEqualTo(409);
        assertThat(start(kind, "Old one").json().get("slug").asString()).isEqualTo(slug("old-one"));
        assertThat(change(kind, slug("newest"), Map.of("slug", slug("old"))).status())
                .isEqualTo(200);
        assertThat(api.get("/api/" + kind + "/" + slug("old")).status()).isEqualTo(200);
        assertThat(api.get("/api/" + kind + "/" + slug("newest")).status()).isEqualTo(301);
    }

    @Test
    void whoWritesTheFormerNameMeansTheSame() {
        UUID before = api.published(author, "Before", "category", "Film " + own, "tags", List.of("Noir " + own))
                .id();
        UUID draft = api.draft(author, "Draft", "category", "FILM " + own, "tags", List.of("Blue", "noir " + own))
                .id();
        change("categories", slug("film"), Map.of("name", "Cinema " + own));
        change("tags", slug("noir"), Map.of("name", "Black " + own));
        api.published(author, "After", "category", "film " + own, "tags", List.of("NOIR " + own));
        assertThat(listed("category=" + slug("film"))).containsExactly("After", "Before");
        assertThat(listed("tag=" + slug("noir"))).containsExactly("After", "Before");
        assertThat(category(slug("film")).get("name").asString()).isEqualTo("Cinema " + own);
        // What is told of the articles, and what writers have in hand, follows.
        await().untilAsserted(() -> {
            JsonNode written = api.get("/api/drafts/" + draft, author).json();
            assertThat(written.get("category").asString()).isEqualTo("Cinema " + own);
            assertThat(written.get("tags").valueStream().map(JsonNode::asString))
                    .containsExactly("Blue", "Black " + own);
            JsonNode shown = api.get("/api/drafts/" + before, author).json();
            assertThat(shown.get("category").asString()).isEqualTo("Cinema " + own);
            assertThat(shown.get("changed").asBoolean()).isFalse();
        });
        // Who makes one of that name expressly has one of its own.
        assertThat(start("categories", "Film").status()).isEqualTo(201);
        api.published(author, "Anew", "category", "Film " + own);
        assertThat(listed("category=" + slug("film"))).doesNotContain("Anew");
        assertThat(listed("category=" + slug("film") + "-2")).containsExactly("Anew");
    }

    @Test
    void articlesAreToldOfAnewUnderTheNewNameAndOthersKnowTheFormerAddresses() {
        start("categories", "House");
        start("categories", "Garden", "parent", slug("house"));
        UUID article = api.published(author, "Roses", "category", "Garden " + own, "tags", List.of("Rose " + own))
                .id();
        change("categories", slug("house"), Map.of("slug", slug("home")));
        change("categories", slug("garden"), Map.of("name", "Gardens " + own, "slug", slug("gardens")));
        change("tags", slug("rose"), Map.of("name", "Roses " + own, "slug", slug("roses")));
        List<Told> told = events.of(EventTopic.ARTICLE_EVENTS, article, all -> {
            if (all.isEmpty()) {
                return false;
            }
            JsonNode newest = all.get(all.size() - 1).data();
            return newest.get("tags").get(0).get("slug").asString().equals(slug("roses"))
                    && newest.get("category").get("slug").asString().equals(slug("gardens"));
        });
        Told newest = told.get(told.size() - 1);
        assertThat(newest.type()).isEqualTo("article.revised.v1");
        assertThat(texts(newest.data().get("category").get("formerSlugs"))).containsExactly(slug("garden"));
        assertThat(texts(newest.data().get("category").get("above")))
                .containsExactlyInAnyOrder(slug("home"), slug("house"));
        assertThat(texts(newest.data().get("tags").get(0).get("formerSlugs"))).containsExactly(slug("rose"));
        assertThat(told.stream().map(each -> each.data().get("version").asLong()))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aChangeOfATermIsTold() {
        start("tags", "Told");
        change("tags", slug("told"), Map.of("slug", slug("told-anew"), "description", "Words."));
        // Nothing is told where nothing is changed.
        change("tags", slug("told-anew"), Map.of("description", "Words."));
        change("tags", slug("told-anew"), Map.of("name", "Told at last " + own));
        UUID id = Objects.requireNonNull(database.sql("SELECT id FROM tag WHERE slug = :slug")
                .bind("slug", slug("told-anew"))
                .mapValue(UUID.class)
                .one()
                .block());
        List<Told> told = events.of(EventTopic.TAXONOMY_EVENTS, id, 3);
        assertThat(told).extracting(Told::type).containsOnly("term.changed.v1");
        assertThat(told.stream().map(each -> each.data().get("name").asString()))
                .containsExactly("Told " + own, "Told " + own, "Told at last " + own);
        JsonNode last = told.get(2).data();
        assertThat(last.get("kind").asString()).isEqualTo("tag");
        assertThat(last.get("slug").asString()).isEqualTo(slug("told-anew"));
        assertThat(texts(last.get("formerSlugs"))).containsExactly(slug("told"));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
