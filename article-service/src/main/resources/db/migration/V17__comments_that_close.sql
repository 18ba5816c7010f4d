-- For how many days after it was published an article takes comments; null for ever.
ALTER TABLE draft
    ADD COLUMN comment_days integer CHECK (comment_days > 0);

ALTER TABLE article
    ADD COLUMN comment_days      integer CHECK (comment_days > 0),
    -- when it takes comments no more
    ADD COLUMN comments_close_at timestamptz;
CREATE INDEX article_comments_due ON article (comments_close_at)
    WHERE status = 'published' AND comment_policy <> 'closed' AND comments_close_at IS NOT NULL;
