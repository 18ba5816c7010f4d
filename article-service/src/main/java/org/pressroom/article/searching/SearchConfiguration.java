package org.pressroom.article.searching;

import java.time.Duration;
import org.pressroom.common.background.PollingTask;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What searching does by itself. */
@Configuration(proxyBeanMethods = false)
class SearchConfiguration {

    private static final Duration BETWEEN_RUNS = Duration.ofMillis(250);
    private static final Duration BETWEEN_WRITINGS = Duration.ofSeconds(2);

    @Bean
    PollingTask searchIndexTask(IndexArticles index) {
        return PollingTask.ofSteps("Taking articles into the search", index.step(), BETWEEN_RUNS);
    }

    @Bean
    PollingTask searchMissesTask(SearchMisses misses) {
        return PollingTask.of("Noting what was not found", misses::write, BETWEEN_WRITINGS);
    }
}
