package org.pressroom.article.statistics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.pressroom.common.background.PollingTask;
import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.ArticlesViewed;
import org.pressroom.common.events.EventType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Counts what gateways tell of, and keeps the counts small. */
@Configuration(proxyBeanMethods = false)
class StatisticsConfiguration {

    /** What several gateways tell in that time is one transaction. */
    private static final Duration GATHERING = Duration.ofSeconds(1);

    private static final int MOST_AT_ONCE = 50;

    private static final Duration HOURS_KEPT = Duration.ofDays(3);

    /** 25 months: a month can be compared with that of the year before, and of the one before that. */
    private static final int DAYS_KEPT = 762;

    private static final int FORGOTTEN_AT_ONCE = 2_000;
    private static final Duration BETWEEN_FORGETTING = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LISTS = Duration.ofSeconds(30);

    /** One transaction at a time: they would wait for each other's rows. */
    @Bean
    EventConsumer viewCounts(EventConsumers consumers, CountViews countViews) {
        return consumers
                .group("article-views")
                .on(
                        EventType.ARTICLES_VIEWED,
                        ArticlesViewed.class,
                        (event, viewed) -> countViews.execute(List.of(viewed)))
                .together(events -> countViews.execute(events.stream()
                        .map(event -> event.data(ArticlesViewed.class))
                        .toList()))
                .sideBySide(1)
                .batch(MOST_AT_ONCE)
                .gather(GATHERING)
                .build();
    }

    @Bean
    PollingTask mostReadTask(KeepMostRead keepMostRead) {
        return PollingTask.of("Listing what is read most", keepMostRead::execute, BETWEEN_LISTS);
    }

    @Bean
    PollingTask forgetViewsTask(ViewRepository views, Clock clock) {
        Mono<Boolean> step = Mono.defer(() -> {
            Instant now = clock.instant();
            return views.forget(now.minus(HOURS_KEPT), ViewCounts.day(now).minusDays(DAYS_KEPT), FORGOTTEN_AT_ONCE);
        });
        return PollingTask.ofSteps("Forgetting old views", step, BETWEEN_FORGETTING);
    }
}
