package org.pressroom.common.site;

import java.time.Duration;
import org.pressroom.common.background.PollingTask;
import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.SiteChanged;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** For a program that names the publication: it imports this, and makes a {@link #consumer} of its own. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SiteNameProperties.class)
public class SiteNameConfiguration {

    private static final Duration READ_EVERY = Duration.ofSeconds(5);

    @Bean
    SiteName siteName(DatabaseClient database, SiteNameProperties site) {
        return new SiteName(database, site.name());
    }

    @Bean
    PollingTask siteNameReading(SiteName name) {
        return PollingTask.of("the look at what the site is called", name::reload, READ_EVERY);
    }

    /** @param group its name, which begins as the program's own do */
    public static EventConsumer consumer(EventConsumers consumers, String group, SiteName name) {
        return consumers
                .group(group)
                .on(EventType.SITE_CHANGED, SiteChanged.class, (event, site) -> name.project(site))
                .newestOnly()
                .build();
    }
}
