package org.pressroom.subscription.subscribing;

import org.pressroom.common.background.Rounds;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscribingSettings.class)
class SubscribingConfiguration {

    @Bean
    Rounds signUpRounds(SignUpTask signUps, SubscribingSettings settings) {
        return Rounds.of("Handling requests to subscribe", signUps::handle, settings.pace());
    }

    @Bean
    Rounds expiryRounds(ExpireUnconfirmed expiry, SubscribingSettings settings) {
        return Rounds.of("Expiring what nobody confirmed", expiry::expire, settings.forgetEvery());
    }
}
