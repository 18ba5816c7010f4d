package org.pressroom.article.taxonomy;

import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.CategoryView;
import org.pressroom.common.contract.Cover;
import org.pressroom.common.contract.Named;
import org.pressroom.common.contract.TagView;
import org.pressroom.common.database.Columns;
import org.pressroom.common.paging.Cursor;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.text.Slug;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Categories and tags, as readers see them. */
@Component
class TermQueries {

    /** What lies beneath is added up where there is something alone: category_of_parent, category_pkey */
    private static final String CATEGORIES = """
            SELECT * FROM (
                SELECT c.slug, c.name, c.description, c.picture, c.picture_alt, c.article_count, c.position,
                    CASE WHEN EXISTS (SELECT FROM category child WHERE child.parent_id = c.id)
                        THEN (SELECT sum(each.article_count)::bigint FROM categories_beneath(c.id) AS beneath (id)
                            JOIN category each ON each.id = beneath.id)
                        ELSE c.article_count END AS total_count,
                    CASE WHEN c.parent_id IS NULL THEN '{}' ELSE ARRAY(
                        SELECT part FROM categories_above(c.id) AS above JOIN category upper ON upper.id = above.id,
                            unnest(ARRAY[upper.slug, upper.name]) WITH ORDINALITY AS parts (part, piece)
                        ORDER BY above.height DESC, piece) END AS path
                FROM category c WHERE c.state = 'current') AS found
            WHERE\s""";

    private static final String TAGS =
            "SELECT slug, name, description, picture, picture_alt, article_count FROM tag WHERE state = 'current' AND ";

    private final DatabaseClient database;

    TermQueries(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A page of categories, by slug.
     *
     * @param all whether those are among them that have no articles, nor has one beneath them
     */
    Mono<Page<CategoryView>> categories(PageRequest request, boolean all) {
        // category_slug_key
        return database.sql(CATEGORIES + "slug > :after" + (all ? "" : " AND total_count > 0")
                        + " ORDER BY slug LIMIT :rows")
                .bind("after", after(request))
                .bind("rows", request.rows())
                .map(TermQueries::categoryOf)
                .all()
                .collectList()
                .map(rows -> Page.cut(rows, request, row -> Cursor.of(row.slug())));
    }

    /** The same of tags. */
    Mono<Page<TagView>> tags(PageRequest request, boolean all) {
        // tag_listed, tag_slug_key
        return database.sql(TAGS + (all ? "" : "article_count > 0 AND ") + "slug > :after ORDER BY slug LIMIT :rows")
                .bind("after", after(request))
                .bind("rows", request.rows())
                .map(TermQueries::tagOf)
                .all()
                .collectList()
                .map(rows -> Page.cut(rows, request, row -> Cursor.of(row.slug())));
    }

    private static String after(PageRequest request) {
        Cursor after = request.after();
        return after == null ? "" : after.string(0);
    }

    /** The category of that slug; empty where there is none. */
    Mono<CategoryView> category(String slug) {
        // category_slug_key
        return Slug.isValid(slug)
                ? database.sql(CATEGORIES + "slug = :slug")
                        .bind("slug", slug)
                        .map(TermQueries::categoryOf)
                        .one()
                : Mono.empty();
    }

    /** The tag of that slug; empty where there is none. */
    Mono<TagView> tag(String slug) {
        // tag_slug_key
        return Slug.isValid(slug)
                ? database.sql(TAGS + "slug = :slug")
                        .bind("slug", slug)
                        .map(TermQueries::tagOf)
                        .one()
                : Mono.empty();
    }

    /** The slug of the term that had this one before; empty where none had. */
    Mono<String> moved(TermKind kind, String formerSlug) {
        // category_former_slug_pkey, category_pkey, or those of tags
        return Slug.isValid(formerSlug)
                ? database.sql("SELECT t.slug FROM %1$s_former_slug former JOIN %1$s t ON t.id = former.term_id"
                                        .formatted(kind.table())
                                + " WHERE former.slug = :slug")
                        .bind("slug", formerSlug)
                        .mapValue(String.class)
                        .one()
                : Mono.empty();
    }

    private static CategoryView categoryOf(Readable row) {
        return new CategoryView(
                Columns.text(row, "slug"),
                Columns.text(row, "name"),
                Columns.textOrNull(row, "description"),
                picture(row),
                Columns.number(row, "article_count"),
                Columns.number(row, "total_count"),
                path(Columns.texts(row, "path")),
                Columns.integer(row, "position"));
    }

    /** Slug and name by turns. */
    private static List<Named> path(List<String> parts) {
        List<Named> path = new ArrayList<>(parts.size() / 2);
        for (int i = 0; i < parts.size(); i += 2) {
            path.add(new Named(parts.get(i), parts.get(i + 1)));
        }
        return path;
    }

    private static TagView tagOf(Readable row) {
        return new TagView(
                Columns.text(row, "slug"),
                Columns.text(row, "name"),
                Columns.textOrNull(row, "description"),
                picture(row),
                Columns.number(row, "article_count"));
    }

    private static @Nullable Cover picture(Readable row) {
        String url = Columns.textOrNull(row, "picture");
        return url == null ? null : new Cover(url, Columns.textOrNull(row, "picture_alt"));
    }
}
