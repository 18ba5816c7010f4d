package org.pressroom.article.authors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Events;
import org.pressroom.article.Staff;
import org.pressroom.common.events.AccountState;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.events.EventType;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

@ArticleServiceTest
class AuthorsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final DatabaseClient database;
    private final Api api;
    private final Events events;
    private final Staff author = Staff.author();

    @Autowired
    AuthorsTest(Api api, Events events, DatabaseClient database) {
        this.database = database;
        this.api = api;
        this.events = events;
    }

    @Test
    void aNewNameShowsOnAllArticlesAndOthersAreTold() {
        Answer first = api.published(author, "One");
        Answer second = api.published(author, "Two");
        UUID draft = api.draft(author, "Three").id();
        String slug = "renamed-" + UUID.randomUUID();

        rename(2, slug, "Renamed");

        await().atMost(LIMIT)
                .until(() -> byline(first).equals("Renamed") && byline(second).equals("Renamed"));
        assertThat(api.get("/api/articles?author=" + slug).json().get("items")).hasSize(2);
        // The former address leads on.
        assertThat(api.get("/api/articles?author=" + author.slug()).json().get("items"))
                .hasSize(2);
        Answer moved = api.get("/api/authors/" + author.slug());
        assertThat(moved.status()).isEqualTo(301);
        assertThat(moved.header("Location")).isEqualTo("/api/authors/" + slug);
        assertThat(api.get("/api/drafts/" + draft, author)
                        .json()
                        .get("author")
                        .get("name")
                        .asString())
                .isEqualTo("Renamed");
        for (Answer article : List.of(first, second)) {
            List<Events.Told> told = events.of(EventTopic.ARTICLE_EVENTS, article.id(), 2);
            assertThat(told)
                    .extracting(Events.Told::type)
                    .containsExactly("article.published.v1", "article.revised.v1");
            assertThat(told.get(1).data().get("version").asInt()).isEqualTo(2);
            assertThat(told.get(1).data().get("publication").asInt()).isEqualTo(1);
            assertThat(told.get(1).data().get("author").get("slug").asString()).isEqualTo(slug);
        }
    }

    @Test
    void aFormerAddressIsOfWhoHasItNow() {
        api.published(author, "By the first");
        Staff second = Staff.author();
        api.published(second, "By the second");
        String slug = "shared-" + UUID.randomUUID();
        rename(2, slug, author.name());
        rename(3, "left-" + author.id(), author.name());
        String path = "/api/authors/" + slug;
        await().atMost(LIMIT).until(() -> api.get(path).status() == 301);
        events.tell(
                EventType.ACCOUNT_CHANGED, second.id(), new AccountState(second.id(), 2, slug, second.name(), true));
        await().atMost(LIMIT).until(() -> api.get(path).status() == 200);
        assertThat(api.get("/api/articles?author=" + slug)
                        .json()
                        .get("items")
                        .get(0)
                        .get("title")
                        .asString())
                .isEqualTo("By the second");
        // One comes back to what one had.
        rename(4, author.slug(), author.name());
        await().atMost(LIMIT)
                .until(() -> api.get("/api/authors/" + author.slug()).status() == 200);
        assertThat(api.get("/api/authors/left-" + author.id()).header("Location"))
                .isEqualTo("/api/authors/" + author.slug());
    }

    @Test
    void anOlderNameThatComesLateChangesNothing() {
        Answer article = api.published(author, "One");
        rename(5, "fifth-" + author.id(), "Fifth");
        await().atMost(LIMIT).until(() -> byline(article).equals("Fifth"));
        UUID late = UUID.randomUUID();
        events.tell(
                EventType.ACCOUNT_CHANGED,
                author.id(),
                late,
                new AccountState(author.id(), 4, "fourth-" + author.id(), "Fourth", true));
        await().atMost(LIMIT).until(() -> isHandled(late));
        assertThat(byline(article)).isEqualTo("Fifth");
    }

    @Test
    void readersAreToldWhatAnAuthorSaysOnceThereIsAnArticle() {
        AccountState state = new AccountState(
                author.id(), 3, author.slug(), author.name(), true, "Writes on rivers.", "/rivers.jpg");
        events.tell(EventType.ACCOUNT_CHANGED, author.id(), state);
        String path = "/api/authors/" + author.slug();
        api.draft(author, "Unseen");
        assertThat(api.get(path).status()).isEqualTo(404);
        api.published(author, "Seen");
        await().atMost(LIMIT).until(() -> api.get(path).text("bio").equals("Writes on rivers."));
        assertThat(api.get(path).text("picture")).isEqualTo("/rivers.jpg");
        assertThat(api.get(path).json().get("articleCount").asLong()).isEqualTo(1);
        assertThat(api.get("/api/authors/No%20Slug").status()).isEqualTo(404);
    }

    @Test
    void theSameNameAgainIsNoNews() {
        Answer article = api.published(author, "One");
        rename(1, author.slug(), author.name());
        rename(2, "other-" + author.id(), "Other");
        List<Events.Told> told = events.of(EventTopic.ARTICLE_EVENTS, article.id(), all -> all.stream()
                .anyMatch(event ->
                        event.data().get("author").get("name").asString().equals("Other")));
        assertThat(told).hasSize(2);
    }

    /** Whoever publishes reads the name before it writes, and many do at once. */
    @Test
    void whateverIsPublishedWhileANameChangesIsToldUnderTheLastOne() {
        List<UUID> drafts = IntStream.range(0, 24)
                .mapToObj(number -> api.draft(author, "Number " + number).id())
                .toList();
        List<CompletableFuture<Answer>> publications = drafts.stream()
                .map(draft -> CompletableFuture.supplyAsync(() -> api.publish(author, draft)))
                .toList();
        for (int version = 2; version <= 6; version++) {
            rename(version, "changing-" + author.id(), "Name " + version);
        }
        assertThat(publications)
                .allSatisfy(
                        publication -> assertThat(publication.join().status()).isIn(200, 409));
        // Who was refused since the name changed again and again publishes once more.
        drafts.forEach(draft -> api.publish(author, draft));

        for (UUID draft : drafts) {
            List<Events.Told> told = events.of(
                    EventTopic.ARTICLE_EVENTS,
                    draft,
                    all -> !all.isEmpty() && nameIn(all.get(all.size() - 1)).equals("Name 6"));
            assertThat(told)
                    .extracting(event -> event.data().get("version").asLong())
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
        assertThat(api.get("/api/authors/changing-" + author.id())
                        .json()
                        .get("articleCount")
                        .asInt())
                .isEqualTo(24);
    }

    private static String nameIn(Events.Told told) {
        return told.data().get("author").get("name").asString();
    }

    private boolean isHandled(UUID event) {
        return Boolean.TRUE.equals(database.sql("SELECT EXISTS (SELECT FROM inbox WHERE event_id = :event)")
                .bind("event", event)
                .mapValue(Boolean.class)
                .one()
                .block(LIMIT));
    }

    private String byline(Answer article) {
        return api.get("/api/articles/" + article.text("slug"))
                .json()
                .get("author")
                .get("name")
                .asString();
    }

    private void rename(long version, String slug, String name) {
        events.tell(EventType.ACCOUNT_CHANGED, author.id(), new AccountState(author.id(), version, slug, name, true));
    }
}
