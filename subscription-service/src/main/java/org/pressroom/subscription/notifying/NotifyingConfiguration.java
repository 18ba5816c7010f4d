package org.pressroom.subscription.notifying;

import java.time.Duration;
import org.pressroom.common.background.PollingTask;
import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.EventType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NotifyingConfiguration {

    private static final Duration BETWEEN_RUNS = Duration.ofSeconds(1);

    @Bean
    PollingTask completionTask(CompleteNotifications completing) {
        return PollingTask.of("Completing notifications", completing::complete, BETWEEN_RUNS, completing.wakeUp());
    }

    /** Publications wait for each other, so more of them side by side would only hold connections. */
    @Bean
    EventConsumer subscriptionArticles(EventConsumers consumers, ArticleEventHandlers handlers) {
        return consumers
                .group("subscription-articles")
                .on(EventType.ARTICLE_PUBLISHED, ArticleState.class, handlers::project)
                .on(EventType.ARTICLE_REVISED, ArticleState.class, handlers::project)
                .on(EventType.ARTICLE_UNPUBLISHED, ArticleState.class, handlers::project)
                .on(EventType.ARTICLE_REMOVED, ArticleState.class, handlers::project)
                .together(handlers::project)
                .sideBySide(2)
                .build();
    }
}
