-- Articles that were removed and whose commenters are being forgotten, and how far that has come.
CREATE TABLE article_erasure (
    article_id uuid        PRIMARY KEY,
    removed_at timestamptz NOT NULL,
    after_id   uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    due_at     timestamptz NOT NULL
);
CREATE INDEX article_erasure_due_ix ON article_erasure (due_at);

-- All comments of an article, in ranges.
CREATE INDEX comment_article_ix ON comment (article_id, id);

-- What nobody has judged yet, the oldest text first.
CREATE INDEX comment_unjudged_ix ON comment (coalesce(edit_at, edited_at, created_at), id)
    WHERE version > judged_version AND status IN ('pending', 'approved');

-- The oldest decisions.
CREATE INDEX moderation_decided_ix ON moderation (decided_at, id);
