package org.pressroom.subscription.streaming;

import org.pressroom.common.consuming.EventBroadcast;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.ArticleState;
import org.pressroom.common.events.EventType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamProperties.class)
class StreamingConfiguration {

    /** Another process may be the one that learns of the article; this one then looks a moment earlier. */
    @Bean
    EventBroadcast articleStreamWakes(EventConsumers consumers, ArticleStream stream) {
        return consumers
                .broadcast("subscription-stream")
                .on(EventType.ARTICLE_PUBLISHED, ArticleState.class, (event, state) -> stream.wakeUp()
                        .now())
                .build();
    }
}
