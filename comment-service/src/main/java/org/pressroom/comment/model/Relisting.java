package org.pressroom.comment.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the comments above one whose replies came to be listed, or were the last that were: one that is gone
 * is listed as long as replies are, and so may those above it be.
 *
 * @param thread as it is afterwards: with a version for each that joins or leaves, since streams go from one to the next
 */
public record Relisting(CommentThread thread, List<Moved> moved) {

    /**
     * A comment that is another for that.
     *
     * @param changedVersion the thread's version by it; null where only its replies are counted anew
     */
    public record Moved(Comment comment, @Nullable Long changedVersion) {}

    /** Follows the comments upwards, as far as anything changes. */
    public static Relisting of(CommentThread thread, List<Comment> upwards) {
        List<Moved> moved = new ArrayList<>();
        CommentThread now = thread;
        int more = 0;
        for (Comment before : upwards) {
            Comment comment = before.with(before.entry().withReplies(more));
            if (isPlacedRightly(comment)) {
                if (more != 0) {
                    moved.add(new Moved(comment, null));
                }
                break;
            }
            now = now.relisted();
            Comment relisted = comment.with(comment.entry().relisted());
            moved.add(new Moved(relisted, now.version()));
            more = relisted.entry().listed() ? 1 : -1;
        }
        return new Relisting(now, List.copyOf(moved));
    }

    /** Whether it is listed as its state and its replies have it. */
    public static boolean isPlacedRightly(Comment comment) {
        Entry entry = comment.entry();
        return entry.listed() == (comment.isApproved() || entry.replyCount() > 0);
    }
}
