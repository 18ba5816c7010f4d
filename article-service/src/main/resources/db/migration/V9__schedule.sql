-- What is to become of an article at a time to come. Whoever writes here holds the lock of the draft, but for the claim.
CREATE TABLE schedule (
    article_id    uuid PRIMARY KEY REFERENCES draft ON DELETE CASCADE,
    -- when its working copy is shown to readers; null where only the other is to come
    publish_at    timestamptz,
    -- when it is taken from them
    unpublish_at  timestamptz,
    -- whether subscribers are to hear of it; null for what is usual
    notify        boolean,
    -- why it could not be done when it was due: then it is not tried again by itself, and what was to follow still is
    refusal       text,
    -- until when a process has it in hand
    claimed_until timestamptz,
    CHECK (publish_at IS NOT NULL OR unpublish_at IS NOT NULL),
    CHECK (unpublish_at > publish_at)
);
CREATE INDEX schedule_due ON schedule (
    (CASE WHEN refusal IS NULL THEN coalesce(publish_at, unpublish_at) WHEN publish_at IS NOT NULL THEN unpublish_at END));
