-- What people say of themselves to readers, and the picture that they show.
ALTER TABLE account
    ADD COLUMN bio     text,
    ADD COLUMN picture text;

-- By which its owner tells one session from another, such as "Firefox on Linux"; null where the browser does not say.
ALTER TABLE session ADD COLUMN device text;

-- Links that let somebody choose a password once: for who was invited, and for who has forgotten it. An account has one at
-- most. The link itself is not kept, only its SHA-256.
CREATE TABLE password_link (
    account_id uuid        PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    token_hash bytea       NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
