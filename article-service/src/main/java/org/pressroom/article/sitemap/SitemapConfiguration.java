package org.pressroom.article.sitemap;

import java.time.Duration;
import org.pressroom.common.background.PollingTask;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The task that keeps the parts small. */
@Configuration(proxyBeanMethods = false)
class SitemapConfiguration {

    private static final Duration BETWEEN_RUNS = Duration.ofSeconds(5);

    @Bean
    PollingTask sitemapTask(CutSitemapParts parts) {
        return PollingTask.ofSteps("Cutting the parts of the sitemap", parts.step(), BETWEEN_RUNS);
    }
}
