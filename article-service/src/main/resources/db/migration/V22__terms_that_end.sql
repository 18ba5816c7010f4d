-- Categories and tags that are merged into others or deleted. From then on nobody finds them or publishes in them; their
-- articles, of which there may be very many, leave them a few at a time, and then the row goes.
ALTER TABLE category
    ADD COLUMN state   text NOT NULL DEFAULT 'current' CHECK (state IN ('current', 'merged', 'deleted')),
    -- which has its names and addresses, and gets its articles; null for none
    ADD COLUMN into_id uuid REFERENCES category,
    ADD CONSTRAINT category_merged CHECK ((state = 'merged') = (into_id IS NOT NULL));
CREATE INDEX category_into ON category (into_id) WHERE into_id IS NOT NULL;

ALTER TABLE tag
    ADD COLUMN state   text NOT NULL DEFAULT 'current' CHECK (state IN ('current', 'merged', 'deleted')),
    ADD COLUMN into_id uuid REFERENCES tag,
    ADD CONSTRAINT tag_merged CHECK ((state = 'merged') = (into_id IS NOT NULL));
CREATE INDEX tag_into ON tag (into_id) WHERE into_id IS NOT NULL;

-- All of a term's articles, of which readers need not see each: by ranges of their ids, and for the foreign keys.
CREATE INDEX article_in_category ON article (category_id, id) WHERE category_id IS NOT NULL;
DROP INDEX article_of_category;
CREATE INDEX article_coauthor_of_tag ON article_coauthor (tag_id, article_id) WHERE tag_id IS NOT NULL;
