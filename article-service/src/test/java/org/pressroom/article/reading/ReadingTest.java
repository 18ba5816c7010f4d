package org.pressroom.article.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Staff;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ArticleServiceTest
class ReadingTest {

    private final Api api;
    private final Staff author = Staff.author();
    private final Staff other = Staff.author();
    private final String unique = UUID.randomUUID().toString();

    @Autowired
    ReadingTest(Api api) {
        this.api = api;
    }

    @Test
    void anArticleHasTheShapeThatIsPromised() {
        Answer published = api.published(
                author,
                "Shape " + unique,
                "summary",
                "In short.",
                "category",
                "Category " + unique,
                "tags",
                List.of("First " + unique, "Second " + unique),
                "commentPolicy",
                "moderated",
                "cover",
                Map.of("url", "/api/media/1/cover.png", "alt", "A door"));
        String slug = published.text("slug");
        JsonNode article = api.get("/api/articles/" + slug).json();
        assertThat(article.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "slug",
                        "title",
                        "summary",
                        "author",
                        "authors",
                        "category",
                        "tags",
                        "publishedAt",
                        "updatedAt",
                        "readingMinutes",
                        "commentCount",
                        "cover",
                        "kind",
                        "menuPosition",
                        "visibility",
                        "language",
                        "translationOf",
                        "translations",
                        "locked",
                        "bodyHtml",
                        "seo",
                        "commentPolicy",
                        "commentsCloseAt");
        assertThat(article.get("author").get("slug").asString()).isEqualTo(author.slug());
        assertThat(article.get("author").get("name").asString()).isEqualTo(author.name());
        assertThat(article.get("category").get("slug").asString()).isEqualTo("category-" + unique);
        assertThat(article.get("tags").get(1).get("name").asString()).isEqualTo("Second " + unique);
        assertThat(article.get("seo").get("canonicalUrl").asString())
                .isEqualTo("https://news.example/articles/" + slug);
        assertThat(article.get("seo").get("description").asString()).isEqualTo("In short.");
        assertThat(article.get("commentPolicy").asString()).isEqualTo("moderated");
        assertThat(article.get("commentCount").asInt()).isZero();
        assertThat(article.get("cover").get("url").asString()).isEqualTo("/api/media/1/cover.png");
        assertThat(article.get("cover").get("alt").asString()).isEqualTo("A door");
        assertThat(article.get("publishedAt").asString()).matches("2\\d{3}-.*Z");
        JsonNode line =
                items(api.get("/api/articles?category=category-" + unique)).get(0);
        assertThat(line.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "slug",
                        "title",
                        "summary",
                        "author",
                        "authors",
                        "category",
                        "tags",
                        "publishedAt",
                        "updatedAt",
                        "readingMinutes",
                        "commentCount",
                        "cover",
                        "kind",
                        "menuPosition",
                        "visibility",
                        "language",
                        "translationOf",
                        "translations");
    }

    @Test
    void articlesAreListedNewestFirstByWhateverIsAskedFor() {
        String category = "Category " + unique;
        String tag = "Tag " + unique;
        UUID first = api.published(author, "One", "category", category).id();
        UUID second = api.published(author, "Two", "category", category, "tags", List.of(tag, "common"))
                .id();
        UUID third = api.published(other, "Three", "category", category, "tags", List.of("common", tag))
                .id();

        assertThat(ids("category=category-" + unique)).containsExactly(third, second, first);
        assertThat(ids("tag=tag-" + unique)).containsExactly(third, second);
        assertThat(ids("author=" + author.slug())).containsExactly(second, first);
        assertThat(ids("category=category-" + unique + "&tag=tag-" + unique + "&author=" + other.slug()))
                .containsExactly(third);
        assertThat(ids("limit=100")).containsSubsequence(third, second, first);
    }

    private record Shown(
            UUID id,
            Staff author,
            @Nullable Staff other,
            @Nullable String category,
            List<String> tags) {
        private boolean isBy(Staff staff) {
            return staff.equals(author) || staff.equals(other);
        }
    }

    @Test
    void filtersCanBeCombinedAtWill() {
        List<Staff> authors = List.of(author, Staff.author());
        authors.forEach(each -> api.draft(each, "Known from here on"));
        List<String> categories = List.of("c1-" + unique, "c2-" + unique);
        List<String> tags = List.of("t1-" + unique, "t2-" + unique);
        List<Shown> shown = new ArrayList<>();
        for (int number = 0; number < 16; number++) {
            Staff by = authors.get(number % 2);
            Staff other = number % 4 < 2 ? null : authors.get((number + 1) % 2);
            List<String> named = other == null ? List.of(by.slug()) : List.of(by.slug(), other.slug());
            String category = number % 5 == 4 ? null : categories.get(number / 2 % 2);
            List<String> tagged =
                    number % 7 == 6 ? List.of() : number % 3 == 0 ? tags : tags.subList(number % 2, number % 2 + 1);
            UUID id = category == null
                    ? api.published(by, "Combined", "tags", tagged, "authors", named)
                            .id()
                    : api.published(by, "Combined", "category", category, "tags", tagged, "authors", named)
                            .id();
            shown.add(0, new Shown(id, by, other, category, tagged));
        }
        Shown moved = shown.remove(10);
        api.put(
                "/api/drafts/" + moved.id(),
                moved.author(),
                Api.content("Combined", "category", categories.get(1), "tags", tags),
                "If-Match",
                "*");
        api.publish(moved.author(), moved.id());
        shown.add(10, new Shown(moved.id(), moved.author(), moved.other(), categories.get(1), tags));
        Shown withdrawn = shown.remove(3);
        api.delete("/api/articles/" + withdrawn.id() + "/publication", withdrawn.author(), "If-Match", "*");

        for (Staff by : orAny(authors)) {
            for (String category : orAny(categories)) {
                for (String tag : orAny(tags)) {
                    if (by != null || category != null || tag != null) {
                        List<UUID> expected = shown.stream()
                                .filter(article -> by == null || article.isBy(by))
                                .filter(article -> category == null || category.equals(article.category()))
                                .filter(article -> tag == null || article.tags().contains(tag))
                                .map(Shown::id)
                                .toList();
                        for (String lang : List.of("", "&lang=en")) {
                            String query = "limit=100" + lang + (by == null ? "" : "&author=" + by.slug())
                                    + (category == null ? "" : "&category=" + category)
                                    + (tag == null ? "" : "&tag=" + tag);
                            assertThat(ids(query)).as(query).isEqualTo(expected);
                        }
                    }
                }
            }
        }
    }

    /** Each of them, and none. */
    private static <T> List<@Nullable T> orAny(List<T> values) {
        List<@Nullable T> all = new ArrayList<>(values);
        all.add(null);
        return all;
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepeat() {
        List<UUID> published = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            published.add(
                    0, api.published(author, "Page", "tags", List.of(unique)).id());
        }
        String both = "author=" + author.slug() + "&tag=" + unique;
        for (String list : List.of("author=" + author.slug(), "tag=" + unique, both)) {
            List<UUID> found = new ArrayList<>();
            String next = "";
            do {
                Answer page = api.get("/api/articles?limit=2&" + list + next);
                items(page)
                        .forEach(
                                item -> found.add(UUID.fromString(item.get("id").asString())));
                next = page.json().get("next").isNull() ? "" : "&after=" + page.text("next");
            } while (!next.isEmpty());
            assertThat(found).isEqualTo(published);
        }
    }

    /** By whatever index they are found: of all, of a tag, of a category, of an author. */
    @Test
    void aListComesWithItsBodiesWhereTheyAreAskedFor() {
        String category = "category-" + unique;
        for (int number = 1; number <= 3; number++) {
            api.published(
                    author,
                    "With body",
                    "body",
                    "Words *" + number + "*.",
                    "category",
                    category,
                    "tags",
                    List.of(unique));
        }
        String kept = "Nobody sees this.";
        api.published(
                author,
                "For some",
                "body",
                kept,
                "category",
                category,
                "tags",
                List.of(unique),
                "visibility",
                "subscribers");
        List<String> lists = List.of(
                "tag=" + unique,
                "category=" + category,
                "author=" + author.slug(),
                "lang=en&tag=" + unique,
                "author=" + author.slug() + "&category=" + category + "&tag=" + unique);
        for (String list : lists) {
            Answer page = api.get("/api/articles?include=body&" + list);
            assertThat(items(page).get(0).has("bodyHtml")).as(list).isFalse();
            assertThat(items(page).get(1).get("bodyHtml").asString()).as(list).startsWith("<p>Words <em>3</em>.</p>");
            assertThat(items(page).get(3).get("bodyHtml").asString()).as(list).startsWith("<p>Words <em>1</em>.</p>");
            assertThat(page.raw().body()).doesNotContain(kept);
            assertThat(api.get("/api/articles?include=body&" + list, author)
                            .raw()
                            .body())
                    .as("the same for all")
                    .doesNotContain(kept);
            assertThat(items(api.get("/api/articles?" + list)).get(1).has("bodyHtml"))
                    .as(list)
                    .isFalse();
        }
        assertThat(api.get("/api/articles?include=body").raw().body()).contains("<p>Words <em>3</em>.</p>");
        Answer first = api.get("/api/articles?include=body&limit=2&tag=" + unique);
        assertThat(items(api.get("/api/articles?include=body&limit=20&tag=" + unique + "&after=" + first.text("next"))))
                .hasSize(2);
        assertThat(api.get("/api/articles?include=body&limit=21").status()).isEqualTo(400);
        assertThat(api.get("/api/articles?include=comments").status()).isEqualTo(400);
    }

    @Test
    void longBodiesComeInSmallerPartsOfWhichNoneIsEmpty() {
        List<UUID> published = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String body = i == 2 ? "Short." : "Many words. ".repeat(15_000);
            published.add(
                    0,
                    api.published(author, "Long", "body", body, "tags", List.of(unique))
                            .id());
        }
        List<UUID> found = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String next = "";
        do {
            Answer page = api.get("/api/articles?include=body&tag=" + unique + next);
            sizes.add(items(page).size());
            items(page).forEach(item -> {
                assertThat(item.get("bodyHtml").asString()).startsWith("<p>");
                found.add(UUID.fromString(item.get("id").asString()));
            });
            next = page.json().get("next").isNull() ? "" : "&after=" + page.text("next");
        } while (!next.isEmpty());
        assertThat(found).isEqualTo(published);
        assertThat(sizes).containsExactly(3, 1);
    }

    @Test
    void eachPageLeadsBackToTheOneBefore() {
        api.draft(author, "Known from here on");
        api.draft(other, "Known from here on");
        for (int i = 0; i < 7; i++) {
            List<String> by = i % 2 == 0 ? List.of(author.slug()) : List.of(other.slug(), author.slug());
            api.published(
                    i % 2 == 0 ? author : other,
                    "Page",
                    "tags",
                    List.of(unique),
                    "category",
                    "Category " + unique,
                    "authors",
                    by);
        }
        String author1 = "author=" + author.slug();
        String category = "category=category-" + unique;
        String tag = "tag=" + unique;
        for (String list : List.of(
                author1,
                category,
                tag,
                author1 + "&" + tag,
                category + "&" + tag + "&lang=en",
                author1 + "&" + category)) {
            List<String> ways = new ArrayList<>();
            String next = "";
            do {
                Answer page = api.get("/api/articles?limit=2&" + list + next);
                JsonNode previous = page.json().get("previous");
                if (ways.size() < 2) {
                    assertThat(previous.isNull()).as(list).isTrue();
                } else {
                    assertThat("&after=" + previous.asString()).as(list).isEqualTo(ways.get(ways.size() - 1));
                }
                ways.add(next);
                next = page.json().get("next").isNull() ? "" : "&after=" + page.text("next");
            } while (!next.isEmpty());
            assertThat(ways).hasSize(4);
        }
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        api.published(author, "One", "tags", List.of(unique));
        api.published(author, "Two", "tags", List.of(unique));
        String next = api.get("/api/articles?limit=1&tag=" + unique).text("next");
        for (String list : List.of("", "&author=" + author.slug(), "&lang=en&tag=" + unique, "&kind=page")) {
            Answer refused = api.get("/api/articles?limit=1&after=" + next + list);
            assertThat(refused.status()).as(list).isEqualTo(400);
            assertThat(refused.text("detail")).contains("'after'");
        }
    }

    @Test
    void whoHasTheLatestIsToldSo() {
        Answer published = api.published(author, "Latest " + unique, "tags", List.of(unique));
        String article = "/api/articles/" + published.text("slug");
        for (String path : List.of(article, "/api/articles?tag=" + unique, "/api/tags?limit=100", "/api/authors")) {
            Answer read = api.get(path);
            Answer again = api.get(path, "If-None-Match", read.etag());
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.etag()).isEqualTo(read.etag());
            assertThat(again.raw().body()).isEmpty();
        }
        String before = api.get(article).etag();
        api.put("/api/drafts/" + published.id(), author, Api.content("Later " + unique), "If-Match", "*");
        assertThat(api.get(article, "If-None-Match", before).status()).isEqualTo(304);
        api.publish(author, published.id());
        assertThat(api.get(article, "If-None-Match", before).status()).isEqualTo(200);
    }

    @Test
    void theEdgeIsToldWhatAnAnswerShows() {
        Answer published = api.published(author, "Edge " + unique);
        assertThat(api.get("/api/articles/" + published.text("slug")).header("Cache-Tag"))
                .isEqualTo("article:" + published.id() + ",translations:" + published.id());
        assertThat(api.get("/api/articles?limit=1").header("Cache-Tag")).isEqualTo("list,article:" + published.id());
        for (String list : List.of("/api/categories", "/api/tags", "/api/authors", "/api/languages")) {
            assertThat(api.get(list).header("Cache-Tag")).isEqualTo("list");
        }
    }

    @Test
    void whatIsWithdrawnIsNowhereToBeSeen() {
        Answer published = api.published(author, "Gone " + unique, "category", unique, "tags", List.of(unique));
        api.delete("/api/articles/" + published.id() + "/publication", author, "If-Match", "*");
        assertThat(api.get("/api/articles/" + published.text("slug")).status()).isEqualTo(404);
        assertThat(ids("category=" + unique)).isEmpty();
        assertThat(ids("tag=" + unique)).isEmpty();
        assertThat(ids("author=" + author.slug())).isEmpty();
    }

    @Test
    void categoriesTagsAndAuthorsCountWhatIsPublished() {
        String category = "Category " + unique;
        api.published(author, "One", "category", category, "tags", List.of("A " + unique, "B " + unique));
        Answer two = api.published(author, "Two", "category", category, "tags", List.of("A " + unique, "a-" + unique));
        api.draft(author, "Three", "category", category, "tags", List.of("A " + unique));
        assertThat(count("/api/categories", "category-" + unique)).isEqualTo(2);
        assertThat(count("/api/tags", "a-" + unique)).isEqualTo(2);
        assertThat(count("/api/tags", "b-" + unique)).isEqualTo(1);
        assertThat(count("/api/authors", author.slug())).isEqualTo(2);

        api.put("/api/drafts/" + two.id(), author, Api.content("Two", "tags", List.of("B " + unique)), "If-Match", "*");
        api.publish(author, two.id());
        assertThat(count("/api/categories", "category-" + unique)).isEqualTo(1);
        assertThat(count("/api/tags", "a-" + unique)).isEqualTo(1);
        assertThat(count("/api/tags", "b-" + unique)).isEqualTo(2);

        api.delete("/api/articles/" + two.id() + "/publication", author, "If-Match", "*");
        assertThat(count("/api/tags", "b-" + unique)).isEqualTo(1);
        assertThat(count("/api/authors", author.slug())).isEqualTo(1);
    }

    /** Walks through all pages, since other tests add to them too. */
    private long count(String list, String slug) {
        String next = "";
        do {
            Answer page = api.get(list + "?limit=100" + next);
            for (JsonNode item : items(page)) {
                if (item.get("slug").asString().equals(slug)) {
                    return item.get("articleCount").asLong();
                }
            }
            next = page.json().get("next").isNull() ? "" : "&after=" + page.text("next");
        } while (!next.isEmpty());
        return 0;
    }

    private List<UUID> ids(String query) {
        List<UUID> ids = new ArrayList<>();
        items(api.get("/api/articles?" + query))
                .forEach(item -> ids.add(UUID.fromString(item.get("id").asString())));
        return ids;
    }

    private static JsonNode items(Answer answer) {
        return answer.json().get("items");
    }
}
