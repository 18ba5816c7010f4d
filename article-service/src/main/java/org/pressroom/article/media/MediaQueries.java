package org.pressroom.article.media;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.database.Columns;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.security.Role;
import org.pressroom.common.usecase.Actor;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What the library shows. A picture is used by an article whose working copy or public text shows it, or has it as its cover. */
@Component
class MediaQueries {

    /** So many uses of a picture are told one by one. */
    static final int MOST_USES = 50;

    /** The articles that use picture {@code m}: draft_pictures, article_pictures */
    private static final String USING = """
            (SELECT id FROM draft WHERE pictures_in(body, cover) @> ARRAY[m.id]
            UNION SELECT id FROM article WHERE pictures_in(body_html, cover) @> ARRAY[m.id] AND status = 'published')
            """;

    private final DatabaseClient database;

    MediaQueries(DatabaseClient database) {
        this.database = database;
    }

    /** A picture, and how many articles use it. */
    record Listed(MediaItem item, long useCount) {}

    /**
     * An article that uses a picture.
     *
     * @param slug of the public article; null where readers do not see it
     */
    record Use(UUID articleId, String title, @Nullable String slug) {}

    /**
     * A page of the library, the newest first.
     *
     * @param query words of names and alternative texts; null for all
     */
    Mono<Page<Listed>> page(@Nullable String query, PageRequest request) {
        Cursor after = request.after();
        String words = query == null ? null : SearchWords.query(query);
        if (words != null && words.isEmpty()) {
            return Mono.just(new Page<>(List.of(), null));
        }
        // media_pkey backwards, since ids grow with time, or media_search
        DatabaseClient.GenericExecuteSpec statement =
                database.sql("SELECT " + MediaRepository.COLUMNS + ", (SELECT count(*) FROM " + USING
                        + " AS using_it) AS use_count" + MediaRepository.TABLES + "WHERE true"
                        + (words == null ? "" : " AND m.search @@ to_tsquery('simple', :words)")
                        + (after == null ? "" : " AND m.id < :after")
                        + " ORDER BY m.id DESC LIMIT :rows");
        statement = statement.bind("rows", request.rows());
        statement = words == null ? statement : statement.bind("words", words);
        statement = after == null ? statement : statement.bind("after", after.uuid(0));
        return statement
                .map(row -> new Listed(MediaRepository.item(row), Columns.number(row, "use_count")))
                .all()
                .collectList()
                .map(rows -> Page.cut(
                        rows, request, listed -> Cursor.of(listed.item().id())));
    }

    /** How many articles use a picture. */
    Mono<Long> useCount(UUID id) {
        return database.sql(
                        "SELECT count(*) FROM (SELECT CAST(:id AS uuid) AS id) m, LATERAL " + USING + " AS using_it")
                .bind("id", id)
                .mapValue(Long.class)
                .one();
    }

    /** Up to {@link #MOST_USES} of the articles that use a picture and that somebody may see: public ones, and drafts as ever. */
    Mono<List<Use>> uses(UUID id, Actor.Account actor) {
        // draft_pkey, article_pkey
        return database.sql(
                        "SELECT d.id, d.title, a.slug FROM (SELECT CAST(:id AS uuid) AS id) m, LATERAL " + USING + """
                        AS using_it
                        JOIN draft d ON d.id = using_it.id
                        LEFT JOIN article a ON a.id = d.id AND a.status = 'published'
                        WHERE :all OR :actor = ANY (d.author_id || d.coauthor_ids) OR a.id IS NOT NULL
                        ORDER BY d.updated_at DESC, d.id LIMIT :most
                        """)
                .bind("id", id)
                .bind("actor", actor.id())
                .bind("all", actor.mayActAs(Role.EDITOR, Role.ADMIN))
                .bind("most", MOST_USES)
                .map(row ->
                        new Use(Columns.uuid(row, "id"), Columns.text(row, "title"), Columns.textOrNull(row, "slug")))
                .all()
                .collectList();
    }
}
