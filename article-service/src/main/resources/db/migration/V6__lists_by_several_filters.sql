-- What a list may be asked for beside its tag, so that one index serves a list however it is filtered: with one filter's
-- index alone, few matches among many articles cost as much as reading through all of that filter's.
ALTER TABLE article_tag
    -- the article's, while it is published
    ADD COLUMN author_id uuid,
    ADD COLUMN category_id uuid;

UPDATE article_tag SET author_id = article.author_id, category_id = article.category_id
FROM article
WHERE article.id = article_tag.article_id AND article_tag.published_at IS NOT NULL;

ALTER TABLE article_tag
    ADD CONSTRAINT article_tag_author CHECK (author_id IS NOT NULL OR published_at IS NULL);

CREATE INDEX article_newest_of_category_author ON article (category_id, author_id, published_at DESC, id DESC)
    WHERE status = 'published';
CREATE INDEX article_tag_newest_of_category ON article_tag (tag_id, category_id, published_at DESC, article_id DESC)
    WHERE published_at IS NOT NULL;
CREATE INDEX article_tag_newest_of_author ON article_tag (tag_id, author_id, published_at DESC, article_id DESC)
    WHERE published_at IS NOT NULL;
CREATE INDEX article_tag_newest_of_category_author
    ON article_tag (tag_id, category_id, author_id, published_at DESC, article_id DESC)
    WHERE published_at IS NOT NULL;
