package org.pressroom.comment.moderation;

import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.comment.model.CommentStatus;
import org.pressroom.comment.threads.CommentViews;
import org.pressroom.common.contract.CommentView;
import org.pressroom.common.database.Columns;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What moderators look at: comments by status, and what was decided of each. */
@Component
class ModerationQueue {

    private static final Instant AFTER_ALL = Instant.parse("9999-12-31T23:59:59Z");
    private static final UUID LAST_ID = new UUID(-1, -1);
    private static final UUID FIRST_ID = new UUID(0, 0);

    // comment_queue_ix backwards, article_pkey, moderation_comment_ix
    private static final String READ = "SELECT " + CommentViews.COLUMNS + """
            , c.article_id, c.version, c.author_email, coalesce(c.edit_body, c.body) AS text,
                coalesce(c.edit_body_html, c.body_html) AS text_html,
                coalesce(a.slug, '') AS slug, coalesce(a.title, '') AS title,
                m.decision, m.score AS verdict_score, m.reasons
            FROM comment c
            LEFT JOIN article a ON a.id = c.article_id
            LEFT JOIN LATERAL (
                SELECT decision, score, reasons FROM moderation
                WHERE comment_id = c.id
                ORDER BY comment_version DESC, id DESC
                LIMIT 1
            ) m ON true
            WHERE c.status = :status AND (c.created_at, c.id) < (:at, :id)
            ORDER BY c.created_at DESC, c.id DESC
            LIMIT :rows
            """;

    // moderation_comment_ix
    private static final String HISTORY = """
            SELECT m.id, m.comment_version, m.decision, m.score, m.reasons, m.moderator_id, m.moderator_name, m.note,
                   m.decided_at
            FROM comment c
            LEFT JOIN LATERAL (
                SELECT * FROM moderation
                WHERE comment_id = c.id AND (comment_version, id) > (:version, :after)
                ORDER BY comment_version, id
                LIMIT :rows
            ) m ON true
            WHERE c.id = :id
            ORDER BY m.comment_version, m.id
            """;

    private final DatabaseClient database;

    ModerationQueue(DatabaseClient database) {
        this.database = database;
    }

    /** An article, as far as a moderator needs to know it; slug and title are empty while it is not known here. */
    @Schema(name = "QueuedCommentArticle")
    record Article(UUID id, String slug, String title) {}

    /** The author, with the address that only the staff see. */
    @Schema(name = "QueuedCommentAuthor")
    record Author(
            String name, @Nullable String email, @Nullable String website, boolean verified, boolean staff) {}

    /** The latest decision. */
    @Schema(name = "Verdict")
    record LatestDecision(String decision, double score, List<String> reasons) {}

    /**
     * A comment in the queue.
     *
     * @param version grows with every change of the comment; a decision can name it
     * @param body Markdown, as last written
     * @param verdict null until it is judged
     */
    @Schema(name = "QueuedComment")
    record Item(
            UUID id,
            long version,
            Article article,
            @Nullable UUID parentId,
            int depth,
            String status,
            Author author,
            String body,
            String bodyHtml,
            Instant createdAt,
            @Nullable Instant editedAt,
            int replyCount,
            @Nullable LatestDecision verdict) {

        static Item of(Readable row) {
            CommentView.Author author = CommentViews.author(row);
            String decision = Columns.textOrNull(row, "decision");
            return new Item(
                    Columns.uuid(row, "id"),
                    Columns.number(row, "version"),
                    new Article(Columns.uuid(row, "article_id"), Columns.text(row, "slug"), Columns.text(row, "title")),
                    Columns.uuidOrNull(row, "parent_id"),
                    Columns.integer(row, "depth"),
                    Columns.text(row, "status"),
                    new Author(
                            author.name(),
                            Columns.textOrNull(row, "author_email"),
                            author.website(),
                            author.verified(),
                            author.staff()),
                    Columns.text(row, "text"),
                    Columns.text(row, "text_html"),
                    Columns.instant(row, "created_at"),
                    Columns.instantOrNull(row, "edited_at"),
                    Columns.integer(row, "reply_count"),
                    decision == null
                            ? null
                            : new LatestDecision(
                                    decision, Columns.decimal(row, "verdict_score"), Columns.texts(row, "reasons")));
        }
    }

    /** Who decided; the name as it was then. */
    record Moderator(UUID id, @Nullable String name) {}

    /**
     * A decision in a comment's history.
     *
     * @param moderator null where rules decided
     * @param reason what the moderator gave as a reason
     */
    @Schema(name = "ModerationHistoryEntry")
    record Entry(
            String decision,
            double score,
            List<String> reasons,
            @Nullable Moderator moderator,
            @Nullable String reason,
            Instant at) {}

    /** Comments of a status, the newest first. */
    Mono<Page<Item>> read(CommentStatus status, PageRequest request) {
        Cursor after = request.after();
        return database.sql(READ)
                .bind("status", status.wireName())
                .bind("at", after == null ? AFTER_ALL : after.instant(0))
                .bind("id", after == null ? LAST_ID : after.uuid(1))
                .bind("rows", request.rows())
                .map(Item::of)
                .all()
                .collectList()
                .map(items -> Page.cut(items, request, last -> Cursor.of(last.createdAt(), last.id())));
    }

    /** What was decided of a comment, in order; empty if there is no such comment. */
    Mono<Page<Entry>> history(UUID commentId, PageRequest request) {
        Cursor after = request.after();
        return database.sql(HISTORY)
                .bind("id", commentId)
                .bind("version", after == null ? 0L : after.number(0))
                .bind("after", after == null ? FIRST_ID : after.uuid(1))
                .bind("rows", request.rows())
                .map(Row::of)
                .all()
                .collectList()
                .filter(rows -> !rows.isEmpty())
                .map(rows -> Page.cut(
                                rows.stream().filter(row -> row.entry() != null).toList(), request, Row::cursor)
                        .map(Row::present));
    }

    private record Row(@Nullable Cursor place, @Nullable Entry entry) {

        static Row of(Readable row) {
            UUID id = Columns.uuidOrNull(row, "id");
            if (id == null) {
                return new Row(null, null);
            }
            UUID moderatorId = Columns.uuidOrNull(row, "moderator_id");
            return new Row(
                    Cursor.of(Columns.number(row, "comment_version"), id),
                    new Entry(
                            Columns.text(row, "decision"),
                            Columns.decimal(row, "score"),
                            Columns.texts(row, "reasons"),
                            moderatorId == null
                                    ? null
                                    : new Moderator(moderatorId, Columns.textOrNull(row, "moderator_name")),
                            Columns.textOrNull(row, "note"),
                            Columns.instant(row, "decided_at")));
        }

        Cursor cursor() {
            return Objects.requireNonNull(place);
        }

        Entry present() {
            return Objects.requireNonNull(entry);
        }
    }
}
