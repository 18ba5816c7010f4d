package org.pressroom.article.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticleNeighbours;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.database.Columns;
import org.pressroom.common.text.Slug;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Where reading goes on from an article. What it costs has an end, however many articles there are: one step to either side,
 * and of each of its tags and of its category the newest few, among which those are found that it shares most with.
 */
@Component
class NeighbourQueries {

    /**
     * article_slug_key; to either side article_newest_of_language; of each tag article_tag_newest_of_language, of the
     * category article_newest_of_language_category. An article that lists do not have has no neighbours.
     */
    private static final String FOUND = """
            WITH here AS (
                SELECT id, published_at, split_part(language, '-', 1) AS language, category_id,
                    coalesce(translation_of, id) AS translations, kind = 'article' AND visibility <> 'unlisted' AS listed
                FROM article WHERE slug = :slug AND status = 'published'),
            shared AS (
                SELECT other.id, 1 / ln(2 + tag.article_count::float8) AS weight
                FROM here JOIN article_tag own ON own.article_id = here.id JOIN tag ON tag.id = own.tag_id,
                    newest_of_tag(own.tag_id, here.language, :looked) AS other (id)
                WHERE here.listed
                UNION ALL
                SELECT other.id, 0.5 / ln(2 + category.article_count::float8)
                FROM here JOIN category ON category.id = here.category_id,
                    newest_of_category(category.id, here.language, :looked) AS other (id)
                WHERE here.listed),
            found AS (
                SELECT id, 'here' AS place, 0::float8 AS weight FROM here
                UNION ALL
                SELECT newer.id, 'newer', 0 FROM here, LATERAL (SELECT id FROM article
                    WHERE status = 'published' AND split_part(language, '-', 1) = here.language
                        AND (published_at, id) > (here.published_at, here.id)
                        AND kind = 'article' AND visibility <> 'unlisted' AND here.listed
                        AND coalesce(translation_of, id) <> here.translations
                    ORDER BY published_at, id LIMIT 1) AS newer
                UNION ALL
                SELECT older.id, 'older', 0 FROM here, LATERAL (SELECT id FROM article
                    WHERE status = 'published' AND split_part(language, '-', 1) = here.language
                        AND (published_at, id) < (here.published_at, here.id)
                        AND kind = 'article' AND visibility <> 'unlisted' AND here.listed
                        AND coalesce(translation_of, id) <> here.translations
                    ORDER BY published_at DESC, id DESC LIMIT 1) AS older
                UNION ALL
                (SELECT related.id, 'related', sum(shared.weight) AS weight
                    FROM here, shared JOIN article related ON related.id = shared.id
                    WHERE coalesce(related.translation_of, related.id) <> here.translations
                    GROUP BY related.id
                    ORDER BY weight DESC, related.published_at DESC, related.id DESC LIMIT :related))
            """;

    /** Of each tag, and of the category: newer ones of the same language. */
    private static final int LOOKED_AT = 20;

    private static final int RELATED = 4;

    private final DatabaseClient database;

    NeighbourQueries(DatabaseClient database) {
        this.database = database;
    }

    /** An article, and what stands beside it. */
    record Found(ArticleSummary article, ArticleNeighbours neighbours) {}

    /** Empty where readers see no article of that slug. */
    Mono<Found> find(String slug) {
        if (!Slug.isValid(slug)) {
            return Mono.empty();
        }
        return database.sql(FOUND + "SELECT found.place, " + ArticleQueries.COLUMNS
                        + " FROM found JOIN article a ON a.id = found.id " + ArticleQueries.BESIDE
                        + "ORDER BY found.weight DESC, a.published_at DESC, a.id DESC")
                .bind("slug", slug)
                .bind("looked", LOOKED_AT)
                .bind("related", RELATED)
                .map(row -> new Placed(Columns.text(row, "place"), ArticleQueries.listed(row)))
                .all()
                .collectList()
                .filter(rows -> !rows.isEmpty())
                .map(NeighbourQueries::arranged);
    }

    private record Placed(String place, ArticleSummary article) {}

    private static Found arranged(List<Placed> rows) {
        ArticleSummary here = at("here", rows);
        if (here == null) {
            throw new IllegalStateException("neighbours of nothing");
        }
        return new Found(
                here,
                new ArticleNeighbours(
                        at("newer", rows),
                        at("older", rows),
                        rows.stream()
                                .filter(row -> row.place().equals("related"))
                                .map(Placed::article)
                                .toList()));
    }

    private static @Nullable ArticleSummary at(String place, List<Placed> rows) {
        return rows.stream()
                .filter(row -> row.place().equals(place))
                .map(Placed::article)
                .findFirst()
                .orElse(null);
    }
}
