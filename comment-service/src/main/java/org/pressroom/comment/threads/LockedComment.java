package org.pressroom.comment.threads;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A comment that nobody else can change until the transaction ends, nor its thread.
 *
 * @param version of the comment
 * @param judgedVersion the version whose text was last judged
 * @param listed whether readers see it in the thread
 * @param replyCount replies beneath it that readers see
 * @param text what the author last wrote, also where readers still see the text before
 * @param threadVersion of the thread
 * @param approvedCount of the thread
 */
public record LockedComment(
        UUID id,
        UUID articleId,
        @Nullable UUID parentId,
        CommentStatus status,
        long version,
        long judgedVersion,
        boolean listed,
        int replyCount,
        String text,
        Instant editableUntil,
        long threadVersion,
        long approvedCount) {

    /**
     * Locks the threads of comments {@code :ids}, then the comments. Everything that changes a thread locks in this
     * order. (comment_pkey, thread_pkey)
     */
    public static final String LOCKED = """
            locked AS MATERIALIZED (
                SELECT article_id, version AS thread_version, approved_count FROM thread
                WHERE article_id = ANY(ARRAY(SELECT article_id FROM comment WHERE id = ANY(:ids)))
                ORDER BY article_id
                FOR NO KEY UPDATE
            )""";

    /** The columns of {@code comment c} and {@code locked} that {@link #of} reads. */
    public static final String COLUMNS = """
            c.id, c.article_id, c.parent_id, c.status, c.version, c.judged_version, c.listed, c.reply_count, \
            coalesce(c.edit_body, c.body) AS text, c.editable_until, locked.thread_version, locked.approved_count""";

    /** Reads {@link #COLUMNS}. */
    public static LockedComment of(Readable row) {
        return new LockedComment(
                row.get("id", UUID.class),
                row.get("article_id", UUID.class),
                row.get("parent_id", UUID.class),
                CommentStatus.of(row.get("status", String.class)),
                row.get("version", Long.class),
                row.get("judged_version", Long.class),
                row.get("listed", Boolean.class),
                row.get("reply_count", Integer.class),
                row.get("text", String.class),
                row.get("editable_until", Instant.class),
                row.get("thread_version", Long.class),
                row.get("approved_count", Long.class));
    }

    /** The same, with its thread as it is after changes to others of it in the same transaction. */
    LockedComment behind(long changes, long approved) {
        return new LockedComment(
                id,
                articleId,
                parentId,
                status,
                version,
                judgedVersion,
                listed,
                replyCount,
                text,
                editableUntil,
                threadVersion + changes,
                approvedCount + approved);
    }

    /** Whether there is a text that nobody has judged yet. */
    public boolean awaitsJudgement() {
        return version > judgedVersion && (status == CommentStatus.PENDING || status == CommentStatus.APPROVED);
    }
}
