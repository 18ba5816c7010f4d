-- What the links in mails are derived from. It never leaves this database; without it no link can be made or checked.
-- sha256 over random UUIDs, because pgcrypto is not everywhere and gen_random_uuid() is.
CREATE TABLE link_secret (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    value    bytea   NOT NULL CHECK (octet_length(value) = 32)
);
INSERT INTO link_secret (value)
VALUES (sha256(convert_to(
        gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text,
        'UTF8')));

-- The articles as their events tell them: thrown away and built again from article-events at will.
CREATE TABLE article (
    id                 uuid PRIMARY KEY,
    version            bigint      NOT NULL,
    publication        int         NOT NULL,
    status             text        NOT NULL CHECK (status IN ('published', 'unpublished', 'removed')),
    notify             boolean     NOT NULL,
    slug               text        NOT NULL,
    title              text        NOT NULL,
    summary            text,
    author_id          uuid        NOT NULL,
    author_slug        text        NOT NULL,
    author_name        text        NOT NULL,
    category_slug      text,
    category_name      text,
    tag_slugs          text[]      NOT NULL,
    tag_names          text[]      NOT NULL,
    cover              text,
    first_published_at timestamptz,
    published_at       timestamptz,
    updated_at         timestamptz NOT NULL
);

-- One row per address. The address goes when it is erased; the row stays, so that what was sent still adds up.
CREATE TABLE subscription (
    id           uuid PRIMARY KEY,
    address      text,
    address_key  text CONSTRAINT subscription_address_key UNIQUE,
    status       text        NOT NULL CHECK (status IN ('pending', 'confirmed', 'ended')),
    frequency    text        NOT NULL CHECK (frequency IN ('instant', 'daily', 'weekly')),
    version      bigint      NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL,
    confirmed_at timestamptz,
    ended_at     timestamptz,
    -- The earliest moment at which a stranger's request may send the next mail to this address.
    quiet_until  timestamptz,
    CHECK ((address IS NULL) = (address_key IS NULL)),
    CHECK (address IS NOT NULL OR status = 'ended')
);
CREATE INDEX subscription_stale ON subscription (created_at) WHERE status = 'pending';

CREATE TABLE subscription_topic (
    subscription_id uuid NOT NULL REFERENCES subscription ON DELETE CASCADE,
    kind            text NOT NULL CHECK (kind IN ('all', 'category', 'tag', 'author', 'thread')),
    key             text NOT NULL DEFAULT '',
    PRIMARY KEY (subscription_id, kind, key),
    CHECK ((kind = 'all') = (key = ''))
);
CREATE INDEX subscription_topic_matching ON subscription_topic (kind, key, subscription_id);

-- What somebody asked for and the owner of the address has not yet confirmed. At most one is open per subscription.
CREATE TABLE subscription_request (
    id              uuid PRIMARY KEY,
    subscription_id uuid        NOT NULL REFERENCES subscription ON DELETE CASCADE,
    topics          jsonb       NOT NULL,
    frequency       text        NOT NULL CHECK (frequency IN ('instant', 'daily', 'weekly')),
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    confirmed_at    timestamptz
);
CREATE INDEX subscription_request_of_subscription ON subscription_request (subscription_id);
CREATE UNIQUE INDEX subscription_request_open ON subscription_request (subscription_id) WHERE confirmed_at IS NULL;

-- One row per article and publication, ever: what makes a repeated or replayed event send nothing twice.
CREATE TABLE notification (
    id            uuid PRIMARY KEY,
    -- The place in the stream of new articles: given out one at a time, so that its order is the order of commits.
    arrival       bigint      NOT NULL CONSTRAINT notification_arrival UNIQUE,
    article_id    uuid        NOT NULL,
    publication   int         NOT NULL,
    slug          text        NOT NULL,
    title         text        NOT NULL,
    summary       text,
    author_name   text        NOT NULL,
    category_name text,
    published_at  timestamptz NOT NULL,
    created_at    timestamptz NOT NULL,
    recipients    bigint      NOT NULL DEFAULT 0,
    withdrawn_at  timestamptz,
    completed_at  timestamptz,
    sent          bigint      NOT NULL DEFAULT 0,
    failed        bigint      NOT NULL DEFAULT 0,
    uncertain     bigint      NOT NULL DEFAULT 0,
    skipped       bigint      NOT NULL DEFAULT 0,
    CONSTRAINT notification_once UNIQUE (article_id, publication),
    CHECK (completed_at IS NULL OR recipients = sent + failed + uncertain + skipped)
);
CREATE INDEX notification_open ON notification (id) WHERE completed_at IS NULL;

-- Every mail that is to go out. queued: waits (claimed while it has an owner); sending: the content may be on its way;
-- sent, failed, uncertain, skipped: final.
CREATE TABLE delivery (
    id              uuid PRIMARY KEY DEFAULT uuidv7(),
    kind            text        NOT NULL CHECK (kind IN ('confirmation', 'reminder', 'article')),
    subscription_id uuid        NOT NULL REFERENCES subscription ON DELETE CASCADE,
    request_id      uuid REFERENCES subscription_request ON DELETE CASCADE,
    notification_id uuid REFERENCES notification ON DELETE CASCADE,
    status          text        NOT NULL DEFAULT 'queued'
        CHECK (status IN ('queued', 'sending', 'sent', 'failed', 'uncertain', 'skipped')),
    -- 0 goes first: what a person waits for is not held up by a large notification.
    priority        smallint    NOT NULL,
    due_at          timestamptz NOT NULL,
    owner           uuid,
    attempts        int         NOT NULL DEFAULT 0,
    reply_code      int,
    reason          text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT delivery_once UNIQUE (notification_id, subscription_id),
    CHECK ((kind = 'article') = (notification_id IS NOT NULL)),
    CHECK ((kind = 'confirmation') = (request_id IS NOT NULL)),
    CHECK (status <> 'sending' OR owner IS NOT NULL)
);
CREATE INDEX delivery_due ON delivery (priority, due_at, id) WHERE status = 'queued' AND owner IS NULL;
CREATE INDEX delivery_owned ON delivery (owner) WHERE owner IS NOT NULL AND status IN ('queued', 'sending');
CREATE INDEX delivery_open ON delivery (notification_id) WHERE status IN ('queued', 'sending');
CREATE INDEX delivery_listed ON delivery (notification_id, id);
CREATE INDEX delivery_of_subscription ON delivery (subscription_id);
CREATE INDEX delivery_request ON delivery (request_id) WHERE request_id IS NOT NULL;

-- The processes that send mail. Who has not been seen for a lease is dead, and what it was sending is uncertain.
CREATE TABLE mail_worker (
    owner   uuid PRIMARY KEY,
    seen_at timestamptz NOT NULL
);
