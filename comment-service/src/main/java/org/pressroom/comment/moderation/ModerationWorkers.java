package org.pressroom.comment.moderation;

import java.time.Duration;
import org.pressroom.common.background.PollingTask;
import org.pressroom.common.consuming.EventBroadcast;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.CommentState;
import org.pressroom.common.events.EventType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** The role that judges comments, which can run in processes of its own: any number of them share what there is to do. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "pressroom.moderation.enabled", matchIfMissing = true)
class ModerationWorkers {

    private static final Duration BETWEEN_DELETIONS = Duration.ofMinutes(10);

    /** Every process hears of every comment that another took. */
    @Bean
    EventBroadcast moderationSignals(EventConsumers consumers, ModerationSignal signal) {
        return consumers
                .broadcast("comment-moderation")
                .on(EventType.COMMENT_SUBMITTED, CommentState.class, (event, state) -> signal.now())
                .on(EventType.COMMENT_EDITED, CommentState.class, (event, state) -> signal.now())
                .build();
    }

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
                properties.gather());
    }

    @Bean
    PollingTask oldDecisionTask(DropOldDecisions decisions) {
        return PollingTask.ofSteps("Deleting old decisions", decisions.step(), BETWEEN_DELETIONS);
    }
}
