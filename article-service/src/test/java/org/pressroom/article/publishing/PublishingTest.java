package org.pressroom.article.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Events;
import org.pressroom.article.Staff;
import org.pressroom.common.events.Topic;
import org.springframework.beans.factory.annotation.Autowired;

@ArticleServiceTest
class PublishingTest {

    private final Api api;
    private final Events events;
    private final Staff author = Staff.author();

    @Autowired
    PublishingTest(Api api, Events events) {
        this.api = api;
        this.events = events;
    }

    @Test
    void whatIsPublishedIsThereToRead() {
        Answer draft = api.draft(author, "The first light", "body", "# Dawn\n\nIt *rises*.");
        Answer published =
                api.post("/api/articles/" + draft.id() + "/publication", author, null, "If-Match", draft.etag());
        assertThat(published.status()).isEqualTo(200);
        Answer read = api.get("/api/articles/" + published.text("slug"));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text("bodyHtml")).contains("<h1>Dawn</h1>").contains("<em>rises</em>");
        assertThat(read.header("Cache-Tag")).isEqualTo("article:" + draft.id());
    }

    @Test
    void everyChangeThatReadersSeeIsToldInOrder() {
        UUID id = api.published(author, "Told in order", "tags", List.of("Weather"))
                .id();
        api.put("/api/drafts/" + id, author, Api.manuscript("Told in order, again"), "If-Match", "*");
        api.publish(author, id);
        api.delete("/api/articles/" + id + "/publication", author, "If-Match", "*");
        api.publish(author, id);
        api.delete("/api/articles/" + id + "/publication", author, "If-Match", "*");
        api.delete("/api/drafts/" + id, author, "If-Match", "*");

        List<Events.Told> told = events.of(Topic.ARTICLE_EVENTS, id, 7);

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

    @Test
    void publishingWhatReadersSeeAlreadyIsNoNews() {
        Answer published = api.published(author, "Once");
        Answer again = api.publish(author, published.id());
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.etag()).isEqualTo(published.etag());
        assertThat(again.json()).isEqualTo(published.json());
        api.delete("/api/articles/" + published.id() + "/publication", author, "If-Match", published.etag());
        assertThat(events.of(Topic.ARTICLE_EVENTS, published.id(), 2))
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
        api.put("/api/drafts/" + published.id(), author, Api.manuscript("Edition two"), "If-Match", "*");
        assertThat(api.get(article).text("title")).isEqualTo("Edition one");
        Answer revised = api.publish(author, published.id());
        assertThat(api.get(article).text("title")).isEqualTo("Edition two");
        assertThat(revised.text("publishedAt")).isEqualTo(published.text("publishedAt"));
        assertThat(revised.text("updatedAt")).isGreaterThan(published.text("updatedAt"));
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
                    () -> api.published(author, "At once", "tags", shuffled, "category", shuffled.get(0))));
        }
        List<Answer> answers = published.stream().map(CompletableFuture::join).toList();
        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers).extracting(answer -> answer.text("slug")).doesNotHaveDuplicates();
    }
}
