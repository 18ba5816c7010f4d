package org.pressroom.comment.streaming;

import org.pressroom.comment.moderation.ModerationSignal;
import org.pressroom.common.consuming.EventBroadcast;
import org.pressroom.common.consuming.EventConsumers;
import org.pressroom.common.events.CommentState;
import org.pressroom.common.events.EventType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What happens to comments in other processes: their texts are judged here too, and readers here watch their threads. All
 * that is heard of it comes over one consumer, since each of them costs a fetch and an answer an event.
 */
@Configuration(proxyBeanMethods = false)
class CommentEventHandlers {

    @Bean
    EventBroadcast commentEvents(EventConsumers consumers, ModerationSignal moderation, ThreadStreams streams) {
        EventConsumers.Broadcast events = consumers.broadcast("comment-events");
        for (EventType written : new EventType[] {EventType.COMMENT_SUBMITTED, EventType.COMMENT_EDITED}) {
            events.on(
                    written,
                    CommentState.class,
                    (event, comment) -> moderation.heard(comment.commentId(), comment.version()));
        }
        for (EventType settled : new EventType[] {
            EventType.COMMENT_APPROVED, EventType.COMMENT_HELD, EventType.COMMENT_REJECTED, EventType.COMMENT_REMOVED
        }) {
            events.on(settled, CommentState.class, (event, comment) -> tell(streams, comment));
        }
        return events.build();
    }

    private static void tell(ThreadStreams streams, CommentState comment) {
        Long threadVersion = comment.threadVersion();
        if (threadVersion == null) {
            streams.signal(comment.articleId());
        } else {
            streams.changed(comment.articleId(), threadVersion);
        }
    }
}
