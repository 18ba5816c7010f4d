-- Pages that are no articles, and what search engines and screen readers are told.
ALTER TABLE draft
    ADD COLUMN kind            text NOT NULL DEFAULT 'article' CHECK (kind IN ('article', 'page')),
    -- where a page stands in the site's menu; null where it does not
    ADD COLUMN menu_position   integer CHECK (menu_position > 0),
    ADD COLUMN cover_alt       text,
    ADD COLUMN seo_title       text,
    ADD COLUMN seo_description text,
    ADD COLUMN canonical_url   text;

ALTER TABLE article
    ADD COLUMN kind            text NOT NULL DEFAULT 'article' CHECK (kind IN ('article', 'page')),
    ADD COLUMN menu_position   integer CHECK (menu_position > 0),
    ADD COLUMN cover_alt       text,
    ADD COLUMN seo_title       text,
    ADD COLUMN seo_description text,
    ADD COLUMN canonical_url   text;

-- There are few of them, which lists of articles pass over as they come by.
CREATE INDEX article_newest_pages ON article (published_at DESC, id DESC) WHERE status = 'published' AND kind = 'page';

-- One row, once the pages that a site has from the start were made, or were not wanted.
CREATE TABLE first_pages (
    done boolean PRIMARY KEY DEFAULT true CHECK (done)
);
