package org.pressroom.article.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.pressroom.article.Api;
import org.pressroom.article.ArticleServiceTest;
import org.pressroom.article.Events;
import org.pressroom.article.Staff;
import org.pressroom.common.events.EventTopic;
import org.springframework.beans.factory.annotation.Autowired;

/** A schedule orders publications as the desk does, through the same use case. */
@ArticleServiceTest
class ScheduledPublicationTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Api api;
    private final Events events;
    private final ScheduledPublications schedule;
    private final Clock clock;
    private final Staff author = Staff.author();

    @Autowired
    ScheduledPublicationTest(Api api, Events events, ScheduledPublications schedule, Clock clock) {
        this.api = api;
        this.events = events;
        this.schedule = schedule;
        this.clock = clock;
    }

    @Test
    void whatIsScheduledGoesPublicAtItsTime() {
        UUID id = api.draft(author, "At its time").id();
        Instant at = clock.instant().plusMillis(500);

        schedule.add(id, at).block(LIMIT);

        List<Events.Told> told = events.of(EventTopic.ARTICLE_EVENTS, id, 1);
        assertThat(clock.instant()).isAfter(at);
        assertThat(told.get(0).type()).isEqualTo("article.published.v1");
        assertThat(told.get(0).data().get("publishedAt").asString()).isEqualTo(at.toString());
        assertThat(told.get(0).data().get("notify").asBoolean()).isTrue();
        assertThat(api.get("/api/drafts/" + id, author).text("status")).isEqualTo("published");
    }

    @Test
    void whatCannotBePublishedIsNotedAndHoldsUpNothing() {
        UUID empty = api.draft(author, "Nothing to see", "body", "").id();
        UUID next = api.draft(author, "After it").id();
        Instant at = clock.instant();

        schedule.add(empty, at.minusSeconds(60)).block(LIMIT);
        schedule.add(next, at).block(LIMIT);

        assertThat(events.of(EventTopic.ARTICLE_EVENTS, next, 1)).hasSize(1);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(schedule.refusal(empty).block(LIMIT))
                        .contains("must show something when it is published"));
        assertThat(api.get("/api/drafts/" + empty, author).text("status")).isEqualTo("draft");
    }
}
