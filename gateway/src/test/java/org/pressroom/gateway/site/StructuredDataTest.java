package org.pressroom.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The facts of pages, as search engines read them: held against the part of schema.org that they use. */
class StructuredDataTest extends SiteFixture {

    private static final Pattern SCRIPT =
            Pattern.compile("<script type=\"application/ld\\+json\">(.*?)</script>", Pattern.DOTALL);

    private static final Set<String> THING =
            Set.of("name", "description", "url", "image", "mainEntityOfPage", "potentialAction");
    private static final Set<String> CREATIVE_WORK = with(
            THING,
            "headline",
            "datePublished",
            "dateModified",
            "inLanguage",
            "author",
            "publisher",
            "keywords",
            "timeRequired",
            "commentCount",
            "isPartOf",
            "hasPart",
            "mainEntity");

    /** What each type may say, by schema.org: its own properties and those of what it is a kind of. */
    private static final Map<String, Set<String>> VOCABULARY = Map.ofEntries(
            Map.entry("WebSite", CREATIVE_WORK),
            Map.entry("WebPage", CREATIVE_WORK),
            Map.entry("CollectionPage", CREATIVE_WORK),
            Map.entry("ProfilePage", CREATIVE_WORK),
            Map.entry("Article", with(CREATIVE_WORK, "articleSection")),
            Map.entry("Person", THING),
            Map.entry("Organization", THING),
            Map.entry("ItemList", with(THING, "itemListElement")),
            Map.entry("BreadcrumbList", with(THING, "itemListElement")),
            Map.entry("ListItem", with(THING, "position", "item")),
            Map.entry("SearchAction", with(THING, "target", "query-input")),
            Map.entry("EntryPoint", with(THING, "urlTemplate")));

    private static final Set<String> ADDRESSES = Set.of("url", "image", "mainEntityOfPage", "item");
    private static final Set<String> MOMENTS = Set.of("datePublished", "dateModified");

    private static Set<String> with(Set<String> inherited, String... own) {
        return Stream.concat(inherited.stream(), Stream.of(own)).collect(Collectors.toUnmodifiableSet());
    }

    @BeforeEach
    void publish() {
        ARTICLES.answers("GET", "/api/articles", 200, list(null, article("ink", "Ink", "open")));
        publish("ink", "</script><b>Ink</b>", "open");
        ARTICLES.answers(
                "GET",
                "/api/articles/about",
                200,
                article("about", "About", "closed").replace("\"cover\": null", "\"kind\": \"page\", \"cover\": null"));
        ARTICLES.answers("GET", "/api/categories", 200, list(null, category("craft")));
        ARTICLES.answers("GET", "/api/categories/craft", 200, category("craft"));
        ARTICLES.answers("GET", "/api/tags/ink", 200, """
                {"slug": "ink", "name": "Ink", "description": "Of bottles.", "articleCount": 2}""");
        ARTICLES.answers("GET", "/api/authors/ada-kern", 200, """
                {"slug": "ada-kern", "name": "Ada Kern", "bio": "Writes.", "picture": "/api/media/1/ada.png",
                 "articleCount": 2}""");
    }

    private static String category(String slug) {
        return """
            {"slug": "%s", "name": "Craft", "description": null, "picture": null, "articleCount": 1, "totalCount": 1,
             "path": [{"slug": "work", "name": "Work"}], "position": 0}""".formatted(slug);
    }

    private JsonNode facts(String path) {
        Matcher script = SCRIPT.matcher(page(get(path).expectStatus().isOk()));
        assertThat(script.find()).as(path).isTrue();
        JsonNode facts = JsonMapper.shared().readTree(script.group(1));
        assertThat(script.find()).as("one a page").isFalse();
        return facts;
    }

    private static List<JsonNode> things(JsonNode facts) {
        List<JsonNode> things = new ArrayList<>();
        if (facts.has("@graph")) {
            facts.get("@graph").forEach(things::add);
        } else {
            things.add(facts);
        }
        return things;
    }

    private static JsonNode thing(JsonNode facts, String type) {
        return things(facts).stream()
                .filter(each -> each.get("@type").asString().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static void assertInTheVocabulary(JsonNode thing) {
        String type = thing.path("@type").asString("");
        assertThat(VOCABULARY).as("%s", thing).containsKey(type);
        thing.properties().forEach(property -> {
            String name = property.getKey();
            if (name.startsWith("@")) {
                return;
            }
            assertThat(VOCABULARY.get(type)).as("%s of %s", name, type).contains(name);
            JsonNode value = property.getValue();
            if (ADDRESSES.contains(name)) {
                assertThat(value.asString()).as(name).startsWith("https://press.example/");
            } else if (MOMENTS.contains(name)) {
                assertThat(Instant.parse(value.asString())).as(name).isNotNull();
            }
            (value.isArray() ? value.valueStream() : Stream.of(value))
                    .filter(JsonNode::isObject)
                    .forEach(StructuredDataTest::assertInTheVocabulary);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "/, WebSite",
        "/?lang=en, CollectionPage",
        "/?after=x, CollectionPage",
        "/articles/ink, Article",
        "/pages/about, WebPage",
        "/categories, CollectionPage",
        "/categories/craft, CollectionPage",
        "/tags/ink, CollectionPage",
        "/authors/ada-kern, ProfilePage",
        "/authors/ada-kern?after=x, CollectionPage"
    })
    void eachPageSaysWhatItIsInWordsOfTheVocabulary(String path, String type) {
        JsonNode facts = facts(path);
        assertThat(facts.get("@context").asString()).isEqualTo("https://schema.org");
        assertThat(things(facts).get(0).get("@type").asString()).isEqualTo(type);
        things(facts).forEach(StructuredDataTest::assertInTheVocabulary);
    }

    @Test
    void theSiteSaysHowItIsSearched() {
        JsonNode search = facts("/").get("potentialAction");
        assertThat(search.get("target").get("urlTemplate").asString())
                .isEqualTo("https://press.example/search?q={search_term_string}");
        assertThat(search.get("query-input").asString()).isEqualTo("required name=search_term_string");
    }

    @Test
    void anArticleSaysWhereItStandsAndWhatItShows() {
        JsonNode facts = facts("/articles/ink");
        JsonNode article = thing(facts, "Article");
        assertThat(article.get("headline").asString()).isEqualTo("</script><b>Ink</b>");
        assertThat(article.get("image").asString()).isEqualTo("https://press.example/articles/ink/card.png");
        assertThat(article.get("author").get("name").asString()).isEqualTo("Ada Kern");
        assertThat(article.get("keywords").toString()).isEqualTo("[\"Ink\"]");
        assertThat(thing(facts, "BreadcrumbList")
                        .get("itemListElement")
                        .valueStream()
                        .map(item -> item.get("position").asInt() + " "
                                + item.get("name").asString() + " "
                                + item.path("item").asString("")))
                .containsExactly(
                        "1 The Daily Proof https://press.example/",
                        "2 Work https://press.example/categories/work",
                        "3 Craft https://press.example/categories/craft",
                        "4 </script><b>Ink</b> ");
    }

    @Test
    void anAuthorIsAPersonAndAListHasItsArticles() {
        JsonNode person = thing(facts("/authors/ada-kern"), "ProfilePage").get("mainEntity");
        assertThat(person.get("description").asString()).isEqualTo("Writes.");
        assertThat(person.get("image").asString()).isEqualTo("https://press.example/api/media/1/ada.png");
        JsonNode list = thing(facts("/categories/craft"), "CollectionPage").get("mainEntity");
        assertThat(list.get("itemListElement").get(0).get("url").asString())
                .isEqualTo("https://press.example/articles/ink");
    }
}
