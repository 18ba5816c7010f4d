package org.pressroom.article.scheduling;

import java.time.Duration;
import org.pressroom.common.background.PollingTask;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The task that carries out what is scheduled. */
@Configuration(proxyBeanMethods = false)
class SchedulingConfiguration {

    private static final Duration BETWEEN_RUNS = Duration.ofMillis(500);

    @Bean
    PollingTask scheduleTask(CarryOutOrders orders) {
        return PollingTask.ofSteps("Publishing what is scheduled", orders.step(), BETWEEN_RUNS);
    }
}
