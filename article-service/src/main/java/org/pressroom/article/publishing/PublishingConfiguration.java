package org.pressroom.article.publishing;

import java.time.Duration;
import org.pressroom.article.background.Rounds;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What publishing does by itself. */
@Configuration(proxyBeanMethods = false)
class PublishingConfiguration {

    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(500);

    @Bean
    Rounds bylineRounds(BylineAnnouncements bylines) {
        return new Rounds("Telling changed bylines", bylines.tellDue(), BETWEEN_ROUNDS);
    }
}
