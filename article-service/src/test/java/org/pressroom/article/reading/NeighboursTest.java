package org.pressroom.article.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Staff;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ArticleServiceTest
class NeighboursTest {

    private final Api api;
    private final Staff author = Staff.author();
    private final String unique = UUID.randomUUID().toString();

    /** One of those that are left to whoever wants one: nobody else writes in it. */
    private final String language = "q" + (char) ThreadLocalRandom.current().nextInt('a', 'u')
            + (char) ThreadLocalRandom.current().nextInt('a', '{');

    @Autowired
    NeighboursTest(Api api) {
        this.api = api;
    }

    @Test
    void theNextOnesToEitherSideAreOfTheSameLanguage() {
        Answer first = written("One");
        Answer second = api.published(author, "Two", "language", language + "-AT");
        api.published(author, "In another language");
        api.published(author, "Found by its address alone", "language", language, "visibility", "unlisted");
        api.published(Staff.editor(), "No article", "language", language, "kind", "page");
        api.published(author, "Two, translated", "language", "de", "translationOf", second.id());
        Answer third = written("Three");

        assertThat(side("newer", first)).isEqualTo(second.id());
        assertThat(side("older", first)).isNull();
        assertThat(side("newer", second)).isEqualTo(third.id());
        assertThat(side("older", second)).isEqualTo(first.id());
        assertThat(side("newer", third)).isNull();
        assertThat(side("older", third)).isEqualTo(second.id());

        api.delete("/api/articles/" + second.id() + "/publication", author, "If-Match", "*");
        assertThat(side("newer", first)).isEqualTo(third.id());
    }

    @Test
    void relatedAreThoseThatShareMost() {
        String common = "Common " + unique;
        String rare = "Rare " + unique;
        String category = "Category " + unique;
        Answer about = written("About", "tags", List.of(common, rare), "category", category);
        Answer sameCategory = written("In the category", "category", category);
        List<UUID> ofTheCommonTag = new ArrayList<>();
        for (int count = 0; count < 3; count++) {
            ofTheCommonTag.add(0, written("Common", "tags", List.of(common)).id());
        }
        UUID both = written("Both", "tags", List.of(common, rare)).id();
        UUID ofTheRareTag = written("Rare", "tags", List.of(rare)).id();
        written("Nothing in common", "tags", List.of("Other " + unique));
        api.published(author, "Another language", "tags", List.of(common, rare));
        api.published(author, "Unlisted", "language", language, "tags", List.of(rare), "visibility", "unlisted");
        api.published(
                author,
                "Translated",
                "language",
                language + "-AT",
                "tags",
                List.of(common, rare),
                "translationOf",
                about.id());

        assertThat(related(about)).containsExactly(both, ofTheRareTag, ofTheCommonTag.get(0), ofTheCommonTag.get(1));
        assertThat(related(sameCategory)).containsExactly(about.id());
        assertThat(related(written("Alone"))).isEmpty();
    }

    /** One tag may be on a million articles: the newest few of it are looked at. */
    @Test
    void ofATagWithManyTheNewestAreLookedAt() {
        String tag = "Much " + unique;
        Answer oldest = written("The oldest", "tags", List.of(tag));
        List<UUID> newest = new ArrayList<>();
        for (int count = 0; count < 25; count++) {
            newest.add(0, written("Another", "tags", List.of(tag)).id());
        }
        assertThat(related(oldest)).isEqualTo(newest.subList(0, 4));
    }

    @Test
    void whatIsInNoListHasNone() {
        String tag = "Tag " + unique;
        written("Listed", "tags", List.of(tag));
        for (Answer apart : List.of(
                api.published(author, "Unlisted", "language", language, "tags", List.of(tag), "visibility", "unlisted"),
                api.published(Staff.editor(), "Page", "language", language, "kind", "page"))) {
            assertThat(side("newer", apart)).isNull();
            assertThat(side("older", apart)).isNull();
            assertThat(related(apart)).isEmpty();
        }
    }

    @Test
    void theEdgeIsToldWhatIsShown() {
        Answer first = written("One", "tags", List.of(unique));
        Answer second = written("Two", "tags", List.of(unique));
        assertThat(String.valueOf(neighbours(first).header("Cache-Tag")).split(","))
                .containsOnly("article:" + first.id(), "article:" + second.id());
        assertThat(api.get(path(first), "If-None-Match", neighbours(first).etag())
                        .status())
                .isEqualTo(304);
    }

    @Test
    void aFormerSlugLeadsOnAndNothingElseIsThere() {
        Answer article = written("Before " + unique);
        api.put(
                "/api/drafts/" + article.id(),
                author,
                Api.content("After", "slug", "after-" + unique, "language", language),
                "If-Match",
                "*");
        api.publish(author, article.id());
        Answer moved = neighbours(article);
        assertThat(moved.status()).isEqualTo(301);
        assertThat(moved.header("Location")).isEqualTo("/api/articles/after-" + unique + "/neighbours");
        for (String slug : List.of("no-such-" + unique, "-", "x".repeat(500), "'--")) {
            assertThat(api.get("/api/articles/" + slug + "/neighbours").status())
                    .as(slug)
                    .isEqualTo(404);
        }
    }

    private Answer written(String title, Object... more) {
        List<Object> all = new ArrayList<>(List.of("language", language));
        all.addAll(List.of(more));
        return api.published(author, title, all.toArray());
    }

    private static String path(Answer article) {
        return "/api/articles/" + article.text("slug") + "/neighbours";
    }

    private Answer neighbours(Answer article) {
        return api.get(path(article));
    }

    private @Nullable UUID side(String side, Answer article) {
        JsonNode found = neighbours(article).json().get(side);
        return found.isNull() ? null : UUID.fromString(found.get("id").asString());
    }

    private List<UUID> related(Answer article) {
        List<UUID> ids = new ArrayList<>();
        neighbours(article)
                .json()
                .get("related")
                .forEach(each -> ids.add(UUID.fromString(each.get("id").asString())));
        return ids;
    }
}
