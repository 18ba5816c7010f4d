package org.pressroom.gateway.sessions;

import java.time.Duration;
import org.pressroom.common.background.PollingTask;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is done about sessions in the background. */
@Configuration(proxyBeanMethods = false)
class SessionsConfiguration {

    private static final Duration BETWEEN_DELETIONS = Duration.ofHours(1);

    @Bean
    PollingTask forgottenPlaceTask(KnownPlaceRepository places) {
        return PollingTask.ofSteps("Forgetting where staff signed in", places.deleteForgotten(), BETWEEN_DELETIONS);
    }
}
