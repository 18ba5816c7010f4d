package org.pressroom.comment.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.CommentState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.outbox.OutboxEvent;
import org.pressroom.common.usecase.RefusedException;

/**
 * What is known of a comment in whatever state.
 *
 * @param version grows with every change of the comment
 * @param listed whether it stands in the thread as readers see it: approved, or gone with replies beneath
 * @param replyCount replies right beneath it that are listed
 * @param editableUntil until when its author can change it or take it back
 */
public record Entry(
        UUID id,
        UUID articleId,
        @Nullable UUID parentId,
        long version,
        boolean listed,
        int replyCount,
        Instant editableUntil) {

    /** The next version of it, listed where it is approved or has replies. */
    Entry settled(boolean approved) {
        return new Entry(id, articleId, parentId, version + 1, approved || replyCount > 0, replyCount, editableUntil);
    }

    /** The next version of it, in the same place. */
    Entry rewritten() {
        return new Entry(id, articleId, parentId, version + 1, listed, replyCount, editableUntil);
    }

    /** The same version with more or fewer replies. */
    Entry withReplies(int more) {
        return new Entry(id, articleId, parentId, version, listed, replyCount + more, editableUntil);
    }

    /** The same version, in the thread where it was out of it, and the other way round. */
    Entry relisted() {
        return new Entry(id, articleId, parentId, version, !listed, replyCount, editableUntil);
    }

    /** Refused as a conflict where its author is too late. */
    void requireEditable(Instant at) {
        if (!at.isBefore(editableUntil)) {
            throw RefusedException.conflict("The time for changing this comment is over.");
        }
    }

    /** What others are told of it: no text, no name, no address. */
    OutboxEvent event(EventType type, CommentStatus status, Instant at) {
        return new OutboxEvent(
                type, articleId, id, new CommentState(id, articleId, parentId, version, status.wireName(), at));
    }
}
