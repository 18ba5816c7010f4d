package org.pressroom.article.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Events;
import org.pressroom.article.Staff;
import org.pressroom.common.events.EventTopic;
import org.pressroom.testkit.Tokens;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Who may read an article, by each way in. */
@ArticleServiceTest
class VisibilityTest {

    private static final String PASSWORD = "Druckerschwärze 42";

    private final Api api;
    private final Events events;
    private final Staff author = Staff.author();
    private final String category = "Kept " + UUID.randomUUID();
    private final String tag = "tag " + UUID.randomUUID();

    @Autowired
    VisibilityTest(Api api, Events events) {
        this.api = api;
        this.events = events;
    }

    private Answer published(String title, Object... more) {
        List<Object> all = new ArrayList<>(List.of(more));
        all.addAll(List.of("category", category, "tags", List.of(tag)));
        return api.published(author, title, all.toArray());
    }

    private List<String> listed(String query) {
        JsonNode items = api.get("/api/articles?limit=100" + query).json().get("items");
        return items.valueStream().map(item -> item.get("id").asString()).toList();
    }

    /** What has no article is not listed. */
    private long articleCount(String kind, String name) {
        return api.get("/api/" + kind + "?limit=100")
                .json()
                .get("items")
                .valueStream()
                .filter(term -> term.get("name").asString().equals(name))
                .mapToLong(term -> term.get("articleCount").asLong())
                .sum();
    }

    @Test
    void whatIsUnlistedIsFoundByItsAddressAlone() {
        Answer hidden = published("By its address", "visibility", "unlisted");
        Answer shown = published("For everybody");
        Answer read = api.get("/api/articles/" + hidden.text("slug"));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text("visibility")).isEqualTo("unlisted");
        assertThat(read.text("bodyHtml")).contains("words");
        String categorySlug = read.json().get("category").get("slug").asString();
        String tagSlug = read.json().get("tags").get(0).get("slug").asString();
        for (String query : List.of(
                "",
                "&author=" + author.slug(),
                "&category=" + categorySlug,
                "&tag=" + tagSlug,
                "&tag=" + tagSlug + "&category=" + categorySlug,
                "&tag=" + tagSlug + "&author=" + author.slug())) {
            assertThat(listed(query)).as(query).contains(shown.text("id")).doesNotContain(hidden.text("id"));
        }
        assertThat(articleCount("categories", category)).isEqualTo(1);
        assertThat(articleCount("tags", tag)).isEqualTo(1);
    }

    @Test
    void nobodyIsToldOfWhatIsUnlisted() {
        UUID id = published("Untold", "visibility", "unlisted").id();
        JsonNode state = told(id);
        assertThat(state.get("visibility").asString()).isEqualTo("unlisted");
        assertThat(state.get("notify").asBoolean()).isFalse();
    }

    @Test
    void anArticleGoesInAndOutOfLists() {
        Answer published = published("In and out");
        String id = published.text("id");
        assertThat(listed("&author=" + author.slug())).contains(id);
        revise(id, "unlisted", null);
        assertThat(listed("&author=" + author.slug())).doesNotContain(id);
        assertThat(articleCount("tags", tag)).isZero();
        revise(id, "public", null);
        assertThat(listed("&author=" + author.slug())).contains(id);
        assertThat(articleCount("tags", tag)).isEqualTo(1);
    }

    private void revise(String id, String visibility, @Nullable Object password) {
        Map<String, Object> content =
                Api.content("In and out", "category", category, "tags", List.of(tag), "visibility", visibility);
        if (password != null) {
            content.put("password", password);
        }
        assertThat(api.put("/api/drafts/" + id, author, content, "If-Match", "*")
                        .status())
                .isEqualTo(200);
        assertThat(api.publish(author, UUID.fromString(id)).status()).isEqualTo(200);
    }

    @Test
    void aPasswordOpensTheTextAndNothingElseDoes() {
        Answer published =
                published("For some", "visibility", "password", "password", PASSWORD, "body", "Secret words.");
        String path = "/api/articles/" + published.text("slug");
        Answer locked = api.get(path);
        assertThat(locked.json().get("locked").asBoolean()).isTrue();
        assertThat(locked.text("bodyHtml")).isEmpty();
        assertThat(locked.raw().body()).doesNotContain("Secret");
        assertThat(locked.header("Cache-Tag"))
                .isEqualTo("article:" + published.text("id") + ",translations:" + published.text("id"));
        assertThat(listed("&author=" + author.slug())).contains(published.text("id"));
        assertThat(api.get("/api/articles?author=" + author.slug()).raw().body())
                .doesNotContain("Secret");

        for (Object wrong : List.of("Druckerschwärze 43", "druckerschwärze 42", "", " ", "x".repeat(72))) {
            assertThat(open(path, wrong).status()).as("'%s'", wrong).isIn(403, 422);
        }
        // Typed by a keyboard that sends the dots apart.
        String access = open(path, "Druckerschwa\u0308rze 42").text("access");
        Answer opened = api.get(path, "X-Article-Access", access);
        assertThat(opened.text("bodyHtml")).contains("Secret words");
        assertThat(opened.json().get("locked").asBoolean()).isFalse();
        assertThat(opened.header("Cache-Control")).contains("no-store").contains("private");
        assertThat(opened.header("Cache-Tag")).isNull();

        for (String wrong : List.of("x", access.substring(1), access + "x", access.toLowerCase(Locale.ROOT))) {
            assertThat(api.get(path, "X-Article-Access", wrong)
                            .json()
                            .get("locked")
                            .asBoolean())
                    .isTrue();
        }
        Answer other = published("For others", "visibility", "password", "password", PASSWORD);
        assertThat(api.get("/api/articles/" + other.text("slug"), "X-Article-Access", access)
                        .json()
                        .get("locked")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void whoMayChangeItReadsItWithoutThePassword() {
        Answer published =
                published("For staff", "visibility", "password", "password", PASSWORD, "body", "Secret words.");
        String path = "/api/articles/" + published.text("slug");
        assertThat(api.get(path, author).text("bodyHtml")).contains("Secret");
        assertThat(api.get(path, Staff.editor()).text("bodyHtml")).contains("Secret");
        assertThat(api.get(path, Staff.author()).json().get("locked").asBoolean())
                .isTrue();
    }

    @Test
    void whatIsForSubscribersIsListedForAllAndReadByThem() {
        Answer published = published("For subscribers", "visibility", "subscribers", "body", "Secret words.");
        String path = "/api/articles/" + published.text("slug");
        String id = published.text("id");
        Answer locked = api.get(path);
        assertThat(locked.json().get("locked").asBoolean()).isTrue();
        assertThat(locked.text("visibility")).isEqualTo("subscribers");
        assertThat(locked.text("commentPolicy")).isEqualTo("closed");
        assertThat(locked.json().get("seo").get("description").asString()).isEmpty();
        assertThat(locked.header("Cache-Tag"))
                .isEqualTo("article:" + id + ",translations:" + id + ",less-than-subscribers-read");
        Answer list = api.get("/api/articles?author=" + author.slug());
        assertThat(list.json().get("items").get(0).get("id").asString()).isEqualTo(id);
        for (Answer shown : List.of(locked, list, api.get(path, "X-Article-Access", id))) {
            assertThat(shown.raw().body()).doesNotContain("Secret");
        }
        assertThat(told(UUID.fromString(id)).get("visibility").asString()).isEqualTo("subscribers");
        assertThat(told(UUID.fromString(id)).get("notify").asBoolean()).isTrue();

        Answer opened = api.call("GET", path, Tokens.subscriber(), null);
        assertThat(opened.text("bodyHtml")).contains("Secret words");
        assertThat(opened.json().get("locked").asBoolean()).isFalse();
        assertThat(opened.header("Cache-Control")).contains("no-store").contains("private");
        assertThat(opened.header("Cache-Tag")).isNull();
        assertThat(api.get(path, author).text("bodyHtml")).contains("Secret");
        assertThat(api.get(path, Staff.editor()).text("bodyHtml")).contains("Secret");
        assertThat(api.get(path, Staff.author()).json().get("locked").asBoolean())
                .isTrue();

        revise(id, "public", null);
        assertThat(api.get(path).json().get("locked").asBoolean()).isFalse();
        assertThat(open(path, PASSWORD).status()).isEqualTo(404);
    }

    @Test
    void aSubscriberOpensNothingThatHasAPassword() {
        Answer published = published("With one", "visibility", "password", "password", PASSWORD);
        assertThat(api.call("GET", "/api/articles/" + published.text("slug"), Tokens.subscriber(), null)
                        .json()
                        .get("locked")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void anotherPasswordShutsOutWhoKnewTheFormer() {
        Answer published = published("Changed", "visibility", "password", "password", PASSWORD);
        String path = "/api/articles/" + published.text("slug");
        String access = open(path, PASSWORD).text("access");
        revise(published.text("id"), "password", "another one");
        assertThat(api.get(path, "X-Article-Access", access)
                        .json()
                        .get("locked")
                        .asBoolean())
                .isTrue();
        assertThat(open(path, PASSWORD).status()).isEqualTo(403);
        assertThat(open(path, "another one").status()).isEqualTo(200);
        // Said once, it stays.
        revise(published.text("id"), "password", null);
        assertThat(open(path, "another one").status()).isEqualTo(200);
        revise(published.text("id"), "public", null);
        assertThat(api.get(path).json().get("locked").asBoolean()).isFalse();
        assertThat(open(path, "another one").status()).isEqualTo(404);
    }

    @Test
    void whoThrowsChangesAwayHasThePasswordThatReadersKnow() {
        Answer published = published("Thrown away", "visibility", "password", "password", PASSWORD);
        String id = published.text("id");
        for (Map<String, Object> changed : List.of(
                Api.content("Thrown away", "visibility", "public"),
                Api.content("Thrown away", "visibility", "password", "password", "another one"))) {
            assertThat(api.put("/api/drafts/" + id, author, changed, "If-Match", "*")
                            .status())
                    .isEqualTo(200);
            assertThat(api.delete("/api/drafts/" + id + "/changes", author, "If-Match", "*")
                            .status())
                    .isEqualTo(204);
            revise(id, "password", null);
            assertThat(open("/api/articles/" + published.text("slug"), PASSWORD).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aPasswordIsNeverTold() {
        Answer draft = api.draft(author, "Never told", "visibility", "password", "password", PASSWORD);
        assertThat(draft.status()).isEqualTo(201);
        UUID id = draft.id();
        assertThat(draft.json().get("passwordSet").asBoolean()).isTrue();
        api.publish(author, id);
        for (Answer answer : List.of(
                draft,
                api.get("/api/drafts/" + id, author),
                api.get("/api/articles/" + id + "/revisions/1", author),
                api.get("/api/articles/" + id + "/revisions/1/difference", author))) {
            assertThat(answer.raw().body()).doesNotContain(PASSWORD).doesNotContain("$2a$");
        }
        assertThat(told(id).toString()).doesNotContain(PASSWORD).doesNotContain("$2a$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "ab\\u0000cd", "ßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßß", "two\\nlines"})
    void aPasswordThatCannotBeTypedIsRefused(String password) {
        Answer answer = api.call(
                "POST",
                "/api/articles",
                author.token(),
                "{\"title\":\"T\",\"body\":\"b\",\"format\":\"markdown\",\"visibility\":\"password\",\"password\":\""
                        + password + "\"}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo("password");
    }

    @Test
    void aPasswordIsNeededWhereItIsWhatOpens() {
        Answer without = api.draft(author, "Without", "visibility", "password");
        assertThat(without.status()).isEqualTo(422);
        assertThat(without.json().get("errors").get(0).get("message").asString())
                .isEqualTo("must be given");
        assertThat(api.draft(author, "Beside", "password", PASSWORD).status()).isEqualTo(422);
        assertThat(api.draft(author, "Unknown", "visibility", "friends").status())
                .isEqualTo(422);
    }

    @Test
    void theOpeningOfWhatIsKeptBackIsInNoDescription() {
        Answer published =
                published("Kept back", "visibility", "password", "password", PASSWORD, "body", "Secret words.");
        JsonNode seo = api.get("/api/articles/" + published.text("slug")).json().get("seo");
        assertThat(seo.get("description").asString()).isEmpty();
    }

    private JsonNode told(UUID id) {
        return events.of(EventTopic.ARTICLE_EVENTS, id, 1).get(0).data();
    }

    private Answer open(String path, Object password) {
        return api.call("POST", path + "/access", Tokens.anonymous(), Map.of("password", password));
    }
}
