package org.pressroom.article.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Events;
import org.pressroom.article.Staff;
import org.pressroom.common.events.EventTopic;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Articles in several languages, which know each other. */
@ArticleServiceTest
class LanguagesTest {

    private final Api api;
    private final Events events;
    private final Staff author = Staff.author();
    private final String title = "River " + UUID.randomUUID();

    @Autowired
    LanguagesTest(Api api, Events events) {
        this.api = api;
        this.events = events;
    }

    @Test
    void anArticleIsInTheLanguageOfTheSiteWhereNothingIsSaid() {
        Answer published = api.published(author, title);
        assertThat(read(published).get("language").asString()).isEqualTo("en");
        assertThat(read(published).get("translations").size()).isZero();
        assertThat(draft(published.id()).get("language").asString()).isEqualTo("en");
        assertThat(events.of(EventTopic.ARTICLE_EVENTS, published.id(), 1)
                        .get(0)
                        .data()
                        .get("language")
                        .asString())
                .isEqualTo("en");
    }

    @ParameterizedTest
    @CsvSource({"de, de", "pt-br, pt-BR", "ZH-HANT, zh-Hant", "' hi ', hi", "iw, he"})
    void aLanguageIsWrittenInOneWay(String typed, String language) {
        assertThat(api.draft(author, title, "language", typed).text("language")).isEqualTo(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "German", "de_DE", "und", "de-x-house", "d", "x'; DROP TABLE draft; --"})
    void whatIsNoLanguageIsRefused(String typed) {
        Answer refused = api.draft(author, title, "language", typed);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(fault(refused)).isEqualTo("language");
        assertThat(api.get("/api/articles?lang=" + URLEncoder.encode(typed, StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void translationsKnowEachOtherWhicheverIsNamed() {
        Answer english = api.published(author, title, "language", "en");
        Answer german = translated(english.id(), "de");
        Answer hindi = translated(german.id(), "hi");

        for (Answer each : List.of(english, german, hindi)) {
            List<String> others = Stream.of(english, german, hindi)
                    .filter(other -> !other.id().equals(each.id()))
                    .map(other -> other.text("slug"))
                    .toList();
            assertThat(slugs(read(each).get("translations"))).containsExactlyInAnyOrderElementsOf(others);
            assertThat(slugs(api.get("/api/articles?author=" + author.slug())
                            .json()
                            .get("items")
                            .valueStream()
                            .filter(item -> item.get("id").asString().equals(each.text("id")))
                            .findFirst()
                            .orElseThrow()
                            .get("translations")))
                    .containsExactlyInAnyOrderElementsOf(others);
        }
        assertThat(read(hindi).get("translationOf").asString()).isEqualTo(english.text("id"));
        assertThat(read(hindi).get("translations").get(0).get("language").asString())
                .isEqualTo("de");
        JsonNode told =
                events.of(EventTopic.ARTICLE_EVENTS, hindi.id(), 1).get(0).data();
        assertThat(told.get("language").asString()).isEqualTo("hi");
        assertThat(told.get("translationOf").asString()).isEqualTo(english.text("id"));
        // Whatever keeps the page of one hears of the others.
        assertThat(api.get("/api/articles/" + english.text("slug")).header("Cache-Tag"))
                .contains("translations:" + english.id(), "translations:" + german.id(), "translations:" + hindi.id());
        assertThat(api.get("/api/articles/" + hindi.text("slug")).header("Cache-Tag"))
                .contains("translations:" + english.id());
    }

    @Test
    void readersAreToldOfThoseAloneThatTheyFind() {
        Answer english = api.published(author, title, "language", "en");
        UUID draft = api.draft(author, title, "language", "de", "translationOf", english.id())
                .id();
        Answer unlisted =
                api.published(author, title, "language", "fr", "translationOf", english.id(), "visibility", "unlisted");
        Answer gone = translated(english.id(), "hi");
        api.delete("/api/articles/" + gone.id() + "/publication", author, "If-Match", "*");

        assertThat(read(english).get("translations").size()).isZero();
        assertThat(slugs(read(unlisted).get("translations"))).containsExactly(english.text("slug"));
        JsonNode others = api.get("/api/drafts/" + english.id() + "/translations", author)
                .json()
                .get("items");
        assertThat(others.valueStream()
                        .map(other -> other.get("language").asString() + " "
                                + other.get("status").asString()))
                .containsExactly("de draft", "fr published", "hi unpublished");
        assertThat(others.get(0).get("id").asString()).isEqualTo(draft.toString());
        assertThat(api.get("/api/drafts/" + english.id() + "/translations", Staff.author())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void eachLanguageIsThereOnce() {
        Answer english = api.draft(author, title, "language", "en");
        api.draft(author, title, "language", "de", "translationOf", english.id());
        Answer again = api.draft(author, title, "language", "DE", "translationOf", english.id());
        assertThat(again.status()).isEqualTo(422);
        assertThat(fault(again)).isEqualTo("language");
        Answer own = api.draft(author, title, "translationOf", english.id());
        assertThat(own.status()).isEqualTo(422);
        assertThat(fault(own)).isEqualTo("language");
        // A language and its region are two.
        assertThat(api.draft(author, title, "language", "de-AT", "translationOf", english.id())
                        .status())
                .isEqualTo(201);
        // Nor can the one that was there first become what another is.
        assertThat(fault(revise(english.id(), "language", "de"))).isEqualTo("language");
        assertThat(revise(english.id(), "language", "en-GB").status()).isEqualTo(200);
    }

    @Test
    void ofThoseWhoTakeALanguageInTheSameMomentOneGetsIt() {
        Answer english = api.draft(author, title, "language", "en");
        List<CompletableFuture<Integer>> takes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            takes.add(CompletableFuture.supplyAsync(
                    () -> api.draft(author, title, "language", "de", "translationOf", english.id())
                            .status()));
        }
        assertThat(takes.stream().map(CompletableFuture::join))
                .containsOnlyOnce(201)
                .allMatch(status -> status == 201 || status == 422);
    }

    @Test
    void anArticleThatIsNoneIsNotTranslated() {
        Answer refused = api.draft(author, title, "language", "de", "translationOf", UUID.randomUUID());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(fault(refused)).isEqualTo("translationOf");
        UUID others = api.draft(Staff.author(), title).id();
        assertThat(api.draft(author, title, "language", "de", "translationOf", others)
                        .status())
                .isEqualTo(403);
        assertThat(api.draft(Staff.editor(), title, "language", "de", "translationOf", others)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aTranslationCanLeaveAndWhatHasTranslationsStays() {
        UUID english = api.draft(author, title, "language", "en").id();
        UUID german = api.draft(author, title, "language", "de", "translationOf", english)
                .id();
        UUID other = api.draft(author, title, "language", "en").id();
        assertThat(fault(revise(english, "language", "en", "translationOf", other)))
                .isEqualTo("translationOf");
        // To name itself is to name nothing.
        assertThat(revise(english, "language", "en", "translationOf", english)
                        .json()
                        .get("translationOf")
                        .isNull())
                .isTrue();

        assertThat(revise(german, "language", "de", "translationOf", other).text("translationOf"))
                .isEqualTo(other.toString());
        assertThat(revise(german, "language", "de").json().get("translationOf").isNull())
                .isTrue();
        assertThat(api.get("/api/drafts/" + other + "/translations", author)
                        .json()
                        .get("items")
                        .size())
                .isZero();
    }

    @Test
    void whereTheFirstIsDeletedTheOthersKnowEachOtherStill() {
        UUID english = api.draft(author, title, "language", "en").id();
        Answer german = translated(english, "de");
        Answer hindi = translated(english, "hi");
        assertThat(api.delete("/api/drafts/" + english, author, "If-Match", "*").status())
                .isEqualTo(204);

        assertThat(slugs(read(german).get("translations"))).containsExactly(hindi.text("slug"));
        // What a draft says of itself can be sent back.
        assertThat(revise(german.id(), "language", "de", "translationOf", english)
                        .status())
                .isEqualTo(200);
        assertThat(api.draft(author, title, "language", "fr", "translationOf", german.id())
                        .text("translationOf"))
                .isEqualTo(english.toString());
    }

    @Test
    void whatChangedOfThemShowsBetweenRevisions() {
        UUID english = api.draft(author, title, "language", "en").id();
        UUID german = api.draft(author, title).id();
        revise(german, "language", "de", "translationOf", english);
        JsonNode fields = api.get("/api/articles/" + german + "/revisions/2/difference", author)
                .json()
                .get("fields");
        assertThat(fields.valueStream()
                        .map(field -> field.get("field").asString() + " "
                                + field.get("before").asString("-") + " "
                                + field.get("after").asString("-")))
                .contains("language en de", "translationOf - " + english);
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                Arguments.of("lang=zh", List.of("zh-Hant", "zh-Hans", "zh")),
                Arguments.of("lang=zh-Hant", List.of("zh-Hant")),
                Arguments.of("lang=ZH-hans", List.of("zh-Hans")),
                Arguments.of("lang=de", List.of("de")),
                Arguments.of("lang=fr", List.of()));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void eachListCanBeOfALanguage(String query, List<String> expected) {
        String category = "Rivers " + UUID.randomUUID();
        String tag = "Delta " + UUID.randomUUID();
        List<Answer> published = new ArrayList<>();
        for (String language : List.of("zh", "de", "zh-Hans", "zh-Hant")) {
            published.add(api.published(
                    author, title + language, "language", language, "category", category, "tags", List.of(tag)));
        }
        JsonNode item = read(published.get(0));
        String ofCategory = "&category=" + item.get("category").get("slug").asString();
        String ofTag = "&tag=" + item.get("tags").get(0).get("slug").asString();
        String ofAuthor = "&author=" + author.slug();
        for (String others : List.of(
                ofCategory, ofTag, ofAuthor, ofCategory + ofTag, ofTag + ofAuthor, ofCategory + ofTag + ofAuthor)) {
            assertThat(api.get("/api/articles?" + query + others)
                            .json()
                            .get("items")
                            .valueStream()
                            .map(each -> each.get("language").asString()))
                    .as(others)
                    .containsExactlyElementsOf(expected);
        }
        assertThat(api.get("/api/drafts?language=zh-hant&author=" + author.slug(), author)
                        .json()
                        .get("items")
                        .size())
                .isEqualTo(1);
        assertThat(api.get("/api/drafts?language=Chinese", author).status()).isEqualTo(400);
    }

    @Test
    void theLanguagesThatThereAreArticlesInAreListed() {
        api.published(author, title, "language", "mi");
        api.published(author, title + " again", "language", "mi-NZ");
        api.published(author, title + " hidden", "language", "sm", "visibility", "unlisted");
        api.draft(author, title, "language", "to");

        JsonNode items = api.get("/api/languages").json().get("items");
        List<String> languages =
                items.valueStream().map(each -> each.get("language").asString()).toList();
        assertThat(languages)
                .contains("mi")
                .doesNotContain("sm", "to", "mi-NZ")
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(items.get(languages.indexOf("mi")).get("name").asString()).isEqualTo("Te reo Māori");
    }

    @Test
    void articlesAreCountedByLanguage() {
        Answer listed = api.published(author, title, "language", "ty");
        Answer changing = api.published(author, title + " 2", "language", "ty");
        api.published(author, title + " 3", "language", "ty", "visibility", "unlisted");
        api.published(Staff.editor(), title + " 4", "language", "ty", "kind", "page");
        assertThat(count("ty")).isEqualTo(2);
        api.put("/api/drafts/" + changing.id(), author, Api.content(title, "language", "tvl"), "If-Match", "*");
        api.publish(author, changing.id());
        assertThat(count("ty")).isEqualTo(1);
        assertThat(count("tvl")).isEqualTo(1);
        api.delete("/api/articles/" + listed.id() + "/publication", author, "If-Match", "*");
        assertThat(languages("")).contains("tvl").doesNotContain("ty");
        assertThat(api.get("/api/languages?author=" + author.slug())
                        .json()
                        .get("items")
                        .get(0)
                        .get("articleCount")
                        .isNull())
                .isTrue();
    }

    private long count(String language) {
        return api.get("/api/languages")
                .json()
                .get("items")
                .valueStream()
                .filter(each -> each.get("language").asString().equals(language))
                .findFirst()
                .orElseThrow()
                .get("articleCount")
                .asLong();
    }

    /** Of a category, of a tag, of an author, whether the first one or another, and of any of these together. */
    @Test
    void theLanguagesOfAListAreThoseOfItsArticles() {
        Staff second = Staff.author();
        api.draft(second, "Known from here on");
        String mine = "x" + UUID.randomUUID();
        List<String> both = List.of(author.slug(), second.slug());
        api.published(author, title, "language", "mi-NZ", "category", mine, "tags", List.of(mine));
        api.published(author, title + " 2", "language", "haw", "category", mine, "authors", both);
        api.published(author, title + " 3", "language", "fj", "tags", List.of(mine), "authors", both);
        api.published(author, title + " 4", "language", "sm", "tags", List.of(mine), "visibility", "unlisted");
        api.published(Staff.author(), title + " 5", "language", "to", "tags", List.of(mine));
        api.draft(author, title + " 6", "language", "ty", "category", mine);

        assertThat(languages("category=" + mine)).containsExactly("haw", "mi");
        assertThat(languages("tag=" + mine)).containsExactly("fj", "mi", "to");
        assertThat(languages("author=" + author.slug())).containsExactly("fj", "haw", "mi");
        assertThat(languages("author=" + second.slug())).containsExactly("fj", "haw");
        assertThat(languages("category=" + mine + "&tag=" + mine)).containsExactly("mi");
        assertThat(languages("author=" + second.slug() + "&category=" + mine)).containsExactly("haw");
        assertThat(languages("author=" + second.slug() + "&tag=" + mine)).containsExactly("fj");
        assertThat(languages("author=" + second.slug() + "&category=" + mine + "&tag=" + mine))
                .isEmpty();
        for (String none : List.of("tag=no-such", "category=No+slug", "author=%00")) {
            assertThat(languages(none)).as(none).isEmpty();
        }
    }

    private List<String> languages(String query) {
        Answer answer = api.get("/api/languages?" + query);
        assertThat(answer.header("Cache-Tag")).isEqualTo("list");
        return answer.json()
                .get("items")
                .valueStream()
                .map(each -> each.get("language").asString())
                .toList();
    }

    private Answer translated(UUID of, String language) {
        return api.published(author, title, "language", language, "translationOf", of);
    }

    private Answer revise(UUID id, Object... more) {
        return api.put("/api/drafts/" + id, author, Api.content(title, more), "If-Match", "*");
    }

    private JsonNode read(Answer published) {
        return api.get("/api/articles/" + published.text("slug")).json();
    }

    private JsonNode draft(UUID id) {
        return api.get("/api/drafts/" + id, author).json();
    }

    private static List<String> slugs(JsonNode items) {
        return items.valueStream().map(each -> each.get("slug").asString()).toList();
    }

    private static String fault(Answer refused) {
        return refused.json().get("errors").get(0).get("field").asString();
    }
}
