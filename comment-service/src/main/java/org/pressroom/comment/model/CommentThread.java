package org.pressroom.comment.model;

import java.util.UUID;
import org.pressroom.common.events.CommentState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.events.ThreadCounted;
import org.pressroom.common.outbox.OutboxEvent;

/**
 * The comments of an article as a whole.
 *
 * @param version grows whenever readers would see something else
 */
public record CommentThread(UUID articleId, long version, long approvedCount) {

    CommentThread after(Settled change) {
        return new CommentThread(
                articleId, change.isVisible() ? version + 1 : version, approvedCount + change.approved());
    }

    CommentThread relisted() {
        return new CommentThread(articleId, version + 1, approvedCount);
    }

    /** What is told of a comment of it, with the version that it has by what is told. */
    OutboxEvent tell(OutboxEvent event) {
        return event.data() instanceof CommentState state
                ? new OutboxEvent(
                        event.type(), event.key(), event.subject(), state.inThread(version), event.traceparent())
                : event;
    }

    OutboxEvent counted() {
        return new OutboxEvent(
                EventType.THREAD_COUNTED, articleId, articleId, new ThreadCounted(articleId, version, approvedCount));
    }
}
