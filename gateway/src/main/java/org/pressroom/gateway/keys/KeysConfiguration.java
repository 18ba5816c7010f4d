package org.pressroom.gateway.keys;

import java.time.Duration;
import org.pressroom.common.background.PollingTask;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps each gateway's signing keys up to date, whether somebody asks for them or not. */
@Configuration(proxyBeanMethods = false)
class KeysConfiguration {

    /** Much shorter than a key is published before it signs. */
    private static final Duration BETWEEN_RUNS = Duration.ofMinutes(1);

    @Bean
    PollingTask signingKeysTask(SigningKeys keys) {
        return PollingTask.of("Renewing the signing keys", keys::renew, BETWEEN_RUNS);
    }
}
