-- Addresses at which there is no page, and where they lead.
CREATE TABLE redirect (
    id            uuid PRIMARY KEY,
    -- path and query, decoded and composed
    source        text        NOT NULL COLLATE "C" UNIQUE,
    -- a path on this site or an address elsewhere, as it was typed; null where what was there is gone
    target        text,
    -- the same as a source, where it is on this site
    target_source text        COLLATE "C",
    status        integer     NOT NULL CHECK (status IN (301, 302, 307, 308, 410)),
    created_at    timestamptz NOT NULL,
    CHECK ((target IS NULL) = (status = 410))
);
CREATE INDEX redirect_of_target ON redirect (target_source) WHERE target_source IS NOT NULL;
