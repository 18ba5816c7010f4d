package org.pressroom.article.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
import org.pressroom.article.Events.Told;
import org.pressroom.article.Staff;
import org.pressroom.common.events.EventTopic;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Articles that take comments for some days. */
@ArticleServiceTest
class CommentDaysTest {

    private final Api api;
    private final Events events;
    private final Staff author = Staff.author();

    @Autowired
    CommentDaysTest(Api api, Events events) {
        this.api = api;
        this.events = events;
    }

    @Test
    void readersAreToldUntilWhen() {
        Instant at = Instant.parse("2026-01-31T22:00:00Z");
        Answer published = published(at, 3_650);

        JsonNode read = read(published);
        assertThat(read.get("commentPolicy").asString()).isEqualTo("moderated");
        assertThat(read.get("commentsCloseAt").asString())
                .isEqualTo(at.plus(Duration.ofDays(3_650)).toString());
        assertThat(api.get("/api/drafts/" + published.id(), author)
                        .json()
                        .get("commentDays")
                        .asInt())
                .isEqualTo(3_650);
    }

    @Test
    void theyCloseByThemselvesOnceAndOthersHearOfIt() {
        Answer published = published(Instant.now().minus(Duration.ofDays(2)).plusSeconds(5), 2);
        JsonNode before = read(published);
        assertThat(before.get("commentPolicy").asString()).isEqualTo("moderated");

        List<Told> told = told(published.id(), 2);
        assertThat(told)
                .extracting(each -> each.data().get("commentPolicy").asString())
                .containsExactly("moderated", "closed");
        assertThat(told.get(1).data().get("version").asLong()).isEqualTo(2);
        assertThat(told.get(1).data().get("notify").asBoolean())
                .isEqualTo(told.get(0).data().get("notify").asBoolean());
        JsonNode after = read(published);
        assertThat(after.get("commentPolicy").asString()).isEqualTo("closed");
        assertThat(after.get("commentsCloseAt").isNull()).isTrue();
        assertThat(after.get("updatedAt")).isEqualTo(before.get("updatedAt"));
        // Its writer has nothing to publish for it.
        assertThat(api.get("/api/drafts/" + published.id(), author)
                        .json()
                        .get("changed")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void whatIsRevisedAfterwardsStaysClosedAndMoreDaysOpenItAgain() {
        Answer published = published(Instant.now().minus(Duration.ofDays(9)), 2);
        assertThat(read(published).get("commentPolicy").asString()).isEqualTo("closed");

        revise(published, 2);
        assertThat(read(published).get("commentPolicy").asString()).isEqualTo("closed");
        revise(published, 10);
        assertThat(read(published).get("commentPolicy").asString()).isEqualTo("moderated");
        revise(published, null);
        assertThat(read(published).get("commentPolicy").asString()).isEqualTo("moderated");
        assertThat(read(published).get("commentsCloseAt").isNull()).isTrue();
        assertThat(told(published.id(), 4))
                .extracting(each -> each.data().get("commentPolicy").asString())
                .containsExactly("closed", "closed", "moderated", "moderated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "3651", "1.5", "\"a fortnight\"", "99999999999"})
    void daysAreANumberWithinTenYears(String days) {
        String content =
                "{\"title\": \"Ink\", \"body\": \"a\", \"format\": \"markdown\", \"commentDays\": " + days + "}";
        Answer refused = api.post("/api/articles", author, content);
        assertThat(refused.status()).isIn(400, 422);
        assertThat(refused.json().get("errors").get(0).get("field").asString()).isEqualTo("commentDays");
    }

    private Answer published(Instant at, int days) {
        UUID id = api.draft(
                        author,
                        "Days of comments " + UUID.randomUUID(),
                        "commentPolicy",
                        "moderated",
                        "commentDays",
                        days)
                .id();
        return api.post("/api/articles/" + id + "/publication", author, Map.of("at", at.toString()), "If-Match", "*");
    }

    private void revise(Answer published, @Nullable Integer days) {
        Map<String, Object> content = Api.content("Revised", "commentPolicy", "moderated");
        content.put("slug", published.text("slug"));
        content.put("commentDays", days);
        assertThat(api.put("/api/drafts/" + published.id(), author, content, "If-Match", "*")
                        .status())
                .isEqualTo(200);
        assertThat(api.publish(author, published.id()).status()).isEqualTo(200);
    }

    private JsonNode read(Answer published) {
        return api.get("/api/articles/" + published.text("slug")).json();
    }

    private List<Told> told(UUID id, int count) {
        return events.of(EventTopic.ARTICLE_EVENTS, id, count);
    }
}
