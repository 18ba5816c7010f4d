package org.pressroom.comment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.ids.Ids;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

class ThreadTest extends ServiceTest {

    @ParameterizedTest
    @CsvSource({"oldest, true", "newest, false"})
    void isReadPageByPage(String sort, boolean forwards) {
        UUID article = article("open");
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Posted posted = posted(article, comment("Comment number " + i), "approved");
            written.add(forwards ? written.size() : 0, posted.id().toString());
        }

        List<JsonNode> parts = new ArrayList<>();
        String next = "";
        do {
            JsonNode part = part(article, sort, next);
            parts.add(part);
            next = part.path("next").isNull()
                    ? null
                    : "&after=" + part.path("next").asString();
        } while (next != null);

        assertThat(parts).hasSize(3);
        assertThat(parts.stream().flatMap(part -> ids(part).stream())).isEqualTo(written);
        assertThat(parts.get(0).path("previous").isNull()).isTrue();
        for (int i = 0; i < parts.size(); i++) {
            JsonNode part = parts.get(i);
            assertThat(part(article, sort, "&after=" + part.path("self").asString()))
                    .isEqualTo(part);
            assertThat(i == 0 || part.path("previous").equals(parts.get(i - 1).path("self")))
                    .isTrue();
        }
        for (String id : written) {
            JsonNode around = part(article, sort, "&around=" + id);
            assertThat(ids(around)).contains(id);
            assertThat(part(article, sort, "&after=" + around.path("self").asString()))
                    .isEqualTo(around);
            assertThat(beforeAndAfter(article, sort, around)).isEqualTo(written);
        }
    }

    private JsonNode part(UUID article, String sort, String place) {
        return json(stranger.get().uri("/api/articles/" + article + "/comments?sort=" + sort + "&limit=2" + place));
    }

    /** All comments, read from the middle on to both ends. Parts before the middle may begin anywhere. */
    private List<String> beforeAndAfter(UUID article, String sort, JsonNode middle) {
        List<String> all = new ArrayList<>(ids(middle));
        for (JsonNode part = middle; !part.path("previous").isNull(); ) {
            part = part(article, sort, "&after=" + part.path("previous").asString());
            List<String> before = new ArrayList<>(ids(part));
            before.removeAll(all);
            assertThat(before).isNotEmpty();
            all.addAll(0, before);
        }
        for (JsonNode part = middle; !part.path("next").isNull(); ) {
            part = part(article, sort, "&after=" + part.path("next").asString());
            all.addAll(ids(part));
        }
        return all;
    }

    private static List<String> ids(JsonNode part) {
        return part.path("items").values().stream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    @Test
    void aPartNamesThoseWhoAreAnsweredInIt() {
        UUID article = article("open");
        Posted answered = posted(article, comment("The first"), "approved");
        Posted gone = posted(article, comment("Soon gone"), "approved");
        posted(article, reply("To the first", answered.id()), "approved");
        posted(article, reply("To the one that goes", gone.id()), "approved");
        stranger.delete()
                .uri("/api/comments/{id}", gone.id())
                .header("X-Edit-Token", gone.editToken())
                .exchange()
                .expectStatus()
                .isNoContent();

        JsonNode first = part(article, "oldest", "");
        assertThat(first.path("parents")).isEmpty();
        JsonNode second = part(article, "oldest", "&after=" + first.path("next").asString());
        assertThat(second.path("parents")).singleElement().satisfies(parent -> {
            assertThat(parent.path("id").asString()).isEqualTo(answered.id().toString());
            assertThat(parent.path("name").asString()).isEqualTo("Rita Reader");
        });
    }

    @Test
    void aPlaceThatIsNotInTheThreadIsRefused() {
        UUID article = article("open");
        Posted elsewhere = posted(article("open"), comment("In another thread"), "approved");
        Posted held = posted(article, comment("Come to the online casino"), "held");
        for (Object id : List.of(elsewhere.id(), held.id(), UUID.randomUUID())) {
            expect(article, "around=" + id, 404);
        }
        expect(article, "around=x", 400);
        expect(article, "around=" + held.id() + "&after=start", 400);
    }

    private void expect(UUID article, String query, int status) {
        stranger.get()
                .uri("/api/articles/" + article + "/comments?" + query)
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    @Test
    void isNotSentAgainWhereItHasNotChanged() {
        UUID article = article("open");
        posted(article, comment("First"), "approved");
        String etag = etag(article);

        assertThat(etag).startsWith("\"");
        stranger.get()
                .uri("/api/articles/{id}/comments", article)
                .header(HttpHeaders.IF_NONE_MATCH, etag)
                .exchange()
                .expectStatus()
                .isNotModified()
                .expectHeader()
                .valueEquals("Cache-Tag", "thread:" + article)
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, etag);

        Posted second = posted(article, comment("Second"), "approved");
        String withTwo = etag(article);
        assertThat(withTwo).isNotEqualTo(etag);
        decide("reject", second.id());
        assertThat(etag(article)).isNotEqualTo(withTwo);
    }

    @Test
    void isTaggedForTheEdge() {
        UUID article = article("open");

        stranger.get()
                .uri("/api/articles/{id}/comments", article)
                .exchange()
                .expectHeader()
                .valueEquals("Cache-Tag", "thread:" + article)
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "no-cache");
    }

    @Test
    void ofAnArticleThatIsNoLongerPublicIsNotShown() {
        UUID article = article("open");
        tell(state(article, 2, ArticleState.UNPUBLISHED, "open"), EventType.ARTICLE_UNPUBLISHED);

        awaitThreadStatus(article, 404);
        stranger.post()
                .uri("/api/articles/{id}/comments", article)
                .bodyValue(comment("Hello?"))
                .exchange()
                .expectStatus()
                .isEqualTo(409);

        tell(state(article, 4, ArticleState.REMOVED, "open"), EventType.ARTICLE_REMOVED);
        tell(state(article, 3, ArticleState.PUBLISHED, "open"), EventType.ARTICLE_PUBLISHED);
        awaitAllBefore(article);
        stranger.post()
                .uri("/api/articles/{id}/comments", article)
                .bodyValue(comment("Hello?"))
                .exchange()
                .expectStatus()
                .isNotFound();
        awaitThreadStatus(article, 404);
    }

    @Test
    void ofARemovedArticleForgetsWhoWroteIt() {
        UUID article = article("open");
        Posted shown = posted(article, comment("On the page"), "approved");
        Posted held = posted(article, comment("Come to the online casino"), "held");

        tell(state(article, 2, ArticleState.REMOVED, "open"), EventType.ARTICLE_REMOVED);
        awaitAllBefore(article);

        for (Posted posted : List.of(shown, held)) {
            assertThat(own(posted).path("author").path("name").asString()).isEmpty();
            assertThat(database.sql("SELECT row_to_json(c)::text AS row FROM comment c WHERE id = :id")
                            .bind("id", posted.id())
                            .map(row -> row.get("row", String.class))
                            .one()
                            .block())
                    .doesNotContain("Rita")
                    .doesNotContain("example.org");
        }
    }

    @Test
    void ofAClosedArticleIsReadButNotWritten() {
        UUID article = article("closed");

        assertThat(thread(article)).isEmpty();
        stranger.post()
                .uri("/api/articles/{id}/comments", article)
                .bodyValue(comment("Hello?"))
                .exchange()
                .expectStatus()
                .isEqualTo(409);
    }

    @Test
    void anOlderStateOfAnArticleChangesNothing() {
        UUID article = article("open");
        tell(state(article, 3, ArticleState.PUBLISHED, "closed"), EventType.ARTICLE_REVISED);
        tell(state(article, 2, ArticleState.PUBLISHED, "moderated"), EventType.ARTICLE_REVISED);
        awaitAllBefore(article);

        assertThat(projected(article)).isEqualTo("3 closed");
    }

    @Test
    void anEventThatComesTwiceIsTakenOnce() {
        UUID article = article("open");
        UUID event = UUID.randomUUID();
        send(event, EventType.ARTICLE_REVISED, article, article, state(article, 4, ArticleState.PUBLISHED, "closed"));
        send(event, EventType.ARTICLE_REVISED, article, article, state(article, 5, ArticleState.PUBLISHED, "open"));
        awaitAllBefore(article);

        assertThat(projected(article)).isEqualTo("4 closed");
    }

    /** They are taken over together; of each its newest state counts, in whatever order they come. */
    @Test
    void ofManyThatComeAtOnceEachIsAsItsNewestStateSays() {
        List<UUID> articles = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            UUID article = Ids.next();
            articles.add(article);
            tell(state(article, 1, ArticleState.PUBLISHED, "open"), EventType.ARTICLE_PUBLISHED);
            if (i % 3 == 1) {
                tell(state(article, 3, ArticleState.PUBLISHED, "closed"), EventType.ARTICLE_REVISED);
                tell(state(article, 2, ArticleState.PUBLISHED, "moderated"), EventType.ARTICLE_REVISED);
            } else if (i % 3 == 2) {
                tell(state(article, 2, ArticleState.REMOVED, "open"), EventType.ARTICLE_REMOVED);
            }
        }
        articles.forEach(this::awaitAllBefore);

        for (int i = 0; i < articles.size(); i++) {
            UUID article = articles.get(i);
            assertThat(projected(article))
                    .isEqualTo(List.of("1 open", "3 closed", "2 open").get(i % 3));
            awaitThreadStatus(article, i % 3 == 2 ? 404 : 200);
        }
    }

    /** Waits until what was told of an article is handled: another article is told of behind it, in the same partition. */
    private void awaitAllBefore(UUID article) {
        UUID behind = Ids.next();
        send(
                Ids.next(),
                EventType.ARTICLE_PUBLISHED,
                article,
                behind,
                state(behind, 1, ArticleState.PUBLISHED, "open"));
        awaitThreadStatus(behind, 200);
    }

    private String projected(UUID article) {
        return String.valueOf(
                database.sql("SELECT version || ' ' || comment_policy AS state FROM article WHERE id = :id")
                        .bind("id", article)
                        .map(row -> row.get("state", String.class))
                        .one()
                        .block());
    }

    private String etag(UUID article) {
        return String.valueOf(stranger.get()
                .uri("/api/articles/{id}/comments", article)
                .exchange()
                .returnResult(String.class)
                .getResponseHeaders()
                .getETag());
    }

    @Test
    void commentsOfWhatNotEverybodyMayReadAreForNobody() {
        UUID article = article("open");
        int version = 2;
        for (String restricted : List.of(ArticleState.PASSWORD, ArticleState.SUBSCRIBERS)) {
            tell(state(article, version++, ArticleState.PUBLISHED, "open", restricted), EventType.ARTICLE_REVISED);
            awaitThreadStatus(article, 404);
            tell(state(article, version++, ArticleState.PUBLISHED, "open", "unlisted"), EventType.ARTICLE_REVISED);
            awaitThreadStatus(article, 200);
        }
    }
}
