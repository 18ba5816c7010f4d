package org.pressroom.subscription.retention;

import org.pressroom.common.background.Rounds;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionProperties.class)
class RetentionConfiguration {

    @Bean
    Rounds retentionRounds(DropOldRows old, RetentionProperties properties) {
        return Rounds.of("Dropping old rows", old::drop, properties.every());
    }
}
