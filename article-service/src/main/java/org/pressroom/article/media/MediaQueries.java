package org.pressroom.article.media;

import io.r2dbc.spi.Readable;
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

/**
 * What the library shows. A picture is used by an article whose working copy or public text shows it, or has it as its cover,
 * and by a category or a tag whose picture it is.
 */
@Component
class MediaQueries {

    /** So many uses of a picture are told one by one. */
    static final int MOST_USES = 50;

    /** The articles that use picture {@code m}: draft_pictures, article_pictures */
    private static final String USING = """
            (SELECT id FROM draft WHERE pictures_in(body, cover) @> ARRAY[m.id]
            UNION SELECT id FROM article WHERE pictures_in(body_html, cover) @> ARRAY[m.id] AND status = 'published')
            """;

    /** The categories and tags whose picture {@code m} is: category_picture, tag_picture */
    private static final String TERMS = """
            (SELECT 'category' AS kind, slug, name FROM category
                WHERE pictures_in('', picture) @> ARRAY[m.id] AND state = 'current'
            UNION ALL SELECT 'tag', slug, name FROM tag
                WHERE pictures_in('', picture) @> ARRAY[m.id] AND state = 'current')
            """;

    private static final String COUNTS = "(SELECT count(*) FROM " + USING
            + " AS using_it) AS articles, (SELECT count(*) FROM " + TERMS + " AS term) AS terms";

    private static final String ONE = "(SELECT CAST(:id AS uuid) AS id) m";

    private final DatabaseClient database;

    MediaQueries(DatabaseClient database) {
        this.database = database;
    }

    /** By how many articles a picture is used, and by how many categories and tags. */
    record UseCounts(long articles, long terms) {

        private static UseCounts of(Readable row) {
            return new UseCounts(Columns.number(row, "articles"), Columns.number(row, "terms"));
        }
    }

    /** A picture, and how much it is used. */
    record Listed(MediaItem item, UseCounts uses) {}

    /** A category or a tag whose picture it is. */
    record TermUse(String kind, String slug, String name) {}

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
                database.sql("SELECT " + MediaRepository.COLUMNS + ", " + COUNTS + MediaRepository.TABLES + "WHERE true"
                        + (words == null ? "" : " AND m.search @@ to_tsquery('simple', :words)")
                        + (after == null ? "" : " AND m.id < :after")
                        + " ORDER BY m.id DESC LIMIT :rows");
        statement = statement.bind("rows", request.rows());
        statement = words == null ? statement : statement.bind("words", words);
        statement = after == null ? statement : statement.bind("after", after.uuid(0));
        return statement
                .map(row -> new Listed(MediaRepository.item(row), UseCounts.of(row)))
                .all()
                .collectList()
                .map(rows -> Page.cut(
                        rows, request, listed -> Cursor.of(listed.item().id())));
    }

    /** How much a picture is used. */
    Mono<UseCounts> useCounts(UUID id) {
        return database.sql("SELECT " + COUNTS + " FROM " + ONE)
                .bind("id", id)
                .map(UseCounts::of)
                .one();
    }

    /** Up to {@link #MOST_USES} of the categories and tags whose picture it is. */
    Mono<List<TermUse>> terms(UUID id) {
        return database.sql("SELECT kind, slug, name FROM " + ONE + ", LATERAL " + TERMS
                        + " AS term ORDER BY kind, slug LIMIT :most")
                .bind("id", id)
                .bind("most", MOST_USES)
                .map(row ->
                        new TermUse(Columns.text(row, "kind"), Columns.text(row, "slug"), Columns.text(row, "name")))
                .all()
                .collectList();
    }

    /** Up to {@link #MOST_USES} of the articles that use a picture and that somebody may see: public ones, and drafts as ever. */
    Mono<List<Use>> uses(UUID id, Actor.Account actor) {
        // draft_pkey, article_pkey
        return database.sql("SELECT d.id, d.title, a.slug FROM " + ONE + ", LATERAL " + USING + """
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
