CREATE TABLE scheduled_publication (
    article_id uuid PRIMARY KEY REFERENCES draft ON DELETE CASCADE,
    at         timestamptz NOT NULL,
    -- why it was not published; null while it waits
    refusal    text
);
CREATE INDEX scheduled_publication_due ON scheduled_publication (at) WHERE refusal IS NULL;
