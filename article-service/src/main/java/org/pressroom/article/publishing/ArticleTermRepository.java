package org.pressroom.article.publishing;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.taxonomy.EndedTerm;
import org.pressroom.article.taxonomy.TermKind;
import org.pressroom.common.database.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The articles of a category or a tag by ranges of their ids: told anew, or given another one. */
@Component
class ArticleTermRepository {

    private final DatabaseClient database;

    ArticleTermRepository(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Counts up the versions of the next published articles with a term.
     *
     * @param after the article up to which they were done
     * @return all that were looked at, in order; one of which readers see nothing any more is left as it is
     */
    Mono<Ranged> renew(TermKind kind, UUID term, UUID after, int limit) {
        // article_in_category, article_tag_of_tag, article_pkey
        return database.sql("""
                        WITH looked_at AS (%s),
                        renewed AS (
                            UPDATE article SET version = version + 1
                            WHERE id IN (
                                SELECT id FROM article WHERE id IN (SELECT id FROM looked_at) AND status = 'published'
                                ORDER BY id
                                FOR NO KEY UPDATE)
                            RETURNING id)
                        SELECT (SELECT id FROM looked_at ORDER BY id DESC LIMIT 1) AS last,
                            ARRAY(SELECT id FROM renewed) AS renewed
                        """.formatted(next(kind)))
                .bind("term", term)
                .bind("after", after)
                .bind("limit", limit)
                .map(row -> new Ranged(Columns.uuidOrNull(row, "last"), Columns.uuids(row, "renewed")))
                .one();
    }

    /**
     * A range of articles.
     *
     * @param last up to which it goes; null where nothing was left
     * @param renewed those whose version grew
     */
    record Ranged(@Nullable UUID last, List<UUID> renewed) {}

    private static String next(TermKind kind) {
        return kind == TermKind.CATEGORY
                ? "SELECT id FROM article WHERE category_id = :term AND id > :after ORDER BY id LIMIT :limit"
                : "SELECT article_id AS id FROM article_tag WHERE tag_id = :term"
                        + " AND article_id > :after ORDER BY article_id LIMIT :limit";
    }

    /** The next articles with a term, whether or not readers see them, in order; nobody else changes them from here on. */
    Mono<List<UUID>> lockNext(TermKind kind, UUID term, UUID after, int limit) {
        // article_in_category, article_tag_of_tag, article_pkey
        return database.sql("SELECT id FROM article WHERE id IN (" + next(kind) + ") ORDER BY id FOR NO KEY UPDATE")
                .bind("term", term)
                .bind("after", after)
                .bind("limit", limit)
                .mapValue(UUID.class)
                .all()
                .collectList();
    }

    /** Whether any article has a term. */
    Mono<Boolean> hasAny(TermKind kind, UUID term) {
        // article_in_category, article_tag_of_tag
        return database.sql(
                        kind == TermKind.CATEGORY
                                ? "SELECT EXISTS (SELECT FROM article WHERE category_id = :term)"
                                : "SELECT EXISTS (SELECT FROM article_tag WHERE tag_id = :term)")
                .bind("term", term)
                .mapValue(Boolean.class)
                .one();
    }

    /**
     * What became of articles that had a term.
     *
     * @param shown those that readers see, whose version grew
     * @param lost how many of them lists had with the term
     * @param gained how many of them lists have with the other one that had not before
     */
    record Moved(List<UUID> shown, int lost, int gained) {

        private static Moved of(Readable row) {
            return new Moved(Columns.uuids(row, "shown"), Columns.integer(row, "lost"), Columns.integer(row, "gained"));
        }
    }

    /** Takes an ended term from locked articles that still have it, and gives them what it was merged into. */
    Mono<Moved> move(TermKind kind, List<UUID> ids, EndedTerm term) {
        return database.sql(kind == TermKind.CATEGORY ? MOVE_CATEGORY : MOVE_TAG)
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("term", term.id())
                .bind("into", Columns.orNull(term.into(), UUID.class))
                .map(Moved::of)
                .one();
    }

    /** article_pkey, article_tag_pkey, article_coauthor_once: where a category is kept beside the article's own. */
    private static final String MOVE_CATEGORY = """
            WITH moved AS (
                UPDATE article SET category_id = :into,
                    version = version + CASE WHEN status = 'published' THEN 1 ELSE 0 END
                WHERE id = ANY (:ids) AND category_id = :term
                RETURNING id, status = 'published' AS shown,
                    status = 'published' AND kind = 'article' AND visibility <> 'unlisted' AS listed),
            tags AS (
                UPDATE article_tag SET category_id = :into
                WHERE article_id IN (SELECT id FROM moved) AND category_id = :term),
            others AS (
                UPDATE article_coauthor SET category_id = :into
                WHERE article_id IN (SELECT id FROM moved) AND category_id = :term)
            SELECT ARRAY(SELECT id FROM moved WHERE shown) AS shown,
                (SELECT count(*) FROM moved WHERE listed)::integer AS lost,
                (SELECT count(*) FROM moved WHERE listed AND CAST(:into AS uuid) IS NOT NULL)::integer AS gained
            """;

    /**
     * article_tag_pkey, article_pkey, article_coauthor_once. An article that has both has the one that is left where the first
     * of them stood.
     */
    private static final String MOVE_TAG = """
            WITH held AS (
                SELECT article_id, min(position) AS first, bool_or(published_at IS NOT NULL) AS listed,
                    bool_or(tag_id = CAST(:into AS uuid)) IS TRUE AS had
                FROM article_tag
                WHERE article_id = ANY (:ids) AND tag_id IN (:term, CAST(:into AS uuid))
                GROUP BY article_id
                HAVING bool_or(tag_id = :term)),
            taken AS (
                DELETE FROM article_tag t USING held
                WHERE t.article_id = held.article_id AND t.tag_id IN (:term, CAST(:into AS uuid))
                    AND (t.position > held.first OR CAST(:into AS uuid) IS NULL)),
            given AS (
                UPDATE article_tag t SET tag_id = CAST(:into AS uuid)
                FROM held
                WHERE t.article_id = held.article_id AND t.position = held.first AND t.tag_id = :term
                    AND CAST(:into AS uuid) IS NOT NULL),
            taken_from_others AS (
                DELETE FROM article_coauthor c USING held
                WHERE c.article_id = held.article_id AND c.tag_id = :term
                    AND (held.had OR CAST(:into AS uuid) IS NULL)),
            given_to_others AS (
                UPDATE article_coauthor c SET tag_id = CAST(:into AS uuid)
                FROM held
                WHERE c.article_id = held.article_id AND c.tag_id = :term
                    AND NOT held.had AND CAST(:into AS uuid) IS NOT NULL),
            renewed AS (
                UPDATE article SET version = version + 1
                WHERE id IN (SELECT article_id FROM held) AND status = 'published'
                RETURNING id)
            SELECT ARRAY(SELECT id FROM renewed) AS shown,
                (SELECT count(*) FROM held WHERE listed)::integer AS lost,
                (SELECT count(*) FROM held WHERE listed AND NOT had AND CAST(:into AS uuid) IS NOT NULL)::integer
                    AS gained
            """;
}
