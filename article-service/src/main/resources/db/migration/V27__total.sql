-- How many articles lists show: the sum of some rows, each a few connections' own, so that those who publish seldom wait for
-- each other. A trigger counts, for a version of this program that does not know of it too.
CREATE TABLE article_total (
    place    integer PRIMARY KEY,
    articles bigint NOT NULL
) WITH (fillfactor = 50);

CREATE FUNCTION total_follows_article() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    change integer := 0;
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.status = 'published' AND OLD.kind = 'article' AND OLD.visibility <> 'unlisted' THEN
        change := -1;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.status = 'published' AND NEW.kind = 'article' AND NEW.visibility <> 'unlisted' THEN
        change := change + 1;
    END IF;
    IF change <> 0 THEN
        INSERT INTO article_total (place, articles) VALUES (pg_backend_pid() % 16, change)
        ON CONFLICT (place) DO UPDATE SET articles = article_total.articles + excluded.articles;
    END IF;
    RETURN NULL;
END $$;
-- Nobody publishes from here to the end of this.
CREATE TRIGGER article_totalled AFTER INSERT OR DELETE OR UPDATE OF status, kind, visibility ON article
    FOR EACH ROW EXECUTE FUNCTION total_follows_article();
INSERT INTO article_total (place, articles)
SELECT 0, count(*) FROM article WHERE status = 'published' AND kind = 'article' AND visibility <> 'unlisted';
