package org.pressroom.article.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Events;
import org.pressroom.article.Staff;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;
import org.pressroom.common.usecase.Refusal;
import org.pressroom.common.usecase.Result;
import org.pressroom.testkit.OwnThread;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@ArticleServiceTest
class PublishingTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Api api;
    private final Events events;
    private final PublishArticle publishArticle;
    private final DatabaseClient database;
    private final TransactionalOperator transactions;
    private final Staff author = Staff.author();

    @Autowired
    PublishingTest(
            Api api,
            Events events,
            PublishArticle publishArticle,
            DatabaseClient database,
            TransactionalOperator transactions) {
        this.publishArticle = publishArticle;
        this.api = api;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
    }

    @Test
    void whatIsPublishedIsThereToRead() {
        Answer draft = api.draft(author, "The first light", "body", "# Dawn\n\nIt *rises*.");
        Answer published =
                api.post("/api/articles/" + draft.id() + "/publication", author, null, "If-Match", draft.etag());
        assertThat(published.status()).isEqualTo(200);
        Answer read = api.get("/api/articles/" + published.text("slug"));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text("bodyHtml"))
                .contains("<h2 id=\"text-dawn\"", ">Dawn</a></h2>")
                .contains("<em>rises</em>");
        assertThat(read.header("Cache-Tag")).isEqualTo("article:" + draft.id() + ",translations:" + draft.id());
    }

    @Test
    void everyChangeThatReadersSeeIsToldInOrder() {
        UUID id = api.published(author, "Told in order", "tags", List.of("Weather"))
                .id();
        api.put("/api/drafts/" + id, author, Api.content("Told in order, again"), "If-Match", "*");
        api.publish(author, id);
        api.delete("/api/articles/" + id + "/publication", author, "If-Match", "*");
        api.publish(author, id);
        api.delete("/api/articles/" + id + "/publication", author, "If-Match", "*");
        api.delete("/api/drafts/" + id, author, "If-Match", "*");

        List<Events.Told> told = events.of(EventTopic.ARTICLE_EVENTS, id, 7);

        assertThat(told)
                .extracting(Events.Told::type)
                .startsWith(
                        "article.published.v1",
                        "article.revised.v1",
                        "article.unpublished.v1",
                        "article.published.v1",
                        "article.unpublished.v1",
                        "article.removed.v1");
        assertThat(told.subList(0, 6))
                .extracting(event -> event.data().get("version").asInt())
                .containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(told.subList(0, 6))
                .extracting(event -> event.data().get("publication").asInt())
                .containsExactly(1, 1, 1, 2, 2, 2);
        assertThat(told.get(6).data().isNull()).isTrue();
    }

    /** As an import orders it: in the past, and nobody is to be mailed, neither now nor when it is revised. */
    @Test
    void whatTheHouseOrdersIsDoneAsItSays() {
        UUID id = api.draft(author, "From elsewhere").id();
        Actor house = new Actor.House("import");
        Instant longAgo = Instant.parse("2019-05-01T12:00:00Z");
        assertThat(published(new PublishArticle.Command(id, house, ExpectedVersion.of(2), longAgo, null, false)))
                .isEqualTo(new Result.Refused<>(new Refusal.Stale()));
        assertThat(published(new PublishArticle.Command(
                        id, house, ExpectedVersion.ANY, Instant.now().plusSeconds(60), null, false)))
                .isInstanceOf(Result.Refused.class);
        assertThat(published(new PublishArticle.Command(
                        UUID.randomUUID(), house, ExpectedVersion.ANY, longAgo, null, false)))
                .isInstanceOf(Result.Refused.class);
        assertThat(published(new PublishArticle.Command(id, house, ExpectedVersion.of(1), longAgo, null, false)))
                .isInstanceOf(Result.Done.class);
        api.put("/api/drafts/" + id, author, Api.content("From elsewhere, revised"), "If-Match", "*");
        api.publish(author, id);

        List<Events.Told> told = events.of(EventTopic.ARTICLE_EVENTS, id, 2);

        assertThat(told)
                .extracting(event -> event.data().get("notify").asBoolean())
                .containsExactly(false, false);
        assertThat(told)
                .extracting(event -> event.data().get("firstPublishedAt").asString())
                .containsOnly(longAgo.toString());
        assertThat(told.get(0).data().get("publishedAt").asString()).isEqualTo(longAgo.toString());
    }

    @Test
    void subscribersHearOfAFirstPublicationAndOfAnotherOnlyWhereThatIsSaid() {
        UUID id = api.published(author, "Told once").id();
        String publication = "/api/articles/" + id + "/publication";
        for (Object notify : List.of(Map.of(), Map.of("notify", true), Map.of("notify", false))) {
            api.delete(publication, author, "If-Match", "*");
            assertThat(api.post(publication, author, notify, "If-Match", "*").status())
                    .isEqualTo(200);
        }
        UUID silent = api.draft(author, "Told to nobody").id();
        api.post("/api/articles/" + silent + "/publication", author, Map.of("notify", false), "If-Match", "*");

        assertThat(published(id, 4))
                .extracting(event -> event.data().get("notify").asBoolean())
                .containsExactly(true, false, true, false);
        assertThat(published(silent, 1))
                .extracting(event -> event.data().get("notify").asBoolean())
                .containsExactly(false);
    }

    private List<Events.Told> published(UUID id, int times) {
        return events
                .of(
                        EventTopic.ARTICLE_EVENTS,
                        id,
                        told -> told.stream()
                                        .filter(event -> event.type().equals("article.published.v1"))
                                        .count()
                                >= times)
                .stream()
                .filter(event -> event.type().equals("article.published.v1"))
                .toList();
    }

    @Test
    void anArticleHasTheDateThatItIsGiven() {
        UUID id = api.draft(author, "Dated").id();
        String publication = "/api/articles/" + id + "/publication";
        Answer first =
                api.post(publication, author, Map.of("at", "2019-05-01T14:00:00.1234567+02:00"), "If-Match", "*");
        assertThat(first.text("publishedAt")).isEqualTo("2019-05-01T12:00:00.123456Z");
        assertThat(first.text("updatedAt")).isEqualTo(first.text("publishedAt"));

        Answer earlier = api.post(publication, author, Map.of("at", "2018-01-01T00:00:00Z"), "If-Match", first.etag());
        assertThat(earlier.text("publishedAt")).isEqualTo("2018-01-01T00:00:00Z");
        assertThat(earlier.text("firstPublishedAt")).isEqualTo("2018-01-01T00:00:00Z");
        assertThat(earlier.json().get("publication").asInt()).isEqualTo(1);
        assertThat(api.get("/api/articles/" + first.text("slug")).text("publishedAt"))
                .isEqualTo("2018-01-01T00:00:00Z");
    }

    private Result<?> published(PublishArticle.Command command) {
        return Objects.requireNonNull(publishArticle.execute(command).block(LIMIT));
    }

    /** An import, say, that publishes what it brings and notes it, all or nothing. */
    @Test
    void aUseCaseJoinsTheTransactionOfItsCaller() {
        UUID id = api.draft(author, "All or nothing").id();
        PublishArticle.Command command =
                new PublishArticle.Command(id, new Actor.House("import"), ExpectedVersion.ANY, null, null, true);
        transactions
                .execute(mine -> publishArticle.execute(command).doOnNext(done -> {
                    assertThat(done).isInstanceOf(Result.Done.class);
                    mine.setRollbackOnly();
                }))
                .blockLast(LIMIT);
        assertThat(api.get("/api/drafts/" + id, author).text("status")).isEqualTo("draft");
        assertThat(published(command)).isInstanceOf(Result.Done.class);
        assertThat(events.of(EventTopic.ARTICLE_EVENTS, id, 1)).hasSize(1);
    }

    @Test
    void publishingWhatReadersSeeAlreadyIsNoNews() {
        Answer published = api.published(author, "Once");
        Answer again = api.publish(author, published.id());
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.etag()).isEqualTo(published.etag());
        assertThat(again.json()).isEqualTo(published.json());
        api.delete("/api/articles/" + published.id() + "/publication", author, "If-Match", published.etag());
        assertThat(events.of(EventTopic.ARTICLE_EVENTS, published.id(), 2))
                .extracting(Events.Told::type)
                .containsExactly("article.published.v1", "article.unpublished.v1");
    }

    @Test
    void publishingGivesTheDraftANewVersion() {
        Answer draft = api.draft(author, "Versions");
        String path = "/api/articles/" + draft.id() + "/publication";
        Answer published = api.post(path, author, null, "If-Match", draft.etag());
        assertThat(published.etag())
                .isNotEqualTo(draft.etag())
                .isEqualTo(api.get("/api/drafts/" + draft.id(), author).etag());
        Answer withdrawn = api.delete(path, author, "If-Match", published.etag());
        assertThat(withdrawn.status()).isEqualTo(204);
        assertThat(withdrawn.etag())
                .isEqualTo(api.get("/api/drafts/" + draft.id(), author).etag());
    }

    @Test
    void readersSeeTheLastEditionUntilTheNextIsPublished() {
        Answer published = api.published(author, "Edition one");
        String article = "/api/articles/" + published.text("slug");
        api.put("/api/drafts/" + published.id(), author, Api.content("Edition two"), "If-Match", "*");
        assertThat(api.get(article).text("title")).isEqualTo("Edition one");
        Answer revised = api.publish(author, published.id());
        assertThat(api.get(article).text("title")).isEqualTo("Edition two");
        assertThat(revised.text("publishedAt")).isEqualTo(published.text("publishedAt"));
        assertThat(revised.text("updatedAt")).isGreaterThan(published.text("updatedAt"));
    }

    @Test
    void aDraftThatIsRewrittenWhileItsTextIsSetIsPublishedAsItIsThen() {
        Answer draft = api.draft(author, "Rewritten meanwhile", "body", "Before");
        CompletableFuture<Answer> published = new CompletableFuture<>();
        database.sql("UPDATE draft SET body = 'After', version = version + 1 WHERE id = :id")
                .bind("id", draft.id())
                .fetch()
                .rowsUpdated()
                .then(Mono.fromRunnable(() -> {
                            published.completeAsync(() -> api.publish(author, draft.id()), OwnThread.EACH);
                            await().atMost(LIMIT).until(() -> draftIsWaitedFor());
                        })
                        .subscribeOn(Schedulers.boundedElastic()))
                .as(transactions::transactional)
                .block(LIMIT);

        assertThat(published.join().status()).isEqualTo(200);
        assertThat(api.get("/api/articles/" + published.join().text("slug")).text("bodyHtml"))
                .contains("After");
    }

    @Test
    void aSlugThatReadersKnewIsGivenToNobodyElse() {
        Answer published = api.published(author, "Known to readers");
        String slug = published.text("slug");
        api.delete("/api/articles/" + published.id() + "/publication", author, "If-Match", "*");
        assertThat(api.delete("/api/drafts/" + published.id(), author, "If-Match", "*")
                        .status())
                .isEqualTo(204);

        assertThat(api.post("/api/articles", author, Api.content("Another", "slug", slug))
                        .status())
                .isEqualTo(409);
        assertThat(api.draft(author, "Known to readers").text("slug")).isNotEqualTo(slug);
    }

    @Test
    void aFormerSlugLeadsToWhereTheArticleIsNow() {
        Answer first = api.published(author, "Before it moved");
        String former = "/api/articles/" + first.text("slug");
        String slug = "moved-" + UUID.randomUUID();
        api.put("/api/drafts/" + first.id(), author, Api.content("Moved", "slug", slug), "If-Match", "*");
        assertThat(api.get(former).status()).isEqualTo(200);
        api.publish(author, first.id());

        Answer moved = api.get(former);
        assertThat(moved.status()).isEqualTo(301);
        assertThat(moved.header("Location")).isEqualTo("/api/articles/" + slug);
        assertThat(moved.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(moved.header("Cache-Tag")).isEqualTo("article:" + first.id());
        assertThat(api.get("/api/articles/" + slug).status()).isEqualTo(200);

        api.delete("/api/articles/" + first.id() + "/publication", author, "If-Match", "*");
        assertThat(api.get(former).status()).isEqualTo(404);
    }

    @Test
    void aSlugThatReadersNeverKnewIsFreeAgain() {
        Answer draft = api.draft(author, "Never shown");
        String slug = draft.text("slug");
        api.delete("/api/drafts/" + draft.id(), author, "If-Match", "*");

        assertThat(api.post("/api/articles", author, Api.content("Another", "slug", slug))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void anHtmlBodyIsCleanedToo() {
        Answer published = api.published(
                author, "Cleaned", "format", "html", "body", "<p onclick=\"x()\">a<script>b</script></p>");
        assertThat(api.get("/api/articles/" + published.text("slug")).text("bodyHtml"))
                .isEqualTo("<p>a</p>");
    }

    @Test
    void titlesAndTagsMayBeInAnyScript() {
        Answer published = api.published(author, "東京の朝 — Утро", "tags", List.of("Погода"), "category", "天気");
        assertThat(published.text("slug")).startsWith("dong-jing-nozhao-utro");
        assertThat(api.get("/api/articles?tag=pogoda")
                        .json()
                        .get("items")
                        .get(0)
                        .get("id")
                        .asString())
                .isEqualTo(published.text("id"));
        assertThat(api.published(author, "🎉").text("slug")).startsWith("article");
    }

    @Test
    void manyAtOnceNeitherWaitForEachOtherNorShareASlug() {
        List<String> tags = List.of("shared one", "shared two", "shared three");
        List<CompletableFuture<Answer>> published = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            List<String> shuffled = new ArrayList<>(tags);
            Collections.rotate(shuffled, i);
            published.add(CompletableFuture.supplyAsync(
                    () -> api.published(author, "At once", "tags", shuffled, "category", shuffled.get(0)),
                    OwnThread.EACH));
        }
        List<Answer> answers = published.stream().map(CompletableFuture::join).toList();
        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers).extracting(answer -> answer.text("slug")).doesNotHaveDuplicates();
    }

    /** Whether somebody waits for the draft's row, which this test holds. */
    private boolean draftIsWaitedFor() {
        return Boolean.TRUE.equals(
                database.sql("""
                        SELECT EXISTS (SELECT FROM pg_stat_activity
                            WHERE wait_event_type = 'Lock' AND query LIKE 'SELECT id, version FROM draft % FOR UPDATE')
                        """).mapValue(Boolean.class).one().block(LIMIT));
    }
}
