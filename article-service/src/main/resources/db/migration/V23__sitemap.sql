-- What search engines are to find, in the order of keys that never change: a part is read from here alone.
CREATE INDEX article_sitemap ON article (id) INCLUDE (kind, slug, updated_at)
    WHERE status = 'published' AND visibility <> 'unlisted' AND canonical_url IS NULL;
CREATE INDEX tag_sitemap ON tag (slug) WHERE article_count > 0 AND state = 'current';

-- A part begins at its key and ends before that of the next of its kind. Its number is in its address.
CREATE TABLE sitemap_part (
    number    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind      text NOT NULL CHECK (kind IN ('article', 'tag', 'author')),
    first_key text NOT NULL COLLATE "C",
    CONSTRAINT sitemap_part_key UNIQUE (kind, first_key)
);
INSERT INTO sitemap_part (kind, first_key)
VALUES ('article', '00000000-0000-0000-0000-000000000000'), ('tag', '-'), ('author', '-');
