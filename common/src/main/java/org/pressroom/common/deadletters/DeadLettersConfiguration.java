package org.pressroom.common.deadletters;

import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.inbox.Inbox;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

/** Dead letters and their replay, for admins of a service. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("pressroom.security.keys-uri")
public class DeadLettersConfiguration {

    @Bean
    DeadLetters deadLetters(ConsumerFactory<String, byte[]> kafka, EventConsumers consumers, Inbox inbox) {
        return new DeadLetters(kafka, consumers, inbox);
    }

    @Bean
    DeadLettersController deadLettersController(DeadLetters deadLetters) {
        return new DeadLettersController(deadLetters);
    }
}
