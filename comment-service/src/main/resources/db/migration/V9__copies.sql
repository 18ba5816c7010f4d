-- Whether somebody posted the same text in the thread before: by comment_text_ix alone each copy of a text is held against
-- all before it. One hash, so that no index of one of the three fits the same condition.
CREATE INDEX comment_text_of_author_ix
    ON comment (hash_record_extended(ROW(fingerprint, article_id, lower(author_email)), 0), created_at)
    WHERE author_email IS NOT NULL;
