-- Whether somebody posted the same text in the thread before: by comment_text_ix alone each copy of a text is held against
-- all before it.
CREATE INDEX comment_text_of_author_ix ON comment (fingerprint, article_id, lower(author_email), created_at)
    WHERE author_email IS NOT NULL;
