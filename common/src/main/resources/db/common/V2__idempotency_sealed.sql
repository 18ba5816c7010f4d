-- What stood here in clear, a stranger's address and edit tokens among it, goes: only who asked can find a row by what
-- they asked with, and read what is in it.
DROP TABLE idempotency_key;

-- Answers to requests that carried an Idempotency-Key.
CREATE TABLE idempotency_key (
    -- of route, account or client address, and key
    id         bytea       PRIMARY KEY,
    -- of the body, by a secret that only the key gives
    body_mac   bytea       NOT NULL,
    -- status, headers and body, encrypted by a secret that only the key and the body give
    answer     bytea,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idempotency_key_created_at ON idempotency_key (created_at);
