package org.pressroom.comment.store;

import io.r2dbc.spi.Readable;
import org.pressroom.comment.model.Comment;
import org.pressroom.comment.model.CommentStatus;
import org.pressroom.comment.model.CommentThread;
import org.pressroom.comment.model.Entry;
import org.pressroom.common.database.Columns;

/** How comments stand in their rows. */
final class CommentRows {

    /** The columns of {@code comment c} that {@link #comment} reads. */
    static final String COMMENT = """
            c.id, c.article_id, c.parent_id, c.status, c.version, c.judged_version, c.listed, c.reply_count, \
            c.editable_until""";

    /** The columns of {@code thread t} that {@link #thread} reads, beside the article's id. */
    static final String THREAD = "t.version AS thread_version, t.approved_count";

    private CommentRows() {}

    static Comment comment(Readable row) {
        Entry entry = new Entry(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "article_id"),
                Columns.uuidOrNull(row, "parent_id"),
                Columns.number(row, "version"),
                Columns.flag(row, "listed"),
                Columns.integer(row, "reply_count"),
                Columns.instant(row, "editable_until"));
        return switch (CommentStatus.of(Columns.text(row, "status"))) {
            case PENDING -> new Comment.Pending(entry);
            case APPROVED ->
                entry.version() > Columns.number(row, "judged_version")
                        ? new Comment.ApprovedWithEdit(entry)
                        : new Comment.Approved(entry);
            case HELD -> new Comment.Held(entry);
            case REJECTED -> new Comment.Rejected(entry);
            case DELETED -> new Comment.Deleted(entry);
        };
    }

    static CommentThread thread(Readable row) {
        return new CommentThread(
                Columns.uuid(row, "article_id"),
                Columns.number(row, "thread_version"),
                Columns.number(row, "approved_count"));
    }
}
