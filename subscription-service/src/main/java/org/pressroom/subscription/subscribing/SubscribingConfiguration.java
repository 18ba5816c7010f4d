package org.pressroom.subscription.subscribing;

import org.pressroom.common.background.Rounds;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscribingSettings.class)
class SubscribingConfiguration {

    @Bean
    Rounds signingUpRounds(SigningUp signingUp, SubscribingSettings settings) {
        return Rounds.of("Handling requests to subscribe", signingUp::handle, settings.pace());
    }

    @Bean
    Rounds forgettingRounds(Forgetting forgetting, SubscribingSettings settings) {
        return Rounds.of("Forgetting addresses that nobody confirmed", forgetting::forget, settings.forgetEvery());
    }
}
