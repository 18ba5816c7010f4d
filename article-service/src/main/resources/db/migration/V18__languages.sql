-- Which language an article is in, as of BCP 47, and whose translation it is. What was there before is in the site's own.
ALTER TABLE draft
    ADD COLUMN language       text NOT NULL DEFAULT '${language}' COLLATE "C",
    -- the article that was there first, which may be gone by now; null for that one itself
    ADD COLUMN translation_of uuid CHECK (translation_of <> id);
-- Each language once.
CREATE UNIQUE INDEX draft_translations ON draft (coalesce(translation_of, id), language);
CREATE INDEX draft_by_language ON draft (language, updated_at, id);

ALTER TABLE article
    ADD COLUMN language       text NOT NULL DEFAULT '${language}' COLLATE "C",
    ADD COLUMN translation_of uuid CHECK (translation_of <> id);
CREATE INDEX article_translations ON article (coalesce(translation_of, id)) WHERE status = 'published';

ALTER TABLE article_tag
    -- the article's
    ADD COLUMN language text NOT NULL DEFAULT '${language}' COLLATE "C";

-- Lists of a language have its regions and scripts in them.
CREATE INDEX article_newest_of_language ON article (split_part(language, '-', 1), published_at DESC, id DESC)
    WHERE status = 'published';
CREATE INDEX article_newest_of_language_category
    ON article (split_part(language, '-', 1), category_id, published_at DESC, id DESC) WHERE status = 'published';
CREATE INDEX article_newest_of_language_author
    ON article (split_part(language, '-', 1), author_id, published_at DESC, id DESC) WHERE status = 'published';
CREATE INDEX article_tag_newest_of_language
    ON article_tag (tag_id, split_part(language, '-', 1), published_at DESC, article_id DESC)
    WHERE published_at IS NOT NULL;
