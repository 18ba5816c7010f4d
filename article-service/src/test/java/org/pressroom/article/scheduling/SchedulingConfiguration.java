package org.pressroom.article.scheduling;

import java.time.Clock;
import java.time.Duration;
import org.pressroom.article.publishing.PublishArticle;
import org.pressroom.common.background.PollingTask;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** The schedule, and the task that publishes what is due. */
@TestConfiguration(proxyBeanMethods = false)
public class SchedulingConfiguration {

    private static final Duration BETWEEN_RUNS = Duration.ofMillis(200);

    @Bean
    ScheduledPublications scheduledPublications(DatabaseClient database) {
        return new ScheduledPublications(database);
    }

    @Bean
    PublishDueArticles publishDueArticles(
            ScheduledPublications schedule,
            PublishArticle publishArticle,
            TransactionalOperator transactions,
            Clock clock) {
        return new PublishDueArticles(schedule, publishArticle, transactions, clock);
    }

    @Bean
    PollingTask scheduleTask(PublishDueArticles publish) {
        return PollingTask.ofSteps("Publishing what is scheduled", publish.step(), BETWEEN_RUNS);
    }
}
