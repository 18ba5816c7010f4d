package org.pressroom.comment.model;

import java.time.Instant;
import java.util.List;
import org.pressroom.common.events.EventType;
import org.pressroom.common.outbox.OutboxEvent;

/**
 * A comment has a new text, which is to be judged. What readers see is as before.
 *
 * @param comment as it is with that
 */
public record Written(Comment.Unjudged comment, Instant at, List<OutboxEvent> events) {

    public Written {
        events = List.copyOf(events);
    }

    static Written unseen(Entry entry, Instant at) {
        return edited(new Comment.Pending(entry.rewritten()), entry, at);
    }

    static Written beside(Entry entry, Instant at) {
        return edited(new Comment.ApprovedWithEdit(entry.rewritten()), entry, at);
    }

    private static Written edited(Comment.Unjudged comment, Entry before, Instant at) {
        before.requireEditable(at);
        return new Written(comment, at, List.of(comment.entry().event(EventType.COMMENT_EDITED, comment.status(), at)));
    }

    /** Whether the new text is kept beside the one that readers see. */
    public boolean isBesideTheOld() {
        return comment instanceof Comment.ApprovedWithEdit;
    }
}
