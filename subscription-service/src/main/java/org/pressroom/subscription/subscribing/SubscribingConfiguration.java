package org.pressroom.subscription.subscribing;

import org.pressroom.common.background.PollingTask;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscribingProperties.class)
class SubscribingConfiguration {

    @Bean
    PollingTask signUpTask(HandleSignUps signUps, SubscribingProperties properties) {
        return PollingTask.of("Handling requests to subscribe", signUps::handle, properties.pace());
    }

    @Bean
    PollingTask expiryTask(ExpireUnconfirmed expiry, SubscribingProperties properties) {
        return PollingTask.of("Expiring what nobody confirmed", expiry::expire, properties.expireEvery());
    }
}
