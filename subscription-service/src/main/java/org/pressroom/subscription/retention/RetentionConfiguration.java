package org.pressroom.subscription.retention;

import org.pressroom.common.background.PollingTask;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionProperties.class)
class RetentionConfiguration {

    @Bean
    PollingTask retentionTask(DropOldRows old, RetentionProperties properties) {
        return PollingTask.of("Dropping old rows", old::drop, properties.every());
    }
}
