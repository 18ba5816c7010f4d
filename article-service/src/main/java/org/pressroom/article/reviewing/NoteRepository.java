package org.pressroom.article.reviewing;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.Columns;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.usecase.RefusedException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The notes in the database. */
@Component
class NoteRepository {

    private static final String SELECT = """
            SELECT n.id, n.article_id, n.text, n.quote, n.before, n.after, n.starts_at, n.created_at, n.resolved_at,
                n.writer_id, writer.slug AS writer_slug, writer.name AS writer_name,
                n.resolver_id, resolver.slug AS resolver_slug, resolver.name AS resolver_name
            FROM note n
            JOIN author writer ON writer.account_id = n.writer_id
            LEFT JOIN author resolver ON resolver.account_id = n.resolver_id
            """;

    private final DatabaseClient database;

    NoteRepository(DatabaseClient database) {
        this.database = database;
    }

    /** A page of an article's, the oldest first. */
    Mono<Page<Note>> page(UUID articleId, PageRequest request) {
        Cursor after = request.after();
        // note_of_article, author_pkey
        DatabaseClient.GenericExecuteSpec query = database.sql(SELECT + "WHERE n.article_id = :articleId"
                        + (after == null ? "" : " AND n.id > :afterId")
                        + " ORDER BY n.id LIMIT :rows")
                .bind("articleId", articleId)
                .bind("rows", request.rows());
        query = after == null ? query : query.bind("afterId", after.uuid(0));
        return query.map(NoteRepository::note)
                .all()
                .collectList()
                .map(rows -> Page.cut(rows, request, note -> Cursor.of(note.id())));
    }

    /** One of an article's, refused as not found where there is none. */
    Mono<Note> find(UUID articleId, UUID id) {
        // note_pkey, author_pkey
        return database.sql(SELECT + "WHERE n.id = :id AND n.article_id = :articleId")
                .bind("id", id)
                .bind("articleId", articleId)
                .map(NoteRepository::note)
                .one()
                .switchIfEmpty(Mono.error(() -> RefusedException.notFound("There is no such note.")));
    }

    /** How many an article has, open or not. */
    Mono<Integer> count(UUID articleId) {
        // note_of_article
        return database.sql("SELECT count(*)::int AS notes FROM note WHERE article_id = :articleId")
                .bind("articleId", articleId)
                .map(row -> Columns.integer(row, "notes"))
                .one();
    }

    /** Who left notes on an article. */
    Mono<List<UUID>> writers(UUID articleId, int limit) {
        // note_of_article
        return database.sql("SELECT DISTINCT writer_id FROM note WHERE article_id = :articleId LIMIT :limit")
                .bind("articleId", articleId)
                .bind("limit", limit)
                .mapValue(UUID.class)
                .all()
                .collectList();
    }

    Mono<Void> insert(UUID id, UUID articleId, UUID writerId, String text, @Nullable Passage passage, Instant now) {
        return database.sql("""
                        INSERT INTO note (id, article_id, writer_id, text, quote, before, after, starts_at, created_at)
                        VALUES (:id, :articleId, :writerId, :text, :quote, :before, :after, :startsAt, :now)
                        """)
                .bind("id", id)
                .bind("articleId", articleId)
                .bind("writerId", writerId)
                .bind("text", text)
                .bind("quote", Columns.orNull(passage == null ? null : passage.quote(), String.class))
                .bind("before", Columns.orNull(passage == null ? null : passage.before(), String.class))
                .bind("after", Columns.orNull(passage == null ? null : passage.after(), String.class))
                .bind("startsAt", Columns.orNull(passage == null ? null : passage.start(), Integer.class))
                .bind("now", now)
                .then();
    }

    /** Settles a note; one that is settled stays so, by whom it was first. */
    Mono<Void> resolve(UUID id, UUID resolverId, Instant now) {
        // note_pkey
        return database.sql("""
                        UPDATE note SET resolved_at = :now, resolver_id = :resolverId
                        WHERE id = :id AND resolved_at IS NULL
                        """)
                .bind("id", id)
                .bind("resolverId", resolverId)
                .bind("now", now)
                .then();
    }

    Mono<Void> reopen(UUID id) {
        // note_pkey
        return database.sql("UPDATE note SET resolved_at = NULL, resolver_id = NULL WHERE id = :id")
                .bind("id", id)
                .then();
    }

    Mono<Void> delete(UUID id) {
        return database.sql("DELETE FROM note WHERE id = :id").bind("id", id).then(); // note_pkey
    }

    private static Note note(Readable row) {
        String quote = Columns.textOrNull(row, "quote");
        Instant resolvedAt = Columns.instantOrNull(row, "resolved_at");
        return new Note(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "article_id"),
                person(row, "writer"),
                Columns.text(row, "text"),
                quote == null
                        ? null
                        : new Passage(
                                quote,
                                Columns.text(row, "before"),
                                Columns.text(row, "after"),
                                Columns.integer(row, "starts_at")),
                Columns.instant(row, "created_at"),
                resolvedAt == null ? null : new Note.Resolved(resolvedAt, person(row, "resolver")));
    }

    private static Note.Person person(Readable row, String who) {
        return new Note.Person(
                Columns.uuid(row, who + "_id"), Columns.text(row, who + "_slug"), Columns.text(row, who + "_name"));
    }
}
