package org.pressroom.comment.threads;

import io.r2dbc.spi.Readable;
import org.pressroom.comment.model.CommentStatus;
import org.pressroom.common.contract.CommentView;
import org.pressroom.common.database.Columns;

/** Reads comments as readers may see them. */
public final class CommentViews {

    /** The columns of {@code comment c} that {@link #view} reads. */
    public static final String COLUMNS = """
            c.id, c.parent_id, c.depth, c.status, c.author_name, c.author_website, c.author_verified, c.author_staff, \
            c.body_html, c.created_at, c.edited_at, c.reply_count, c.score""";

    private static final CommentView.Author NOBODY = new CommentView.Author("", null, false, false);

    private CommentViews() {}

    /** A listed comment: the whole of an approved one, of another only that it was there. */
    public static CommentView view(Readable row) {
        boolean approved = Columns.text(row, "status").equals(CommentStatus.APPROVED.wireName());
        return new CommentView(
                Columns.uuid(row, "id"),
                Columns.uuidOrNull(row, "parent_id"),
                Columns.integer(row, "depth"),
                approved ? author(row) : NOBODY,
                approved ? Columns.text(row, "body_html") : "",
                Columns.instant(row, "created_at"),
                approved ? Columns.instantOrNull(row, "edited_at") : null,
                Columns.integer(row, "reply_count"),
                approved ? Columns.integer(row, "score") : 0,
                approved ? null : CommentView.DELETED);
    }

    /** The author's columns. */
    public static CommentView.Author author(Readable row) {
        return new CommentView.Author(
                Columns.text(row, "author_name"),
                Columns.textOrNull(row, "author_website"),
                Columns.flag(row, "author_verified"),
                Columns.flag(row, "author_staff"));
    }
}
