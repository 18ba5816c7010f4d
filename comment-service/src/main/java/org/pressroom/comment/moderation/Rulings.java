package org.pressroom.comment.moderation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.threads.CommentStatus;
import org.pressroom.comment.threads.LockedComment;
import org.pressroom.comment.threads.Ruling;
import org.pressroom.comment.threads.ThreadChanges;
import org.pressroom.common.events.CommentModerated;
import org.pressroom.common.events.CommentState;
import org.pressroom.common.events.EventType;
import org.pressroom.common.outbox.OutboxEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Carries decisions out and tells of them, inside the caller's transaction. */
@Component
class Rulings {

    private final ThreadChanges changes;

    Rulings(ThreadChanges changes) {
        this.changes = changes;
    }

    /**
     * Makes the comment what the ruling says.
     *
     * @param rules names of the rules that spoke: sentences and notes stay in the database
     */
    Mono<Void> carryOut(LockedComment comment, Ruling ruling, List<String> rules) {
        return carryOut(List.of(ruled(comment, ruling, rules, null)));
    }

    /** Makes the comments what the rulings say; none of them may answer another. */
    Mono<Void> carryOut(List<ThreadChanges.Ruled> all) {
        return changes.carryOut(all);
    }

    /**
     * A ruling with what is told of it.
     *
     * @param traceparent the trace that it belongs to; null for that of the current work
     */
    static ThreadChanges.Ruled ruled(
            LockedComment comment, Ruling ruling, List<String> rules, @Nullable String traceparent) {
        return new ThreadChanges.Ruled(
                comment,
                ruling,
                events(comment, comment.version() + 1, ruling, rules).stream()
                        .map(event -> event.within(traceparent))
                        .toList());
    }

    private static List<OutboxEvent> events(LockedComment comment, long version, Ruling ruling, List<String> rules) {
        CommentModerated moderated = new CommentModerated(
                comment.id(),
                comment.articleId(),
                version,
                ruling.decision(),
                ruling.score(),
                rules,
                ruling.moderatorId(),
                ruling.at());
        CommentState state = new CommentState(
                comment.id(),
                comment.articleId(),
                comment.parentId(),
                version,
                ruling.status().wireName(),
                ruling.at());
        return List.of(
                new OutboxEvent(EventType.COMMENT_MODERATED, comment.articleId(), comment.id(), moderated),
                new OutboxEvent(outcomeOf(ruling.status()), comment.articleId(), comment.id(), state));
    }

    private static EventType outcomeOf(CommentStatus status) {
        return switch (status) {
            case APPROVED -> EventType.COMMENT_APPROVED;
            case HELD -> EventType.COMMENT_HELD;
            case REJECTED -> EventType.COMMENT_REJECTED;
            case PENDING, DELETED -> throw new IllegalArgumentException("no ruling makes a comment " + status);
        };
    }
}
