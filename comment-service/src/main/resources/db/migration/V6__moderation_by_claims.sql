-- From when on a comment whose last text nobody has judged may be claimed to be judged: until then somebody is at it, or
-- it rests. Comments of which nobody was told in time are due at once.
ALTER TABLE comment ADD COLUMN moderation_due_at timestamptz NOT NULL DEFAULT now();
-- The trace that wrote that text; what is decided of it belongs there.
ALTER TABLE comment ADD COLUMN traceparent text;

-- What nobody has judged yet, what is due for longest first.
DROP INDEX comment_unjudged_ix;
CREATE INDEX comment_unjudged_ix ON comment (moderation_due_at, id)
    WHERE version > judged_version AND status IN ('pending', 'approved');
