-- Work that goes by ranges of keys, with how far each has come. Whoever takes a step holds the row's lock.
CREATE TABLE job (
    kind      text        NOT NULL,
    subject   uuid        NOT NULL,
    -- null at the beginning
    after_key uuid,
    steps     bigint      NOT NULL DEFAULT 0,
    begun_at  timestamptz NOT NULL,
    due_at    timestamptz NOT NULL,
    PRIMARY KEY (kind, subject)
);
CREATE INDEX job_due ON job (due_at);
