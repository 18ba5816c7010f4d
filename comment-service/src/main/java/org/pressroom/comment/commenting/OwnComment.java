package org.pressroom.comment.commenting;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.model.CommentStatus;
import org.pressroom.comment.threads.CommentViews;
import org.pressroom.common.contract.CommentDetails;
import org.pressroom.common.contract.CommentView;
import org.pressroom.common.database.Columns;

/** A comment's row, as far as its author may know it. */
@SuppressWarnings("ArrayRecordComponent")
record OwnComment(
        UUID id,
        UUID articleId,
        @Nullable UUID parentId,
        int depth,
        CommentStatus status,
        long version,
        CommentView.Author author,
        String body,
        String bodyHtml,
        @Nullable String newBody,
        @Nullable String newBodyHtml,
        Instant createdAt,
        @Nullable Instant editedAt,
        int replyCount,
        int score,
        byte[] editTokenHash,
        Instant editableUntil,
        boolean articlePublished) {

    // comment_pkey, article_pkey; the article may be unknown while the projection is built anew
    static final String SELECT = "SELECT " + CommentViews.COLUMNS + """
            , c.article_id, c.version, c.body, c.edit_body, c.edit_body_html, c.edit_token_hash, c.editable_until,
                   coalesce(a.status = 'published', false) AS article_published
            FROM comment c LEFT JOIN article a ON a.id = c.article_id
            WHERE c.id = :id
            """;

    static OwnComment of(Readable row) {
        return new OwnComment(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "article_id"),
                Columns.uuidOrNull(row, "parent_id"),
                Columns.integer(row, "depth"),
                CommentStatus.of(Columns.text(row, "status")),
                Columns.number(row, "version"),
                CommentViews.author(row),
                Columns.text(row, "body"),
                Columns.text(row, "body_html"),
                Columns.textOrNull(row, "edit_body"),
                Columns.textOrNull(row, "edit_body_html"),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "edited_at"),
                Columns.integer(row, "reply_count"),
                Columns.integer(row, "score"),
                Columns.bytes(row, "edit_token_hash"),
                Columns.instant(row, "editable_until"),
                Columns.flag(row, "article_published"));
    }

    boolean isPublic() {
        return status == CommentStatus.APPROVED && articlePublished;
    }

    CommentDetails publicView() {
        return new CommentDetails(
                id,
                articleId,
                parentId,
                depth,
                status.wireName(),
                author,
                bodyHtml,
                createdAt,
                editedAt,
                replyCount,
                score,
                null,
                null);
    }

    /** With what the author wrote last, which may still have to be judged. */
    CommentDetails authorsView() {
        boolean edited = newBody != null && newBodyHtml != null;
        return new CommentDetails(
                id,
                articleId,
                parentId,
                depth,
                edited ? CommentStatus.PENDING.wireName() : status.wireName(),
                author,
                newBodyHtml != null ? newBodyHtml : bodyHtml,
                createdAt,
                editedAt,
                replyCount,
                score,
                newBody != null ? newBody : body,
                editableUntil);
    }
}
