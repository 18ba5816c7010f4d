package org.pressroom.comment.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.CommentModerated;
import org.pressroom.common.events.EventType;
import org.pressroom.common.outbox.OutboxEvent;
import org.pressroom.common.usecase.RefusedException;

/** A comment in one of its states. What happens to it returns its next state, with the events that this means. */
public sealed interface Comment {

    Entry entry();

    CommentStatus status();

    /** The same state with another entry. */
    Comment with(Entry entry);

    default UUID id() {
        return entry().id();
    }

    default long version() {
        return entry().version();
    }

    default boolean isApproved() {
        return status() == CommentStatus.APPROVED;
    }

    /** Takes a new comment: nobody but its author sees it before it is judged. */
    static Written submit(UUID id, UUID articleId, @Nullable UUID parentId, Instant at, Instant editableUntil) {
        Entry entry = new Entry(id, articleId, parentId, NewComment.VERSION, false, 0, editableUntil);
        return new Written(
                new Pending(entry), at, List.of(entry.event(EventType.COMMENT_SUBMITTED, CommentStatus.PENDING, at)));
    }

    /**
     * Its author gives it a new text, which is to be judged like a new comment.
     *
     * @throws RefusedException not found where it is gone, a conflict where it is too late or the comment was rejected
     */
    Written edit(Instant at);

    /**
     * Its author takes it back, for good.
     *
     * @throws RefusedException not found where it is gone, a conflict where it is too late
     */
    default Settled delete(Instant at) {
        entry().requireEditable(at);
        Entry next = entry().settled(false);
        return new Settled(
                this,
                new Deleted(next),
                null,
                List.of(next.event(EventType.COMMENT_REMOVED, CommentStatus.DELETED, at)));
    }

    /**
     * A moderator decides, whatever was decided before.
     *
     * @param last what was decided last, where that is still kept: only by it is spam told from what else was rejected
     * @return empty where it is so already
     */
    default Optional<Settled> decide(ModerationDecision decision, Optional<Decision> last) {
        boolean decidedSo = status() == decision.decision().status()
                && last.map(decision.decision()::equals).orElse(decision.decision() != Decision.SPAM);
        return decidedSo ? Optional.empty() : Optional.of(settle(this, decision));
    }

    private static Settled settle(Comment before, ModerationDecision decision) {
        CommentStatus status = decision.decision().status();
        Entry next = before.entry().settled(status == CommentStatus.APPROVED);
        Comment settled =
                switch (status) {
                    case APPROVED -> new Approved(next);
                    case HELD -> new Held(next);
                    case REJECTED -> new Rejected(next);
                    case PENDING, DELETED ->
                        throw new IllegalArgumentException("no decision makes a comment " + status);
                };
        EventType outcome =
                switch (decision.decision()) {
                    case APPROVE -> EventType.COMMENT_APPROVED;
                    case HOLD -> EventType.COMMENT_HELD;
                    case REJECT, SPAM -> EventType.COMMENT_REJECTED;
                };
        return new Settled(
                before,
                settled,
                decision,
                List.of(moderated(next, decision), next.event(outcome, status, decision.at())));
    }

    private static OutboxEvent moderated(Entry entry, ModerationDecision decision) {
        ModerationDecision.Moderator moderator = decision.moderator();
        return new OutboxEvent(
                EventType.COMMENT_MODERATED,
                entry.articleId(),
                entry.id(),
                new CommentModerated(
                        entry.id(),
                        entry.articleId(),
                        entry.version(),
                        decision.decision().wireName(),
                        decision.score(),
                        decision.rules(),
                        moderator == null ? null : moderator.id(),
                        decision.at()));
    }

    /** One with a text that nobody has judged yet. */
    sealed interface Unjudged extends Comment {

        /** The rules decide on the text that was written last. */
        default Settled judge(ModerationDecision decision) {
            return Comment.settle(this, decision);
        }

        /** Whatever is decided, it is not so already. */
        @Override
        default Optional<Settled> decide(ModerationDecision decision, Optional<Decision> last) {
            return Optional.of(judge(decision));
        }
    }

    /** It was never judged, or its author gave it a new text before readers saw any. */
    record Pending(Entry entry) implements Unjudged {
        @Override
        public CommentStatus status() {
            return CommentStatus.PENDING;
        }

        @Override
        public Pending with(Entry other) {
            return new Pending(other);
        }

        @Override
        public Written edit(Instant at) {
            return Written.unseen(entry, at);
        }
    }

    /** Readers see it. */
    record Approved(Entry entry) implements Comment {
        @Override
        public CommentStatus status() {
            return CommentStatus.APPROVED;
        }

        @Override
        public Approved with(Entry other) {
            return new Approved(other);
        }

        @Override
        public Written edit(Instant at) {
            return Written.beside(entry, at);
        }
    }

    /** Readers see the text before the last, which waits to be judged. */
    record ApprovedWithEdit(Entry entry) implements Unjudged {
        @Override
        public CommentStatus status() {
            return CommentStatus.APPROVED;
        }

        @Override
        public ApprovedWithEdit with(Entry other) {
            return new ApprovedWithEdit(other);
        }

        @Override
        public Written edit(Instant at) {
            return Written.beside(entry, at);
        }
    }

    /** It waits for a moderator. */
    record Held(Entry entry) implements Comment {
        @Override
        public CommentStatus status() {
            return CommentStatus.HELD;
        }

        @Override
        public Held with(Entry other) {
            return new Held(other);
        }

        @Override
        public Written edit(Instant at) {
            return Written.unseen(entry, at);
        }
    }

    /** Nobody is to see it. */
    record Rejected(Entry entry) implements Comment {
        @Override
        public CommentStatus status() {
            return CommentStatus.REJECTED;
        }

        @Override
        public Rejected with(Entry other) {
            return new Rejected(other);
        }

        @Override
        public Written edit(Instant at) {
            entry.requireEditable(at);
            throw RefusedException.conflict("The comment was rejected and cannot be changed any more.");
        }
    }

    /** Its author took it back: nothing is left of it but its place. */
    record Deleted(Entry entry) implements Comment {
        @Override
        public CommentStatus status() {
            return CommentStatus.DELETED;
        }

        @Override
        public Deleted with(Entry other) {
            return new Deleted(other);
        }

        @Override
        public Written edit(Instant at) {
            throw gone();
        }

        @Override
        public Settled delete(Instant at) {
            throw gone();
        }

        @Override
        public Optional<Settled> decide(ModerationDecision decision, Optional<Decision> last) {
            return Optional.empty();
        }

        private static RefusedException gone() {
            return RefusedException.notFound("There is no such comment.");
        }
    }
}
