package org.pressroom.comment.threads;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.model.CommentStatus;

/**
 * A comment as every reader may see it. No address of any kind is ever in it.
 *
 * @param depth 0 for one that answers the article itself
 * @param bodyHtml sanitised
 * @param replyCount replies right beneath it that are in the list
 * @param status only where it is not approved: {@code deleted} for one that is gone but has replies
 */
public record CommentView(
        UUID id,
        @Nullable UUID parentId,
        int depth,
        Author author,
        String bodyHtml,
        Instant createdAt,
        @Nullable Instant editedAt,
        int replyCount,
        int score,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String status) {

    /** The columns of {@code comment c} that {@link #of} reads. */
    public static final String COLUMNS = """
            c.id, c.parent_id, c.depth, c.status, c.author_name, c.author_website, c.author_verified, c.author_staff, \
            c.body_html, c.created_at, c.edited_at, c.reply_count, c.score""";

    /**
     * Who wrote it.
     *
     * @param verified whether they proved who they are
     * @param staff whether they were signed in as staff
     */
    public record Author(String name, @Nullable String website, boolean verified, boolean staff) {

        private static final Author NOBODY = new Author("", null, false, false);
    }

    /** Reads a listed comment: the whole of an approved one, of another only that it was there. */
    public static CommentView of(Readable row) {
        boolean approved = row.get("status", String.class).equals(CommentStatus.APPROVED.wireName());
        return new CommentView(
                row.get("id", UUID.class),
                row.get("parent_id", UUID.class),
                row.get("depth", Integer.class),
                approved ? author(row) : Author.NOBODY,
                approved ? row.get("body_html", String.class) : "",
                row.get("created_at", Instant.class),
                approved ? row.get("edited_at", Instant.class) : null,
                row.get("reply_count", Integer.class),
                approved ? row.get("score", Integer.class) : 0,
                approved ? null : CommentStatus.DELETED.wireName());
    }

    /** Reads the author's columns. */
    public static Author author(Readable row) {
        return new Author(
                row.get("author_name", String.class),
                row.get("author_website", String.class),
                row.get("author_verified", Boolean.class),
                row.get("author_staff", Boolean.class));
    }
}
