package org.pressroom.subscription.subscribing;

import org.pressroom.common.background.Rounds;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscribingProperties.class)
class SubscribingConfiguration {

    @Bean
    Rounds signUpRounds(SignUpTask signUps, SubscribingProperties properties) {
        return Rounds.of("Handling requests to subscribe", signUps::handle, properties.pace());
    }

    @Bean
    Rounds expiryRounds(ExpireUnconfirmed expiry, SubscribingProperties properties) {
        return Rounds.of("Expiring what nobody confirmed", expiry::expire, properties.expireEvery());
    }
}
