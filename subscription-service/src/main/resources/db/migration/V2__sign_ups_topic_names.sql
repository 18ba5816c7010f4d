-- What was asked for and is not yet looked at: written down without a look at what is known of the address, so that a
-- request tells nothing of it, and handled in turn. A row lives as long as that takes.
CREATE TABLE sign_up (
    id          bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
    address     text        NOT NULL,
    address_key text        NOT NULL,
    topics      jsonb       NOT NULL,
    frequency   text        NOT NULL CHECK (frequency IN ('instant', 'daily', 'weekly')),
    -- Keyed hashes of where it came from, null where that is not known.
    client      bytea CHECK (octet_length(client) = 16),
    network     bytea CHECK (octet_length(network) = 16),
    created_at  timestamptz NOT NULL
);

-- The mails that requests of strangers caused, for as long as their number counts. Keyed hashes alone: of the mailbox
-- without its tags, of its domain, and of where the request came from. The last three are null once the owner of the
-- address has answered.
CREATE TABLE requested_mail (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subscription_id uuid        NOT NULL,
    mailbox         bytea       NOT NULL CHECK (octet_length(mailbox) = 16),
    domain          bytea CHECK (octet_length(domain) = 16),
    client          bytea CHECK (octet_length(client) = 16),
    network         bytea CHECK (octet_length(network) = 16),
    -- Whether the mailbox is still to be left alone after it: not once its owner answered, or where it may not have come.
    keeps_quiet     boolean     NOT NULL DEFAULT true,
    requested_at    timestamptz NOT NULL,
    -- When it leaves: later than it was asked for where the mailbox was to be left alone.
    leaves_at       timestamptz NOT NULL
);
CREATE INDEX requested_mail_mailbox ON requested_mail (mailbox, requested_at);
CREATE INDEX requested_mail_domain ON requested_mail (domain, requested_at) WHERE domain IS NOT NULL;
CREATE INDEX requested_mail_client ON requested_mail (client, requested_at) WHERE client IS NOT NULL;
CREATE INDEX requested_mail_network ON requested_mail (network, requested_at) WHERE network IS NOT NULL;
CREATE INDEX requested_mail_subscription ON requested_mail (subscription_id);
CREATE INDEX requested_mail_requested_at ON requested_mail (requested_at);

ALTER TABLE subscription DROP COLUMN quiet_until;

-- What categories, tags and authors are called, by the newest event that named them.
CREATE TABLE topic_name (
    kind text NOT NULL CHECK (kind IN ('category', 'tag', 'author')),
    key  text NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (kind, key)
);
INSERT INTO topic_name (kind, key, name)
SELECT DISTINCT ON (kind, key) kind, key, name
FROM (
    SELECT 'category' AS kind, category_slug AS key, category_name AS name, updated_at FROM article
    WHERE category_slug IS NOT NULL
    UNION ALL
    SELECT 'author', author_slug, author_name, updated_at FROM article
    UNION ALL
    SELECT 'tag', tag.slug, tag.name, updated_at FROM article, unnest(tag_slugs, tag_names) AS tag (slug, name)
) named
ORDER BY kind, key, updated_at DESC;
