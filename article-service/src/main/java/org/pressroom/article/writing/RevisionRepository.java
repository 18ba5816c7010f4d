package org.pressroom.article.writing;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.Columns;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The revisions of each article: at most {@link #KEPT}, and beyond them those that readers saw. Whoever writes here holds
 * the lock of the draft.
 */
@Component
public class RevisionRepository {

    /** Of an article; older ones are dropped unless readers saw them. */
    static final int KEPT = 200;

    /** What one person's writing is saved automatically within this time is one revision. */
    private static final Duration MERGED_WITHIN = Duration.ofMinutes(10);

    private static final String COLUMNS = """
            r.article_id, r.number, r.origin, r.restored_from, r.title, r.published_at, r.created_at, r.saved_at,
            author.slug AS editor_slug, author.name AS editor_name""";

    private static final String AUTHORS = """
            ARRAY(SELECT part FROM unnest(coalesce(r.author_ids, d.author_id || d.coauthor_ids))
                    WITH ORDINALITY AS person (id, place)
                JOIN author byline ON byline.account_id = person.id,
                unnest(ARRAY[byline.account_id::text, byline.slug, byline.name]) WITH ORDINALITY AS parts (part, piece)
                ORDER BY person.place, piece) AS authors""";

    private static final String TABLES = """
            FROM revision r
            LEFT JOIN author ON author.account_id = r.editor_id
            """;

    private final DatabaseClient database;
    private final JsonMapper json;

    RevisionRepository(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * Keeps what was written. Nothing where the newest revision is the same, and no further one where what is saved
     * automatically follows what was.
     *
     * @param editorId null for the house itself
     */
    Mono<Void> append(
            UUID articleId, @Nullable UUID editorId, RevisionOrigin origin, DraftContent content, Instant now) {
        // revision_pkey
        return database.sql("""
                        WITH newest AS (
                            SELECT number, editor_id, origin, published_at, created_at, content, author_ids
                            FROM revision
                            WHERE article_id = :articleId ORDER BY number DESC LIMIT 1),
                        merged AS (
                            UPDATE revision SET title = :title, content = :content, saved_at = :now
                            FROM newest
                            WHERE revision.article_id = :articleId AND revision.number = newest.number
                                AND newest.origin = 'autosaved' AND :origin = 'autosaved'
                                AND newest.editor_id = :editorId AND newest.published_at IS NULL
                                AND newest.author_ids IS NULL
                                AND newest.created_at > :mergedSince AND newest.content <> :content
                            RETURNING 1)
                        INSERT INTO revision (article_id, number, editor_id, origin, restored_from, title, content,
                            created_at, saved_at)
                        SELECT :articleId, coalesce((SELECT number FROM newest), 0) + 1, :editorId, :origin,
                            :restoredFrom, :title, :content, :now, :now
                        WHERE NOT EXISTS (SELECT FROM merged)
                            AND NOT EXISTS (SELECT FROM newest WHERE content = :content AND author_ids IS NULL)
                        """)
                .bind("articleId", articleId)
                .bind("editorId", Columns.orNull(editorId, UUID.class))
                .bind("origin", name(origin))
                .bind(
                        "restoredFrom",
                        Columns.orNull(
                                origin instanceof RevisionOrigin.Restored restored ? restored.number() : null,
                                Integer.class))
                .bind("title", content.title())
                .bind("content", written(content))
                .bind("mergedSince", now.minus(MERGED_WITHIN))
                .bind("now", now)
                .then()
                .then(dropOld(articleId));
    }

    /** Keeps what an article was before its first revision, where it is older than they are. */
    Mono<Void> ensureFirst(Draft draft) {
        // revision_pkey
        return database.sql("SELECT EXISTS (SELECT FROM revision WHERE article_id = :articleId)")
                .bind("articleId", draft.id())
                .mapValue(Boolean.class)
                .one()
                .filter(exists -> !exists)
                .flatMap(none -> insertFirst(draft));
    }

    private Mono<Void> insertFirst(Draft draft) {
        return database.sql("""
                        INSERT INTO revision (article_id, number, editor_id, origin, title, content, created_at, saved_at)
                        VALUES (:articleId, 1, :authorId, 'saved', :title, :content, :updatedAt, :updatedAt)
                        """)
                .bind("articleId", draft.id())
                .bind("authorId", draft.author().accountId())
                .bind("title", draft.content().title())
                .bind("content", written(draft.content()))
                .bind("updatedAt", draft.updatedAt())
                .then();
    }

    /** A draft that readers see since a time. */
    public record Shown(Draft draft, Instant since) {}

    /** Marks the newest of each article as what readers see. */
    public Mono<Void> markPublished(List<Shown> drafts) {
        return markNewest(drafts)
                .filter(marked -> marked == drafts.size())
                .switchIfEmpty(Mono.defer(() -> Flux.fromIterable(drafts)
                        .concatMap(shown -> ensureFirst(shown.draft()))
                        .then(markNewest(drafts))))
                .then();
    }

    /** How many there are: one of each, or none of those that were written before revisions were kept. */
    private Mono<Long> markNewest(List<Shown> drafts) {
        // revision_pkey
        return database.sql("""
                        UPDATE revision SET published_at = marked.published_at
                        FROM unnest(:articleIds, :times) AS marked (article_id, published_at)
                        WHERE revision.article_id = marked.article_id AND number = (
                            SELECT max(number) FROM revision newest WHERE newest.article_id = marked.article_id)
                        """)
                .bind(
                        "articleIds",
                        drafts.stream().map(shown -> shown.draft().id()).toArray(UUID[]::new))
                .bind("times", drafts.stream().map(Shown::since).toArray(Instant[]::new))
                .fetch()
                .rowsUpdated();
    }

    /** A page of an article's revisions, the newest first. */
    Mono<Page<Revision>> page(UUID articleId, PageRequest request) {
        Cursor after = request.after();
        // revision_pkey, author_pkey
        DatabaseClient.GenericExecuteSpec query = database.sql("SELECT " + COLUMNS + " " + TABLES
                        + "WHERE r.article_id = :articleId"
                        + (after == null ? "" : " AND r.number < :after")
                        + " ORDER BY r.number DESC LIMIT :rows")
                .bind("articleId", articleId)
                .bind("rows", request.rows());
        query = after == null ? query : query.bind("after", after.number(0));
        return query.map(RevisionRepository::revision)
                .all()
                .collectList()
                .map(rows -> Page.cut(rows, request, revision -> Cursor.of(revision.number())));
    }

    /** A revision with what was written; refused as not found where there is none. */
    Mono<Whole> find(UUID articleId, int number) {
        // revision_pkey, draft_pkey, author_pkey
        return database.sql("SELECT " + COLUMNS + ", r.content, " + AUTHORS + " " + TABLES
                        + "JOIN draft d ON d.id = r.article_id "
                        + "WHERE r.article_id = :articleId AND r.number = :number")
                .bind("articleId", articleId)
                .bind("number", number)
                .map(this::whole)
                .one()
                .switchIfEmpty(Mono.error(() -> RefusedException.notFound("There is no such revision.")));
    }

    /** The newest, which is what the draft holds; empty where the draft is older than revisions are. */
    Mono<Whole> findNewest(UUID articleId) {
        return findLast(articleId, "true");
    }

    /** What readers were given last; empty where they never were, or before there were revisions. */
    public Mono<Whole> findPublished(UUID articleId) {
        return findLast(articleId, "published_at IS NOT NULL");
    }

    private Mono<Whole> findLast(UUID articleId, String condition) {
        // revision_pkey, from its end: few of the newest were never published, since old ones of those are dropped
        return database.sql("SELECT number FROM revision WHERE article_id = :articleId AND " + condition
                        + " ORDER BY number DESC LIMIT 1")
                .bind("articleId", articleId)
                .mapValue(Integer.class)
                .one()
                .flatMap(number -> find(articleId, number));
    }

    /** The newest before another; empty for the first. */
    Mono<Whole> findBefore(UUID articleId, int number) {
        // revision_pkey
        return database.sql("SELECT max(number) FROM revision WHERE article_id = :articleId AND number < :number")
                .bind("articleId", articleId)
                .bind("number", number)
                .map(row -> Optional.ofNullable(row.get(0, Integer.class)))
                .one()
                .flatMap(before -> before.map(found -> find(articleId, found)).orElseGet(Mono::empty));
    }

    /**
     * A revision, and all that was written.
     *
     * @param authors in the order of the byline
     */
    public record Whole(Revision revision, DraftContent content, List<Byline> authors) {

        List<UUID> authorIds() {
            return authors.stream().map(Byline::id).toList();
        }
    }

    private Whole whole(Readable row) {
        List<Byline> authors = bylines(Columns.texts(row, "authors"));
        DraftContent content = json.readValue(Columns.text(row, "content"), DraftContent.class);
        return new Whole(
                revision(row),
                content.withAuthors(authors.stream().map(Byline::id).toList()),
                authors);
    }

    /** Id, slug and name by turns. */
    private static List<Byline> bylines(List<String> parts) {
        List<Byline> bylines = new ArrayList<>(parts.size() / 3);
        for (int i = 0; i < parts.size(); i += 3) {
            bylines.add(new Byline(UUID.fromString(parts.get(i)), parts.get(i + 1), parts.get(i + 2)));
        }
        return bylines;
    }

    /** Who the authors were stands beside it, kept by a trigger: only few who write change that. */
    private String written(DraftContent content) {
        return json.writeValueAsString(content.withAuthors(null));
    }

    private Mono<Void> dropOld(UUID articleId) {
        // revision_pkey
        return database.sql("""
                        DELETE FROM revision
                        WHERE article_id = :articleId AND published_at IS NULL
                            AND number <= (SELECT max(number) FROM revision WHERE article_id = :articleId) - :kept
                        """).bind("articleId", articleId).bind("kept", KEPT).then();
    }

    private static Revision revision(Readable row) {
        String editor = Columns.textOrNull(row, "editor_slug");
        return new Revision(
                Columns.uuid(row, "article_id"),
                Columns.integer(row, "number"),
                origin(Columns.text(row, "origin"), Columns.integerOrNull(row, "restored_from")),
                editor == null ? null : new Revision.Editor(editor, Columns.text(row, "editor_name")),
                Columns.text(row, "title"),
                Columns.instantOrNull(row, "published_at"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "saved_at"));
    }

    private static RevisionOrigin origin(String name, @Nullable Integer restoredFrom) {
        if (restoredFrom != null) {
            return new RevisionOrigin.Restored(restoredFrom);
        }
        return name.equals("autosaved") ? new RevisionOrigin.Autosaved() : new RevisionOrigin.Saved();
    }

    private static String name(RevisionOrigin origin) {
        if (origin instanceof RevisionOrigin.Restored) {
            return "restored";
        }
        return origin instanceof RevisionOrigin.Autosaved ? "autosaved" : "saved";
    }
}
