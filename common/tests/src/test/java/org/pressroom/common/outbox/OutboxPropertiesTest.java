package org.pressroom.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OutboxPropertiesTest {

    /** A replayed event that the inbox has forgotten is acted on again, and a topic keeps events for 30 days at least. */
    @ParameterizedTest
    @CsvSource({"38d, true", "45d, true", "37d, false", "30d, false", "1h, false"})
    void theInboxRemembersLongerThanTopics(String retention, boolean allowed) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        source.put("pressroom.outbox.inbox-retention", retention);
        OutboxProperties properties = new Binder(source).bindOrCreate("pressroom.outbox", OutboxProperties.class);
        assertThat(properties.inboxRetention().toHours()).isPositive();

        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            assertThat(factory.getValidator().validate(properties).isEmpty()).isEqualTo(allowed);
        }
    }
}
