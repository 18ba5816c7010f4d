-- How the review of an article stands. Whoever writes here holds the lock of the draft.
CREATE TABLE submission (
    article_id   uuid        PRIMARY KEY REFERENCES draft ON DELETE CASCADE,
    version      bigint      NOT NULL,
    state        text        NOT NULL CHECK (state IN ('submitted', 'returned', 'withdrawn', 'published')),
    -- the draft's
    author_id    uuid        NOT NULL,
    submitter_id uuid        NOT NULL REFERENCES author,
    submitted_at timestamptz NOT NULL,
    -- what was said when it was handed in
    message      text,
    -- who brought it about that it is in this state, and since when; null for the house itself
    actor_id     uuid REFERENCES author,
    since        timestamptz NOT NULL,
    -- what an editor said who sent it back
    answer       text
);
CREATE INDEX submission_waiting ON submission (state, since, article_id);
CREATE INDEX submission_of_author ON submission (author_id, state, since, article_id);

-- What those who work on an article tell each other about it, and no reader ever sees.
CREATE TABLE note (
    id          uuid        PRIMARY KEY,
    article_id  uuid        NOT NULL REFERENCES draft ON DELETE CASCADE,
    writer_id   uuid        NOT NULL REFERENCES author,
    text        text        NOT NULL,
    -- the passage that it is about, with what stood around it and where it stood; null where it is about all
    quote       text,
    before      text,
    after       text,
    starts_at   int,
    created_at  timestamptz NOT NULL,
    resolved_at timestamptz,
    resolver_id uuid REFERENCES author,
    CHECK ((quote IS NULL) = (before IS NULL) AND (quote IS NULL) = (after IS NULL) AND (quote IS NULL) = (starts_at IS NULL)),
    CHECK ((resolved_at IS NULL) = (resolver_id IS NULL))
);
CREATE INDEX note_of_article ON note (article_id, id);
CREATE INDEX note_open ON note (article_id) WHERE resolved_at IS NULL;
