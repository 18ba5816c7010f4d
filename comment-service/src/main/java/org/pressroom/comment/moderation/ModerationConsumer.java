package org.pressroom.comment.moderation;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.pressroom.comment.store.ThreadRepository;
import org.pressroom.common.background.Rounds;
import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.events.CommentState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ReceivedEvent;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Judges what is submitted and edited, in a consumer group that can run in processes of its own. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "pressroom.moderation.enabled", matchIfMissing = true)
class ModerationConsumer {

    private static final Duration BETWEEN_DELETIONS = Duration.ofMinutes(10);

    @Bean
    EventConsumer moderationGroup(
            EventConsumers consumers, Judging judging, TransactionalOperator transaction, ModerationSettings settings) {
        return consumers
                .group("comment-moderation")
                .on(EventType.COMMENT_SUBMITTED, CommentState.class, (event, state) -> judging.judge(state.commentId()))
                .on(EventType.COMMENT_EDITED, CommentState.class, (event, state) -> judging.judge(state.commentId()))
                .together(events -> judging.judge(traces(events)))
                .onDeadLetter(record -> Mono.justOrEmpty(CloudEventsCodec.subjectOf(record))
                        .flatMap(ModerationConsumer::commentId)
                        .flatMap(judging::leaveToPeople)
                        .as(transaction::transactional))
                .batch(settings.batch())
                .gather(settings.gather())
                .sideBySide(settings.threadsSideBySide())
                .timeLimit(settings.timeLimit())
                .build();
    }

    @Bean
    Rounds leftBehindRounds(
            DatabaseClient database,
            TransactionalOperator transaction,
            Judging judging,
            ThreadRepository threads,
            ModerationSettings settings,
            Clock clock) {
        LeftBehind leftBehind = new LeftBehind(database, transaction, judging, threads, settings, clock);
        return Rounds.ofSteps("Judging comments that were left behind", leftBehind.step(), settings.sweepEvery());
    }

    @Bean
    Rounds oldDecisionRounds(OldDecisions decisions) {
        return Rounds.ofSteps("Deleting old decisions", decisions.step(), BETWEEN_DELETIONS);
    }

    /** The comments of the events, each with the trace of the last that speaks of it. */
    private static Map<UUID, Optional<String>> traces(List<ReceivedEvent> events) {
        Map<UUID, Optional<String>> traces = new LinkedHashMap<>();
        events.forEach(event ->
                traces.put(event.data(CommentState.class).commentId(), Optional.ofNullable(event.traceparent())));
        return traces;
    }

    /** What nobody can read as an id is no comment's. */
    private static Mono<UUID> commentId(String subject) {
        try {
            return Mono.just(UUID.fromString(subject));
        } catch (IllegalArgumentException malformed) {
            return Mono.empty();
        }
    }
}
