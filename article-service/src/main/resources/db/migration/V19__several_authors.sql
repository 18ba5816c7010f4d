-- Who wrote an article beside its first author, in the order of the byline. The first stays where it was, so that one author
-- costs nothing more, and a version of this program that knows of no others runs on. Triggers keep what follows from it.

ALTER TABLE author
    -- false once the account was closed
    ADD COLUMN active boolean NOT NULL DEFAULT true,
    -- Between two statements of a transaction it may be too low: the trigger below counts last.
    DROP CONSTRAINT author_article_count_check;

ALTER TABLE draft
    ADD COLUMN coauthor_ids uuid[] NOT NULL DEFAULT '{}',
    ADD CONSTRAINT draft_coauthors CHECK (author_id <> ALL (coauthor_ids));

ALTER TABLE article
    ADD COLUMN coauthor_ids uuid[] NOT NULL DEFAULT '{}',
    ADD CONSTRAINT article_coauthors CHECK (author_id <> ALL (coauthor_ids));

ALTER TABLE revision
    -- who its authors were, the first one first; null while they are those that the draft has
    ADD COLUMN author_ids uuid[];

-- The list of all articles for those who are not the first author: what it is sorted and filtered by, as in the draft.
CREATE TABLE draft_coauthor (
    draft_id      uuid        NOT NULL REFERENCES draft ON DELETE CASCADE,
    author_id     uuid        NOT NULL REFERENCES author,
    updated_at    timestamptz NOT NULL,
    created_at    timestamptz NOT NULL,
    public_since  timestamptz NOT NULL,
    title_key     text        NOT NULL COLLATE "und-x-icu",
    public_status text        NOT NULL,
    kind          text        NOT NULL,
    category_key  text        COLLATE "C",
    PRIMARY KEY (draft_id, author_id)
);
CREATE INDEX draft_coauthor_by_update
    ON draft_coauthor (author_id, updated_at, draft_id, public_status, kind, category_key);
CREATE INDEX draft_coauthor_by_creation
    ON draft_coauthor (author_id, created_at, draft_id, public_status, kind, category_key);
CREATE INDEX draft_coauthor_by_publication
    ON draft_coauthor (author_id, public_since, draft_id, public_status, kind, category_key);
CREATE INDEX draft_coauthor_by_title
    ON draft_coauthor (author_id, title_key, draft_id, public_status, kind, category_key);

CREATE FUNCTION coauthors_follow_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM draft_coauthor WHERE draft_id = NEW.id AND author_id <> ALL (NEW.coauthor_ids);
    INSERT INTO draft_coauthor (draft_id, author_id, updated_at, created_at, public_since, title_key, public_status, kind,
        category_key)
    SELECT NEW.id, person, NEW.updated_at, NEW.created_at, NEW.public_since, left(NEW.title, 60), NEW.public_status,
        NEW.kind, NEW.category_key
    FROM unnest(NEW.coauthor_ids) AS person
    ON CONFLICT (draft_id, author_id) DO UPDATE SET
        updated_at = excluded.updated_at, public_since = excluded.public_since, title_key = excluded.title_key,
        public_status = excluded.public_status, kind = excluded.kind, category_key = excluded.category_key;
    RETURN NULL;
END $$;
CREATE TRIGGER coauthored_draft_made AFTER INSERT ON draft
    FOR EACH ROW WHEN (NEW.coauthor_ids <> '{}') EXECUTE FUNCTION coauthors_follow_draft();
CREATE TRIGGER coauthored_draft_changed AFTER UPDATE ON draft
    FOR EACH ROW WHEN ((OLD.coauthor_ids <> '{}' OR NEW.coauthor_ids <> '{}')
        AND (OLD.coauthor_ids, OLD.updated_at, OLD.public_since, OLD.title, OLD.public_status, OLD.kind, OLD.category_key)
            IS DISTINCT FROM
            (NEW.coauthor_ids, NEW.updated_at, NEW.public_since, NEW.title, NEW.public_status, NEW.kind, NEW.category_key))
    EXECUTE FUNCTION coauthors_follow_draft();

-- What was saved so far keeps the authors that it had, and whose a review is is up to who is the first now.
CREATE FUNCTION authors_of_draft_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE revision SET author_ids = OLD.author_id || OLD.coauthor_ids
    WHERE article_id = OLD.id AND author_ids IS NULL;
    IF OLD.author_id <> NEW.author_id THEN
        UPDATE submission SET author_id = NEW.author_id WHERE article_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER draft_authors_changed AFTER UPDATE OF author_id, coauthor_ids ON draft
    FOR EACH ROW WHEN ((OLD.author_id, OLD.coauthor_ids) IS DISTINCT FROM (NEW.author_id, NEW.coauthor_ids))
    EXECUTE FUNCTION authors_of_draft_changed();

-- What is published is by whom its draft is, and so is what is taken back. Whoever writes here holds the lock of the draft.
CREATE FUNCTION article_has_authors_of_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT author_id, coauthor_ids INTO NEW.author_id, NEW.coauthor_ids FROM draft WHERE id = NEW.id;
    RETURN NEW;
END $$;
CREATE TRIGGER article_authors BEFORE INSERT OR UPDATE OF status, updated_at ON article
    FOR EACH ROW EXECUTE FUNCTION article_has_authors_of_draft();

-- Lists of those who are not the first author, while an article is published: once each for itself, and once for each tag.
CREATE TABLE article_coauthor (
    article_id     uuid        NOT NULL REFERENCES article ON DELETE CASCADE,
    author_id      uuid        NOT NULL REFERENCES author,
    -- null for its list without a tag
    tag_id         uuid        REFERENCES tag,
    published_at   timestamptz NOT NULL,
    category_id    uuid,
    language       text        NOT NULL COLLATE "C",
    kind           text        NOT NULL,
    -- whether lists show it
    listed         boolean     NOT NULL,
    -- of the author, as of the name that others were told last
    byline_version bigint      NOT NULL,
    CONSTRAINT article_coauthor_once UNIQUE NULLS NOT DISTINCT (article_id, author_id, tag_id)
);
CREATE INDEX article_coauthor_newest ON article_coauthor (author_id, published_at DESC, article_id DESC)
    WHERE tag_id IS NULL;
CREATE INDEX article_coauthor_newest_of_category
    ON article_coauthor (author_id, category_id, published_at DESC, article_id DESC) WHERE tag_id IS NULL;
CREATE INDEX article_coauthor_newest_of_language
    ON article_coauthor (author_id, split_part(language, '-', 1), published_at DESC, article_id DESC)
    WHERE tag_id IS NULL;
CREATE INDEX article_coauthor_newest_of_tag
    ON article_coauthor (author_id, tag_id, published_at DESC, article_id DESC) WHERE tag_id IS NOT NULL;
CREATE INDEX article_coauthor_newest_of_tag_category
    ON article_coauthor (author_id, tag_id, category_id, published_at DESC, article_id DESC) WHERE tag_id IS NOT NULL;
CREATE INDEX article_coauthor_byline ON article_coauthor (author_id, byline_version) WHERE tag_id IS NULL;

-- At the end of the transaction, once its tags are written too. The program counts by the author whose the draft is by now:
-- what was counted for another is that one's from here on, and the others are counted here.
CREATE FUNCTION coauthors_follow_article() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    counted uuid[] := ARRAY(
        SELECT author_id FROM article_coauthor
        WHERE article_id = NEW.id AND tag_id IS NULL AND listed AND kind = 'article');
    moved   boolean := TG_OP = 'UPDATE' AND OLD.status = 'published' AND OLD.kind = 'article'
        AND OLD.visibility <> 'unlisted' AND OLD.author_id <> NEW.author_id;
BEGIN
    DELETE FROM article_coauthor WHERE article_id = NEW.id;
    INSERT INTO article_coauthor (article_id, author_id, tag_id, published_at, category_id, language, kind,
        listed, byline_version)
    SELECT a.id, author.account_id, entry.tag_id, a.published_at, a.category_id, a.language,
        a.kind, a.visibility <> 'unlisted', author.version
    FROM article a
    JOIN author ON author.account_id = ANY (a.coauthor_ids)
    CROSS JOIN LATERAL (
        SELECT NULL::uuid AS tag_id
        UNION
        SELECT tag_id FROM article_tag WHERE article_id = a.id AND article_tag.published_at IS NOT NULL) AS entry
    WHERE a.id = NEW.id AND a.status = 'published';
    WITH change AS (
        SELECT author_id, sum(articles) AS articles
        FROM (
            SELECT unnest(counted) AS author_id, -1 AS articles
            UNION ALL
            SELECT author_id, 1 FROM article_coauthor
            WHERE article_id = NEW.id AND tag_id IS NULL AND listed AND kind = 'article'
            UNION ALL
            SELECT person, articles FROM (VALUES (OLD.author_id, -1), (NEW.author_id, 1)) AS first (person, articles)
            WHERE moved) AS changes
        GROUP BY author_id
        HAVING sum(articles) <> 0),
    locked AS (
        SELECT account_id FROM author WHERE account_id IN (SELECT author_id FROM change)
        ORDER BY account_id
        FOR NO KEY UPDATE)
    UPDATE author SET article_count = article_count + change.articles
    FROM locked JOIN change ON change.author_id = locked.account_id
    WHERE author.account_id = locked.account_id;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER coauthored_article_made AFTER INSERT ON article
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.coauthor_ids <> '{}') EXECUTE FUNCTION coauthors_follow_article();
CREATE CONSTRAINT TRIGGER coauthored_article_changed AFTER UPDATE OF status, updated_at ON article
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.coauthor_ids <> '{}' OR NEW.coauthor_ids <> '{}' OR OLD.author_id <> NEW.author_id)
    EXECUTE FUNCTION coauthors_follow_article();
