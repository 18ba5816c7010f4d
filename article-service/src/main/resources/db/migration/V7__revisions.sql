-- What writers wrote, from the first save on: the newest is what the working copy holds. Articles that are older than this
-- table get their first when they are changed next.
CREATE TABLE revision (
    article_id    uuid        NOT NULL REFERENCES draft ON DELETE CASCADE,
    number        integer     NOT NULL CHECK (number > 0),
    -- null where the house itself saved it
    editor_id     uuid        REFERENCES author,
    origin        text        NOT NULL CHECK (origin IN ('saved', 'autosaved', 'restored')),
    -- which one was brought back
    restored_from integer     CHECK ((restored_from IS NOT NULL) = (origin = 'restored')),
    -- when readers came to see it; null where they never did
    published_at  timestamptz,
    title         text        NOT NULL,
    -- all of it, as JSON
    content       text        NOT NULL,
    created_at    timestamptz NOT NULL,
    -- later where it took in what was saved automatically soon after
    saved_at      timestamptz NOT NULL,
    PRIMARY KEY (article_id, number)
);
