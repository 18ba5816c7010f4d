package org.pressroom.article.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Staff;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The list of all drafts, filtered and sorted. Each test has a writer of its own, whose drafts alone it looks at. */
@ArticleServiceTest
class DraftListTest {

    private final Api api;
    private final Staff author = Staff.author();

    @Autowired
    DraftListTest(Api api) {
        this.api = api;
    }

    private static String query(String... namesAndValues) {
        StringBuilder query = new StringBuilder("/api/drafts?limit=100");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            query.append('&')
                    .append(namesAndValues[i])
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    private List<String> titles(Staff staff, String... namesAndValues) {
        return titles(api.get(query(namesAndValues), staff));
    }

    private static List<String> titles(Answer list) {
        assertThat(list.status()).isEqualTo(200);
        List<String> titles = new ArrayList<>();
        list.json().get("items").forEach(item -> titles.add(item.get("title").asString()));
        return titles;
    }

    private void draft(String title, Object... more) {
        assertThat(api.draft(author, title, more).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "weather, Weather over Paris",
        "WEA par, Weather over Paris",
        "'paris, weather!', Weather over Paris",
        "creme, Crème brûlée",
        "brûl, Crème brûlée",
        "зимн, Зимняя сказка",
        "天気, 東京都の天気",
        "京都の, 東京都の天気",
        "気, 東京都の天気",
        "postgres 入門, PostgreSQL入門",
        "ภาษาไทย, เรียนภาษาไทยวันนี้",
        "כתב, כְּתָב יָד",
        "of-the-summary, Told in its summary",
        "beside, Told by its tag",
    })
    void wordsOrTheirBeginningsFindAnArticleInEveryScript(String words, String found) {
        draft("Weather over Paris");
        draft("Crème brûlée");
        draft("Зимняя сказка");
        draft("東京都の天気");
        draft("PostgreSQL入門");
        draft("เรียนภาษาไทยวันนี้");
        draft("כְּתָב יָד");
        draft("Told in its summary", "summary", "Words of the summary");
        draft("Told by its tag", "tags", List.of("Besides"));
        assertThat(titles(author, "q", words)).containsExactly(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "\\", "a' | 'b", "!:*", "%", "(", "\"", "?? !!"})
    void whatIsSearchedForIsWordsAlone(String hostile) {
        draft("Nothing of that");
        assertThat(titles(author, "q", hostile)).isEmpty();
    }

    @Test
    void wordsAreFoundWhereTheyWereWrittenLast() {
        Answer draft = api.draft(author, "Before it");
        api.put("/api/drafts/" + draft.id(), author, Api.content("After it"), "If-Match", "*");
        assertThat(titles(author, "q", "before")).isEmpty();
        assertThat(titles(author, "q", "after")).containsExactly("After it");
    }

    @Test
    void articlesAreToldByHowTheyStand() {
        draft("Plain");
        Answer waiting = api.draft(author, "Waiting");
        String tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).toString();
        api.post("/api/articles/" + waiting.id() + "/publication", author, Map.of("at", tomorrow), "If-Match", "*");
        api.published(author, "Shown");
        UUID changed = api.published(author, "Shown before").id();
        api.put("/api/drafts/" + changed, author, Api.content("Changed since"), "If-Match", "*");
        UUID withdrawn = api.published(author, "Withdrawn").id();
        api.delete("/api/articles/" + withdrawn + "/publication", author, "If-Match", "*");

        assertThat(titles(author, "status", "draft")).containsExactly("Waiting", "Plain");
        assertThat(titles(author, "status", "scheduled")).containsExactly("Waiting");
        assertThat(titles(author, "status", "published")).containsExactly("Changed since", "Shown");
        assertThat(titles(author, "status", "changed")).containsExactly("Changed since");
        assertThat(titles(author, "status", "unpublished")).containsExactly("Withdrawn");

        api.delete("/api/articles/" + waiting.id() + "/schedule", author, "If-Match", "*");
        assertThat(titles(author, "status", "scheduled")).isEmpty();
        api.publish(author, changed);
        assertThat(titles(author, "status", "changed")).isEmpty();
    }

    @Test
    void categoriesAndTagsAreToldByTheirNames() {
        draft("In it", "category", "Field  Notes", "tags", List.of("Été", "Rain"));
        draft("In another", "category", "Other notes", "tags", List.of("Rain"));
        assertThat(titles(author, "category", "field notes")).containsExactly("In it");
        assertThat(titles(author, "tag", "été")).containsExactly("In it");
        assertThat(titles(author, "tag", "RAIN")).containsExactly("In another", "In it");
        assertThat(titles(author, "tag", "rain", "category", "other Notes", "q", "another"))
                .containsExactly("In another");
    }

    @Test
    void editorsSeeAllAndAuthorsTheirOwn() {
        Staff other = Staff.author();
        Staff editor = Staff.editor();
        draft("Mine");
        api.draft(other, "Theirs");
        assertThat(titles(editor, "author", other.slug())).containsExactly("Theirs");
        assertThat(titles(editor, "author", author.slug())).containsExactly("Mine");
        assertThat(titles(author)).containsExactly("Mine");
        assertThat(titles(author, "author", other.slug())).isEmpty();
        assertThat(titles(editor, "author", "nobody-" + UUID.randomUUID())).isEmpty();
    }

    @Test
    void pagesAreToldFromArticles() {
        Staff editor = Staff.editor();
        api.draft(editor, "An article");
        api.draft(editor, "A page", "kind", "page");
        assertThat(titles(editor, "author", editor.slug(), "kind", "page")).containsExactly("A page");
        assertThat(titles(editor, "author", editor.slug(), "kind", "article")).containsExactly("An article");
    }

    @ParameterizedTest
    @ValueSource(strings = {"updated", "created", "published", "title"})
    void aListIsSortedBothWaysAndCutByKey(String key) {
        draft("b");
        UUID first = api.published(author, "Ä").id();
        draft("z".repeat(200));
        api.published(author, "a");
        draft("c");
        api.put("/api/drafts/" + first, author, Api.content("Ä"), "If-Match", "*");

        List<String> ascending = titles(author, "sort", key);
        assertThat(ascending).hasSize(5);
        if (key.equals("title")) {
            assertThat(ascending).containsExactly("a", "Ä", "b", "c", "z".repeat(200));
        }
        List<String> descending = titles(author, "sort", "-" + key);
        Collections.reverse(descending);
        assertThat(descending).isEqualTo(ascending);
        for (String sort : List.of(key, "-" + key)) {
            List<String> byPages = byPages("sort=" + sort);
            assertThat(byPages).isEqualTo(titles(author, "sort", sort));
        }
    }

    private List<String> byPages(String query) {
        List<String> titles = new ArrayList<>();
        String next = "";
        while (next != null) {
            Answer page = api.get("/api/drafts?limit=2&" + query + next, author);
            titles.addAll(titles(page));
            JsonNode cursor = page.json().get("next");
            next = cursor.isNull() ? null : "&after=" + cursor.asString();
        }
        return titles;
    }

    @Test
    void aCursorBelongsToOneSortAndOneFilter() {
        draft("One");
        draft("Two");
        String next = api.get("/api/drafts?limit=1&sort=title", author).text("next");
        assertThat(api.get("/api/drafts?sort=title&after=" + next, author).status())
                .isEqualTo(200);
        for (String other : List.of("sort=-title", "sort=created", "sort=title&status=draft", "sort=title&q=One", "")) {
            assertThat(api.get("/api/drafts?" + other + "&after=" + next, author)
                            .status())
                    .as(other)
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort=name",
                "sort=--title",
                "sort=",
                "sort=TITLE",
                "status=gone",
                "status=",
                "kind=post",
                "author=No%20Slug",
                "q=%00",
                "tag=a%0Ab"
            })
    void whatThereIsNotIsRefused(String query) {
        assertThat(api.get("/api/drafts?" + query, author).status()).isEqualTo(400);
    }

    @Test
    void aSearchHasALimit() {
        assertThat(api.get(query("q", "x".repeat(200)), author).status()).isEqualTo(200);
        assertThat(api.get(query("q", "x".repeat(201)), author).status()).isEqualTo(400);
    }
}
