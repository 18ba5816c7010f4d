CREATE TABLE account (
    id            uuid        PRIMARY KEY,
    username      text        NOT NULL UNIQUE,
    name          text        NOT NULL,
    slug          text        NOT NULL UNIQUE,
    roles         text[]      NOT NULL,
    password_hash text        NOT NULL,
    active        boolean     NOT NULL,
    version       bigint      NOT NULL,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL
);

-- The cookie itself is not kept, only its SHA-256.
CREATE TABLE session (
    id         uuid        PRIMARY KEY,
    token_hash bytea       NOT NULL UNIQUE,
    account_id uuid        NOT NULL REFERENCES account,
    created_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_expires_at ON session (expires_at);

CREATE TABLE access_token (
    id         uuid        PRIMARY KEY,
    token_hash bytea       NOT NULL UNIQUE,
    account_id uuid        NOT NULL REFERENCES account,
    name       text        NOT NULL,
    -- null: all that the account may do
    scopes     text[],
    created_at timestamptz NOT NULL,
    expires_at timestamptz
);
CREATE INDEX access_token_account ON access_token (account_id, id DESC);

-- The newest key signs; older ones are still published.
CREATE TABLE signing_key (
    kid        text        PRIMARY KEY,
    jwk        text        NOT NULL,
    created_at timestamptz NOT NULL
);
