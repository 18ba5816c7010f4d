-- The newest few articles of a tag or a category, in a language, from their index. Where a term is not known when a query is
-- planned, PostgreSQL takes it for an average one, and sorts all of it: a term may have most articles of a site.
CREATE FUNCTION newest_of_tag(tag uuid, base_language text, most integer) RETURNS SETOF uuid
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 20
    SET enable_sort = off SET enable_bitmapscan = off
BEGIN ATOMIC
    SELECT article_id FROM article_tag
    WHERE tag_id = tag AND split_part(language, '-', 1) = base_language AND published_at IS NOT NULL
    ORDER BY published_at DESC, article_id DESC
    LIMIT most;
END;

CREATE FUNCTION newest_of_category(category uuid, base_language text, most integer) RETURNS SETOF uuid
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 20
    SET enable_sort = off SET enable_bitmapscan = off
BEGIN ATOMIC
    SELECT id FROM article
    WHERE status = 'published' AND split_part(language, '-', 1) = base_language AND category_id = category
        AND kind = 'article' AND visibility <> 'unlisted'
    ORDER BY published_at DESC, id DESC
    LIMIT most;
END;
