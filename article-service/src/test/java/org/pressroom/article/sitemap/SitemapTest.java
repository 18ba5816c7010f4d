package org.pressroom.article.sitemap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Staff;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** What search engines are told of. */
@ArticleServiceTest
class SitemapTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Api api;
    private final DatabaseClient database;
    private final Staff author = Staff.author();
    private final String unique = UUID.randomUUID().toString();

    @Autowired
    SitemapTest(Api api, DatabaseClient database) {
        this.api = api;
        this.database = database;
    }

    @AfterEach
    void forgetMadeTags() {
        sql("DELETE FROM tag WHERE slug LIKE 'made-up-" + unique + "-%'");
    }

    private void sql(String statement) {
        database.sql(statement).then().block(PATIENCE);
    }

    private List<JsonNode> parts(String kind) {
        List<JsonNode> parts = new ArrayList<>();
        api.get("/api/sitemap/parts").json().get("items").forEach(part -> {
            if (part.get("kind").asString().equals(kind)) {
                parts.add(part);
            }
        });
        return parts;
    }

    private List<JsonNode> entries(JsonNode part) {
        List<JsonNode> entries = new ArrayList<>();
        api.get("/api/sitemap/parts/" + part.get("number").asInt())
                .json()
                .get("items")
                .forEach(entries::add);
        return entries;
    }

    private List<JsonNode> all(String kind) {
        return parts(kind).stream().flatMap(part -> entries(part).stream()).toList();
    }

    private List<String> slugs(String kind) {
        return all(kind).stream().map(entry -> entry.get("slug").asString()).toList();
    }

    @Test
    void whatReadersFindIsListedWithWhenItWasChanged() {
        String tag = "tag-" + unique;
        Answer shown = api.published(author, "Shown " + unique, "tags", List.of(tag));
        String sold = api.published(author, "Sold " + unique, "visibility", "subscribers")
                .text("slug");
        String hidden = api.published(author, "Hidden " + unique, "visibility", "unlisted")
                .text("slug");
        String copied = api.published(
                        author, "Copied " + unique, "seo", Map.of("canonicalUrl", "https://elsewhere.example/first"))
                .text("slug");
        Answer gone = api.published(author, "Gone " + unique);
        api.delete("/api/articles/" + gone.id() + "/publication", author, "If-Match", "*");
        Staff editor = Staff.editor();
        String page = api.published(editor, "Page " + unique, "kind", "page").text("slug");

        List<JsonNode> listed = all("article");

        assertThat(listed)
                .extracting(entry -> entry.get("slug").asString())
                .contains(shown.text("slug"), sold, page)
                .doesNotContain(hidden, copied, gone.text("slug"));
        assertThat(listed)
                .filteredOn(entry -> entry.get("slug").asString().equals(shown.text("slug")))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.get("kind").asString()).isEqualTo("article");
                    assertThat(entry.get("updatedAt").asString())
                            .isEqualTo(api.get("/api/articles/" + shown.text("slug"))
                                    .text("updatedAt"));
                });
        assertThat(listed)
                .filteredOn(entry -> entry.get("slug").asString().equals(page))
                .singleElement()
                .satisfies(entry -> assertThat(entry.get("kind").asString()).isEqualTo("page"));
        assertThat(slugs("tag")).contains(tag);
        assertThat(slugs("author")).contains(author.slug());
        assertThat(api.get("/api/sitemap/parts").header("Cache-Tag")).isEqualTo("list");
    }

    @Test
    void newsAreTheArticlesOfTwoDays() {
        String now = api.published(author, "News " + unique).text("slug");
        UUID earlier = api.draft(author, "History " + unique).id();
        String old = api.post(
                        "/api/articles/" + earlier + "/publication",
                        author,
                        Map.of("at", "2020-01-01T00:00:00Z"),
                        "If-Match",
                        "*")
                .text("slug");
        String locked = api.published(
                        author, "Locked " + unique, "visibility", "password", "password", "a long password")
                .text("slug");

        List<JsonNode> news = new ArrayList<>();
        api.get("/api/sitemap/news").json().get("items").forEach(news::add);

        assertThat(news)
                .extracting(entry -> entry.get("slug").asString())
                .contains(now)
                .doesNotContain(old, locked);
        assertThat(news.get(0).propertyNames()).containsExactlyInAnyOrder("slug", "title", "language", "publishedAt");
    }

    /** Each is in one part, whatever comes between later, and a part that is there stays where it is. */
    @Test
    void partsStaySmallHoweverMuchThereIs() {
        int most = 2 * CutSitemapParts.FULL;
        makeTags(1, 4 * CutSitemapParts.FULL + 1, 10);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(sizes()).allMatch(size -> size <= most));
        assertThat(madeUp()).hasSize(4 * CutSitemapParts.FULL + 1).doesNotHaveDuplicates();
        List<Integer> before = numbers();

        makeTags(15, 3 * CutSitemapParts.FULL, 1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(sizes()).allMatch(size -> size <= most));

        assertThat(madeUp()).hasSize(7 * CutSitemapParts.FULL + 1).doesNotHaveDuplicates();
        assertThat(numbers()).containsAll(before).hasSizeGreaterThan(before.size());
    }

    private void makeTags(int first, int count, int step) {
        sql("""
                INSERT INTO tag (id, slug, name, article_count)
                SELECT gen_random_uuid(), slug, slug, 1
                FROM (SELECT 'made-up-%s-' || lpad((%d + number * %d)::text, 8, '0') || '-%d' AS slug
                    FROM generate_series(0, %d) AS number) AS made
                """.formatted(unique, first, step, step, count - 1));
    }

    private List<Integer> numbers() {
        return parts("tag").stream().map(part -> part.get("number").asInt()).toList();
    }

    private List<Integer> sizes() {
        return parts("tag").stream().map(part -> entries(part).size()).toList();
    }

    private List<String> madeUp() {
        return slugs("tag").stream()
                .filter(slug -> slug.startsWith("made-up-" + unique))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "999999999", "9999999999", "x"})
    void aPartThatIsNoneIsNotFound(String number) {
        assertThat(api.get("/api/sitemap/parts/" + number).status()).isEqualTo(404);
    }

    /** Whatever there is, a part is read from an index of its own, and nothing else. */
    @Test
    void aPartOfArticlesIsReadFromItsIndexAlone() {
        String query = SitemapKind.ARTICLE.from(false).replace(":first", "'" + new UUID(0, 0) + "'");
        List<String> plan = database.inConnectionMany(connection -> Flux.from(connection
                                .createStatement("SET enable_seqscan = off; SET enable_bitmapscan = off; EXPLAIN "
                                        + query + "; RESET enable_seqscan; RESET enable_bitmapscan")
                                .execute())
                        .concatMap(result -> result.map(row -> String.valueOf(row.get(0)))))
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
        assertThat(String.join("\n", plan))
                .contains("Index Only Scan using article_sitemap")
                .doesNotContain("Sort");
    }
}
