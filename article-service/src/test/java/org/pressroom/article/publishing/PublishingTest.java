package org.pressroom.article.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
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
}
