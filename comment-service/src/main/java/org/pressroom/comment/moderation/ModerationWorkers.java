package org.pressroom.comment.moderation;

import java.time.Duration;
import org.pressroom.common.background.Gathering;
import org.pressroom.common.background.PollingTask;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** The role that judges comments, which can run in processes of its own: any number of them share what there is to do. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "pressroom.moderation.enabled", matchIfMissing = true)
class ModerationWorkers {

    private static final Duration BETWEEN_DELETIONS = Duration.ofMinutes(10);
    private static final int MOST_GATHERING = 4;

    @Bean
    PollingTask moderationTask(ModerateComments moderate, ModerationSignal signal, ModerationProperties properties) {
        Mono<Void> run = moderate.step()
                .timeout(properties.timeLimit())
                .repeat()
                .takeWhile(more -> more)
                // There is work for another.
                .doOnNext(more -> signal.now())
                .then();
        return PollingTask.sideBySide(
                properties.workers(),
                "Judging comments",
                () -> run,
                properties.pollEvery(),
                signal.wakeUp(),
                Gathering.between(properties.gather(), properties.gather().multipliedBy(MOST_GATHERING)));
    }

    @Bean
    PollingTask oldDecisionTask(DropOldDecisions decisions) {
        return PollingTask.ofSteps("Deleting old decisions", decisions.step(), BETWEEN_DELETIONS);
    }
}
