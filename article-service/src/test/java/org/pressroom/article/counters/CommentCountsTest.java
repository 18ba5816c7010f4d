package org.pressroom.article.counters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Events;
import org.pressroom.article.Staff;
import org.pressroom.common.events.EventTopic;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ThreadCounted;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.reactive.TransactionalOperator;

@ArticleServiceTest
class CommentCountsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Api api;
    private final Events events;
    private final CommentCounts counts;
    private final TransactionalOperator transactions;
    private final Staff author = Staff.author();

    @Autowired
    CommentCountsTest(Api api, Events events, CommentCounts counts, TransactionalOperator transactions) {
        this.api = api;
        this.events = events;
        this.counts = counts;
        this.transactions = transactions;
    }

    @Test
    void readersSeeTheNewestCountWhateverOrderTheyCameIn() {
        Answer article = api.published(author, "Counted");
        UUID id = article.id();
        for (int version : new int[] {3, 5, 4, 1}) {
            counts.project(new ThreadCounted(id, version, 10L * version))
                    .as(transactions::transactional)
                    .block(LIMIT);
        }
        assertThat(shown(article)).isEqualTo(50);
        assertThat(api.get("/api/articles?author=" + author.slug())
                        .json()
                        .get("items")
                        .findValuesAsString("commentCount"))
                .contains("50");

        List<Events.Told> told = events.of(EventTopic.ARTICLE_FIGURES, id, all -> all.stream()
                .anyMatch(event -> event.data().get("commentCount").asInt() == 50));
        assertThat(told).extracting(Events.Told::type).containsOnly("article.counted.v1");
        assertThat(told)
                .extracting(event -> event.data().get("version").asLong())
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void theSameCountToldTwiceCountsOnce() {
        Answer article = api.published(author, "Told twice");
        UUID event = UUID.randomUUID();
        events.tell(EventType.THREAD_COUNTED, article.id(), event, new ThreadCounted(article.id(), 1, 7));
        // Of those that are read at once only the newest would count.
        await().atMost(LIMIT).until(() -> shown(article) == 7);
        events.tell(EventType.THREAD_COUNTED, article.id(), event, new ThreadCounted(article.id(), 1, 7));
        tell(article.id(), 2, 8);
        List<Events.Told> told = events.of(EventTopic.ARTICLE_FIGURES, article.id(), all -> all.stream()
                .anyMatch(counted -> counted.data().get("commentCount").asInt() == 8));
        assertThat(told.get(told.size() - 1).data().get("version").asInt()).isEqualTo(2);
    }

    @Test
    void aFlurryOfCountsIsToldFewTimesAndItsLastAlways() {
        Answer article = api.published(author, "Flurry");
        Instant began = Instant.now();
        for (int i = 1; i <= 200; i++) {
            tell(article.id(), i, i);
        }
        List<Events.Told> told = events.of(EventTopic.ARTICLE_FIGURES, article.id(), all -> all.stream()
                .anyMatch(event -> event.data().get("commentCount").asInt() == 200));
        long seconds = Duration.between(began, Instant.now()).toSeconds();
        assertThat(told).hasSizeLessThanOrEqualTo((int) seconds + 2);
    }

    @Test
    void aCountOfAnArticleThatIsGoneIsLetGo() {
        UUID gone = UUID.randomUUID();
        tell(gone, 1, 1);
        Answer article = api.published(author, "After it");
        tell(article.id(), 1, 2);
        await().atMost(LIMIT).until(() -> shown(article) == 2);
    }

    private long shown(Answer article) {
        return api.get("/api/articles/" + article.text("slug"))
                .json()
                .get("commentCount")
                .asLong();
    }

    private void tell(UUID article, long version, long count) {
        events.tell(EventType.THREAD_COUNTED, article, new ThreadCounted(article, version, count));
    }
}
