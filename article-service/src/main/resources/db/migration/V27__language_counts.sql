-- How many articles readers find in each language, and so in all. A row is added to by one connection at a time, mostly: who
-- publishes waits for nobody who publishes something else, and sums may be below zero in a row.
CREATE TABLE language_count (
    language      text     NOT NULL COLLATE "C",
    part          smallint NOT NULL,
    article_count bigint   NOT NULL,
    PRIMARY KEY (language, part)
);

-- A trigger keeps it: a version of this program that does not know of it runs on.
CREATE FUNCTION languages_count_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO language_count (language, part, article_count)
    SELECT language, pg_backend_pid() % 256, sum(change) FROM (
        SELECT split_part(NEW.language, '-', 1) AS language, 1 AS change
        WHERE TG_OP <> 'DELETE' AND NEW.status = 'published' AND NEW.kind = 'article' AND NEW.visibility <> 'unlisted'
        UNION ALL
        SELECT split_part(OLD.language, '-', 1), -1
        WHERE TG_OP <> 'INSERT' AND OLD.status = 'published' AND OLD.kind = 'article' AND OLD.visibility <> 'unlisted'
    ) AS changes
    GROUP BY language HAVING sum(change) <> 0 ORDER BY language
    ON CONFLICT (language, part) DO UPDATE SET article_count = language_count.article_count + excluded.article_count;
    RETURN NULL;
END $$;

LOCK TABLE article IN SHARE ROW EXCLUSIVE MODE;
INSERT INTO language_count (language, part, article_count)
SELECT split_part(language, '-', 1), 0, count(*) FROM article
WHERE status = 'published' AND kind = 'article' AND visibility <> 'unlisted'
GROUP BY 1;
CREATE TRIGGER article_language_counted AFTER INSERT OR DELETE OR UPDATE OF status, kind, visibility, language ON article
    FOR EACH ROW EXECUTE FUNCTION languages_count_article();
