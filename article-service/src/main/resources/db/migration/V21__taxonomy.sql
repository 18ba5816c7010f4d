-- Categories as a tree, what is said of categories and tags, and what they were called before: former addresses lead on, and
-- former names, which drafts and imports may still have, mean the same.
ALTER TABLE category
    ADD COLUMN version     bigint  NOT NULL DEFAULT 1,
    -- null at the top
    ADD COLUMN parent_id   uuid REFERENCES category,
    -- among those beneath the same one; where two have the same, their names decide
    ADD COLUMN position    integer NOT NULL DEFAULT 0,
    ADD COLUMN description text,
    ADD COLUMN picture     text,
    ADD COLUMN picture_alt text,
    ADD CONSTRAINT category_parent CHECK (parent_id <> id);
CREATE INDEX category_of_parent ON category (parent_id) WHERE parent_id IS NOT NULL;

ALTER TABLE tag
    ADD COLUMN version     bigint NOT NULL DEFAULT 1,
    ADD COLUMN description text,
    ADD COLUMN picture     text,
    ADD COLUMN picture_alt text;

CREATE TABLE category_former_slug (
    slug    text COLLATE "C" PRIMARY KEY,
    term_id uuid NOT NULL REFERENCES category ON DELETE CASCADE
);
CREATE INDEX category_former_slug_of_term ON category_former_slug (term_id);
CREATE TABLE category_former_name (
    name_key text COLLATE "C" PRIMARY KEY,
    term_id  uuid NOT NULL REFERENCES category ON DELETE CASCADE
);
CREATE INDEX category_former_name_of_term ON category_former_name (term_id);

CREATE TABLE tag_former_slug (
    slug    text COLLATE "C" PRIMARY KEY,
    term_id uuid NOT NULL REFERENCES tag ON DELETE CASCADE
);
CREATE INDEX tag_former_slug_of_term ON tag_former_slug (term_id);
CREATE TABLE tag_former_name (
    name_key text COLLATE "C" PRIMARY KEY,
    term_id  uuid NOT NULL REFERENCES tag ON DELETE CASCADE
);
CREATE INDEX tag_former_name_of_term ON tag_former_name (term_id);

-- A term's articles by ranges of their ids.
CREATE INDEX article_of_category ON article (category_id, id) WHERE status = 'published';
CREATE INDEX article_tag_of_tag ON article_tag (tag_id, article_id);

-- A category and all beneath it.
CREATE FUNCTION categories_beneath(top uuid) RETURNS SETOF uuid
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH RECURSIVE beneath AS (
        SELECT top AS id
        UNION
        SELECT category.id FROM beneath JOIN category ON category.parent_id = beneath.id)
    SELECT id FROM beneath;
END;

-- Those above a category, the nearest first.
CREATE FUNCTION categories_above(bottom uuid) RETURNS TABLE (id uuid, height integer)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH RECURSIVE above AS (
        SELECT category.parent_id AS id, 1 AS height FROM category WHERE category.id = bottom
        UNION ALL
        SELECT category.parent_id, above.height + 1 FROM above JOIN category ON category.id = above.id
        -- There are never as many; nothing runs for ever where somebody has made a circle by hand.
        WHERE above.height < 100)
    SELECT above.id, above.height FROM above WHERE above.id IS NOT NULL ORDER BY above.height;
END;

-- All addresses, now and before, by which somebody may know those above a category.
CREATE FUNCTION slugs_above(bottom uuid) RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT ARRAY(
        SELECT category.slug FROM categories_above(bottom) AS above JOIN category ON category.id = above.id
        UNION ALL
        SELECT former.slug FROM categories_above(bottom) AS above
            JOIN category_former_slug former ON former.term_id = above.id);
END;
