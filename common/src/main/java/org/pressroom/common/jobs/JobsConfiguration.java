package org.pressroom.common.jobs;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.pressroom.common.background.PollingTask;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Jobs as beans, and what carries them out. */
@Configuration(proxyBeanMethods = false)
public class JobsConfiguration {

    /** What was begun by a process that ended, or is due again, begins as late as this. */
    private static final Duration BETWEEN_RUNS = Duration.ofSeconds(1);

    @Bean
    Jobs jobs(DatabaseClient database, TransactionalOperator transaction, Clock clock) {
        return new Jobs(database, transaction, clock);
    }

    @Bean
    @ConditionalOnBean(Job.class)
    PollingTask jobTask(
            List<Job> kinds, Jobs jobs, DatabaseClient database, TransactionalOperator transaction, Clock clock) {
        JobSteps steps = new JobSteps(kinds, database, transaction, clock);
        return PollingTask.of("Going on with jobs", steps::takeAll, BETWEEN_RUNS, jobs.wakeUp());
    }
}
