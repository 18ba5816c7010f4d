package org.pressroom.article.counters;

import java.time.Duration;
import org.pressroom.common.background.PollingTask;
import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ThreadCounted;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes over counts of comments, and publishes those that had to wait. */
@Configuration(proxyBeanMethods = false)
class CounterEventHandlers {

    private static final Duration BETWEEN_RUNS = Duration.ofMillis(250);

    /** Counts are published once a second at most: under a lively discussion most are old before they could be. */
    private static final Duration GATHERING = Duration.ofMillis(200);

    @Bean
    EventConsumer threadCounts(EventConsumers consumers, CommentCounts counts) {
        return consumers
                .group("article-threads")
                .on(EventType.THREAD_COUNTED, ThreadCounted.class, (event, thread) -> counts.project(thread))
                .newestOnly()
                .gather(GATHERING)
                .build();
    }

    @Bean
    PollingTask countTask(CommentCounts counts) {
        return PollingTask.ofSteps("Publishing comment counts", counts.publishDue(), BETWEEN_RUNS);
    }
}
