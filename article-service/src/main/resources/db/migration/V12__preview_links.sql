-- Links by which somebody without an account reads a draft. They are kept as they are, beside the draft that is all they
-- lead to, so that the desk can show them again.
CREATE TABLE preview_link (
    article_id uuid        PRIMARY KEY REFERENCES draft ON DELETE CASCADE,
    token      text        NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
