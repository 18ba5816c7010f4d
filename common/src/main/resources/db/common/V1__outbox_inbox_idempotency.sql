-- Events that were committed and are not yet acknowledged by Kafka. Ids are given without a cache,
-- so that they follow the order in which the rows of one key were written.
CREATE TABLE outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
    event_id    uuid        NOT NULL,
    topic       text        NOT NULL,
    key         text        NOT NULL,
    type        text        NOT NULL,
    subject     text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    traceparent text,
    -- null is a tombstone
    value       bytea,
    CONSTRAINT outbox_value_size CHECK (octet_length(value) <= 524288)
);

-- Rows come and go all the time: look after them more eagerly than the default of 20 per cent.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Events that a consumer has acted on.
CREATE TABLE inbox (
    consumer    text        NOT NULL,
    event_id    uuid        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, event_id)
);
CREATE INDEX inbox_received_at ON inbox (received_at);

-- Answers to requests that carried an Idempotency-Key.
CREATE TABLE idempotency_key (
    route      text        NOT NULL,
    account    text        NOT NULL,
    key        text        NOT NULL,
    body_hash  bytea       NOT NULL,
    status     int,
    headers    jsonb,
    body       bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (route, account, key)
);
CREATE INDEX idempotency_key_created_at ON idempotency_key (created_at);
