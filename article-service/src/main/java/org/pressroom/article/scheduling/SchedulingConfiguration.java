package org.pressroom.article.scheduling;

import java.time.Duration;
import org.pressroom.common.background.PollingTask;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tasks that carry out what is scheduled. */
@Configuration(proxyBeanMethods = false)
class SchedulingConfiguration {

    private static final Duration BETWEEN_RUNS = Duration.ofMillis(500);
    private static final Duration BETWEEN_PREPARATIONS = Duration.ofSeconds(5);

    @Bean
    PollingTask scheduleTask(CarryOutOrders orders) {
        return PollingTask.ofSteps("Publishing what is scheduled", orders.step(), BETWEEN_RUNS);
    }

    @Bean
    PollingTask preparationTask(PrepareOrders orders) {
        return PollingTask.of("Preparing what is scheduled", orders::run, BETWEEN_PREPARATIONS);
    }
}
