package org.pressroom.comment.moderation;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.pressroom.common.consuming.EventConsumer;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.CloudEventsCodec;
import org.pressroom.common.events.CommentState;
import org.pressroom.common.events.EventType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Judges what is submitted and edited, in a consumer group that can run in processes of its own. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "pressroom.moderation.enabled", matchIfMissing = true)
class ModerationConsumer {

    @Bean
    EventConsumer moderation(EventConsumers consumers, Judging judging, TransactionalOperator transaction, ModerationSettings settings) {
        return consumers
                .group("comment-moderation")
                .on(EventType.COMMENT_SUBMITTED, CommentState.class, (event, state) -> judging.judge(state.commentId()))
                .on(EventType.COMMENT_EDITED, CommentState.class, (event, state) -> judging.judge(state.commentId()))
                .onDeadLetter(record -> subject(record)
                        .map(commentId -> judging.leaveToPeople(commentId).as(transaction::transactional))
                        .orElseGet(Mono::empty))
                .timeLimit(settings.timeLimit())
                .build();
    }

    /** The comment that a record is about, as far as its headers can be read. */
    private static Optional<UUID> subject(ConsumerRecord<String, byte[]> record) {
        Header subject = record.headers().lastHeader(CloudEventsCodec.SUBJECT);
        try {
            return subject == null
                    ? Optional.empty()
                    : Optional.of(UUID.fromString(new String(subject.value(), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
