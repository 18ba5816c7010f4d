package org.pressroom.subscription.retention;

import org.pressroom.common.background.Rounds;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionSettings.class)
class RetentionConfiguration {

    @Bean
    Rounds retentionRounds(DropOldRows old, RetentionSettings settings) {
        return Rounds.of("Dropping old rows", old::drop, settings.every());
    }
}
